"""Work on batches, in this process and in others."""

import json
import os
import subprocess
import sys

from django.conf import settings
from django.test import SimpleTestCase, tag

from articles.importing.parallel import in_processes

BATCHES = ["内核", "容器", "a", ""]
IN_TWO = f"""
import json
from articles.importing.parallel import in_processes
print(json.dumps(list(in_processes(str.upper, {BATCHES}, 2))))
"""


class InProcessesTests(SimpleTestCase):
    @tag("slow")
    def test_the_results_come_in_the_order_of_the_batches(self) -> None:
        """In a process of its own: one that runs tests beside others may have no children."""
        site = {"SECRET_KEY": "test", "ALLOWED_HOSTS": "localhost", "DEBUG": "0"}
        command = [sys.executable, "-c", IN_TWO]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env={**os.environ, **site}, capture_output=True, check=True
        )
        self.assertEqual(json.loads(done.stdout), ["内核", "容器", "A", ""])

    def test_without_processes_the_work_is_done_here(self) -> None:
        here: list[str] = []
        self.assertEqual(list(in_processes(here.append, BATCHES, 1)), [None] * 4)
        self.assertEqual(here, BATCHES)

    def test_one_batch_starts_no_process(self) -> None:
        here: list[str] = []
        self.assertEqual(list(in_processes(here.append, ["a"], 2)), [None])
        self.assertEqual(here, ["a"])
