"""Several at once: each mail goes out once, each reminder is written once, and an invitation makes one account."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, TransactionTestCase, tag
from django.urls import reverse
from django.utils import timezone

from articles import invitations, notices
from articles.clock import tick
from articles.invitations import InvitationRefused
from articles.models import Invitation, Notice
from tests.desk import DAY, NOON, Desk
from tests.together import shared_database, together

CLOCKS = 4


@tag("slow")
class MailRaceTests(TransactionTestCase):
    def setUp(self) -> None:
        self.desk = Desk()
        User.objects.update(email="someone@example.org")

    def test_clocks_that_run_at_once_mail_every_notice_once(self) -> None:
        for _ in range(5):
            self.desk.submitted()
        mail.outbox.clear()
        waiting = Notice.objects.filter(to_mail=True)
        waiting.update(mailed_at=None)
        count = waiting.count()
        with shared_database():
            sent = together(CLOCKS, lambda _: notices.mail_again(NOON))
        self.assertEqual((sum(sent), len(mail.outbox)), (count, count))

    def test_clocks_that_run_at_once_remind_once(self) -> None:
        articles = [self.desk.original() for _ in range(5)]
        mail.outbox.clear()

        def reminded(_: int) -> int:
            return len(tick(NOON + 13 * DAY).soon)

        with shared_database():
            counts = together(CLOCKS, reminded)
            written = together(1, lambda _: Notice.objects.filter(kind="due_soon").count())
        self.assertEqual((sum(counts), written, len(mail.outbox)), (len(articles), [len(articles)], len(articles)))

    def test_two_chiefs_who_invite_the_same_address_at_once_send_one_mail(self) -> None:
        roles = list(self.desk.cast.translator.groups.values_list("pk", flat=True))
        given = {"email": "mulan@example.org", "name": "木兰", "groups": roles}
        clients, root = [Client(), Client()], User.objects.create_superuser("root")
        for client in clients:
            client.force_login(root)

        def invite(number: int) -> int:
            return clients[number].post(reverse("admin:articles_invitation_add"), given).status_code

        with shared_database():
            answers = together(2, invite)
            invited = together(1, lambda _: Invitation.objects.outstanding().count())
        self.assertLessEqual(set(answers), {200, 302})
        self.assertEqual((invited, len(mail.outbox)), ([1], 1))

    def test_two_who_accept_at_once_make_one_account(self) -> None:
        now = timezone.now()
        invitation = Invitation(email="mulan@example.org", name="木兰")
        invitations.invite(invitation, self.desk.cast.chief.groups.all(), self.desk.cast.chief, now)
        with shared_database():
            made = together(2, lambda number: accepted(invitation.pk, number, now))
            names = together(1, lambda _: list(User.objects.filter(email=invitation.email).values_list("username")))
        self.assertEqual(sorted(made), [False, True])
        self.assertEqual(names, [[(f"mulan{made.index(True)}",)]])


def accepted(pk: int, number: int, now: datetime) -> bool:
    account: Any = User(username=f"mulan{number}", email="mulan@example.org")
    try:
        invitations.accept(Invitation.objects.get(pk=pk), account, now)
    except InvitationRefused:
        return False
    return True
