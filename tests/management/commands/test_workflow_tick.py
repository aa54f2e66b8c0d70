"""workflow_tick: what it says it did."""

from datetime import UTC, datetime
from io import StringIO

from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from tests.desk import DAY, DeskCase


class WorkflowTickTests(DeskCase):
    def test_it_takes_back_what_ran_out_and_a_second_time_there_is_nothing_to_do(self) -> None:
        self.desk.now = datetime(2023, 9, 14, 4, tzinfo=UTC)
        self.desk.drafting(title="太久的选题")
        said = "taken back: 太久的选题 (work, translator, due 2023-09-28 12:00)\n0 reminded, 1 taken back\n"
        self.assertEqual(self.run_clock(), said)
        self.assertEqual(self.run_clock(), "0 reminded, 0 taken back\n")

    def test_it_names_whom_to_remind(self) -> None:
        self.desk.now = timezone.now() - 13 * DAY
        self.desk.drafting(title="快到期的")
        self.assertRegex(
            self.run_clock(), r"^2 days left: 快到期的 \(work, translator, due .*\)\n1 reminded, 0 taken back\n$"
        )
        self.desk.now = timezone.now() - 15 * DAY
        self.desk.original()
        self.assertRegex(
            self.run_clock(), r"^time is up: 原创 \(work, translator, due .*\)\n1 reminded, 0 taken back\n$"
        )

    def test_it_counts_what_it_mails_again(self) -> None:
        self.desk.now = timezone.now() - DAY
        User.objects.filter(username="reviewer").update(email="reviewer@example.org")
        self.desk.submitted()
        said = "1 mailed that could not be mailed before\n0 reminded, 0 taken back\n"
        self.assertEqual(self.run_clock(), said)
        self.assertEqual([message.to for message in mail.outbox], [["reviewer@example.org"]])
        self.assertEqual(self.run_clock(), "0 reminded, 0 taken back\n")

    def run_clock(self) -> str:
        out = StringIO()
        call_command("workflow_tick", stdout=out)
        return out.getvalue()
