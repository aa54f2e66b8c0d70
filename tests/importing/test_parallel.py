"""Work on batches, in this process and in others."""

from django.test import SimpleTestCase, tag

from articles.importing.parallel import in_processes

BATCHES = ["内核", "容器", "a", ""]


@tag("slow")
class InProcessesTests(SimpleTestCase):
    def test_the_results_come_in_the_order_of_the_batches(self) -> None:
        self.assertEqual(list(in_processes(str.upper, BATCHES, 2)), ["内核", "容器", "A", ""])

    def test_without_processes_the_work_is_done_here(self) -> None:
        here: list[str] = []
        self.assertEqual(list(in_processes(here.append, BATCHES, 1)), [None] * 4)
        self.assertEqual(here, BATCHES)

    def test_one_batch_starts_no_process(self) -> None:
        here: list[str] = []
        self.assertEqual(list(in_processes(here.append, ["a"], 2)), [None])
        self.assertEqual(here, ["a"])
