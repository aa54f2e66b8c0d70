"""An import that is killed: the next run ends where an undisturbed one would have, and no process stays behind."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, tag

from .posts import comment, post

POSTS = 450


@tag("slow")
class CrashTests(SimpleTestCase):
    def setUp(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for number in range(1, POSTS + 1):
            people = f"译者 {number % 37}"
            tags = [f"标签 {number % 53}", "内核"]
            post(self.root / "archive", number, comments_data=[comment()], translator=people, tags=tags)

    def command(self, database: str, *arguments: str) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]

    def environment(self, database: str) -> dict[str, str]:
        url = f"sqlite:///{self.root / database}.sqlite3"
        site = {"SECRET_KEY": "test", "ALLOWED_HOSTS": "localhost", "DEBUG": "0"}
        return {**os.environ, **site, "DATABASE_URL": url, "MEDIA_ROOT": str(self.root / "media")}

    def run_command(self, database: str, *arguments: str) -> str:
        done = subprocess.run(
            self.command(database, *arguments),
            env=self.environment(database),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def posts_in(self, database: str) -> int:
        try:
            with sqlite3.connect(f"file:{self.root / database}.sqlite3?mode=ro", uri=True, timeout=10) as connection:
                return int(connection.execute("SELECT count(*) FROM articles_article").fetchone()[0])
        except sqlite3.OperationalError:
            return 0

    def kill_midway(self, database: str) -> list[int]:
        """Start an import, kill it once a batch is in; the processes that it had started."""
        archive = str(self.root / "archive")
        process = subprocess.Popen(
            self.command(database, "import_posts", archive, "--processes=2"),
            env=self.environment(database),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not self.posts_in(database) and process.poll() is None:
            time.sleep(0.005)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.send_signal(signal.SIGKILL)
        process.wait()
        return [int(child) for child in children]

    def assert_all_end(self, processes: list[int]) -> None:
        deadline = time.monotonic() + 15
        while any(_runs(process) for process in processes):
            self.assertLess(time.monotonic(), deadline, "a worker outlived the import")
            time.sleep(0.05)

    def test_killed_at_any_moment_and_run_again_gives_the_same_rows(self) -> None:
        for database in ("undisturbed", "killed"):
            self.run_command(database, "migrate", "-v0")
        self.run_command("undisturbed", "import_posts", str(self.root / "archive"))
        self.assert_all_end(self.kill_midway("killed"))
        there = self.posts_in("killed")
        self.assertGreater(there, 0)
        self.assertLess(there, POSTS)
        self.assertEqual(there % 200, 0)
        self.run_command("killed", "import_posts", str(self.root / "archive"))
        self.assertEqual(self.run_command("killed", "digest"), self.run_command("undisturbed", "digest"))


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
