"""Invitations: a chief asks somebody to the desk; the link opens once, for seven days, and makes an account."""

import logging
import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from articles import invitations, merging
from articles.invitations import InvitationRefused
from articles.models import Alias, Change, Contributor, Invitation
from tests.cast import cast

LIST = reverse("admin:articles_invitation_changelist")
ADD = reverse("admin:articles_invitation_add")
INDEX = reverse("admin:index")
PASSWORD = "chang-jian-de-mi-ma-7"


class Broken(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected("gone")


@override_settings(SITE_URL="https://yibao.example")
class InvitationCase(TestCase):
    def setUp(self) -> None:
        self.cast = cast()
        self.cast.chief.first_name = "老王"
        self.cast.chief.save()
        self.client.force_login(self.cast.chief)
        self.guest = Client()

    def group(self, name: str) -> Group:
        return Group.objects.get(name=name)

    def given(self, **fields: Any) -> dict[str, Any]:
        roles = [self.group(name).pk for name in ("译者", "校对")]
        return {"email": "mulan@example.org", "name": "木兰", "groups": roles, "byline": "", **fields}

    def invite(self, **fields: Any) -> Invitation:
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(ADD, self.given(**fields))
        self.assertRedirects(response, LIST)
        return Invitation.objects.latest("pk")

    def errors(self, **fields: Any) -> dict[str, list[str]]:
        before = Invitation.objects.count()
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(f"/en{ADD}", self.given(**fields))
        self.assertEqual((response.status_code, Invitation.objects.count()), (200, before))
        found: dict[str, list[str]] = response.context["adminform"].form.errors
        return found

    def link(self, number: int = -1) -> str:
        """As it was mailed, without the host."""
        found = re.search(r"https://yibao\.example(/admin/invited/\S+)", str(mail.outbox[number].body))
        assert found
        return found[1]

    def accept(self, link: str, **fields: str) -> Any:
        sent = {"username": "mulan", "password1": PASSWORD, "password2": PASSWORD, **fields}
        return self.guest.post(link, sent)

    def age(self, invitation: Invitation, days: float) -> None:
        """As if it had been sent so many days before: the link is the one that would have been mailed."""
        invitation.sent_at -= timedelta(days=days)
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=invitation.sent_at)

    def fresh(self, invitation: Invitation) -> str:
        return reverse("invited", args=[invitations.token(invitation)])


class InvitingTest(InvitationCase):
    def test_the_mail_says_who_invites_to_what_and_as_what(self) -> None:
        invitation = self.invite()
        (message,) = mail.outbox
        self.assertEqual(message.to, ["mulan@example.org"])
        self.assertIn("老王", message.subject)
        for word in ("老王", "译报", "译者", "校对", "https://yibao.example/admin/invited/"):
            self.assertIn(word, message.body)
        self.assertEqual(self.link(), self.fresh(invitation))
        invitation.refresh_from_db()
        self.assertEqual((invitation.by, invitation.mailed, invitation.contributor), (self.cast.chief, True, None))

    def test_who_accepts_chooses_a_password_has_the_roles_and_a_byline_and_sits_at_the_desk(self) -> None:
        invitation = self.invite()
        page = self.guest.get(self.link())
        for word in ("老王", "译报", "译者", "校对", "木兰", "mulan@example.org"):
            self.assertContains(page, word)
        self.assertContains(page, "加入译报，角色")
        self.assertContains(page, 'autocomplete="username"')
        english = self.guest.get(f"/en{self.link()}")
        self.assertContains(english, "老王 invites you, 木兰 (mulan@example.org), to work on Yibao as:")
        self.assertEqual(page["Referrer-Policy"], "same-origin")
        self.assertIn("no-store", page["Cache-Control"])
        self.assertRedirects(self.accept(self.link()), INDEX)
        account = User.objects.get(username="mulan")
        self.assertEqual((account.email, account.first_name), ("mulan@example.org", "木兰"))
        self.assertEqual((account.is_active, account.is_staff, account.is_superuser), (True, True, False))
        self.assertEqual(set(account.groups.values_list("name", flat=True)), {"译者", "校对"})
        self.assertEqual(Contributor.objects.get(user=account).name, "木兰")
        self.assertTrue(account.check_password(PASSWORD))
        self.assertEqual(self.guest.get(INDEX).status_code, 200)
        invitation.refresh_from_db()
        self.assertEqual((invitation.user, invitation.is_open(timezone.now())), (account, False))

    def test_somebody_who_was_credited_before_gets_their_own_byline(self) -> None:
        known = Contributor.objects.create(name="花木兰")
        Alias.objects.create(contributor=known, name="Hua Mulan")
        self.assertEqual(self.invite(byline="hua mulan").contributor, known)
        self.accept(self.link())
        known.refresh_from_db()
        self.assertEqual((known.user, known.name), (User.objects.get(username="mulan"), "花木兰"))
        self.assertEqual(Contributor.objects.count(), 1)

    def test_the_password_is_held_against_the_sites_rules_and_the_name_must_be_free(self) -> None:
        self.invite()
        weak = [{"password1": word, "password2": word} for word in ("mulan@example.org", "1234", "password")]
        for fields in (*weak, {"password2": "another"}, {"username": "CHIEF"}, {"username": "a b"}):
            self.assertEqual(self.accept(self.link(), **fields).status_code, 400, fields)
        self.assertFalse(User.objects.filter(email="mulan@example.org").exists())
        self.assertTrue(Invitation.objects.outstanding().exists())

    def test_a_form_that_makes_no_sense_sends_nothing(self) -> None:
        taken = Contributor.objects.create(name="有账号的", user=self.cast.translator)
        Contributor.objects.create(name="木兰")
        User.objects.filter(pk=self.cast.reviewer.pk).update(email="Reviewer@example.org")
        self.assertEqual(list(self.errors(email="reviewer@EXAMPLE.org", name="别人")), ["email"])
        self.assertEqual(list(self.errors(email="nonsense", name="别人")), ["email"])
        self.assertEqual(list(self.errors(groups=[], name="别人")), ["groups"])
        self.assertEqual(list(self.errors(byline=taken.name)), ["byline"])
        self.assertEqual(list(self.errors(byline="谁也不是")), ["byline"])
        said = ["There is a contributor of this name: enter the name here to link them."]
        self.assertEqual(self.errors(), {"byline": said})
        self.assertEqual(mail.outbox, [])

    def test_an_address_or_a_contributor_is_invited_once_at_a_time(self) -> None:
        known = Contributor.objects.create(name="花木兰")
        first = self.invite(byline="花木兰")
        self.assertEqual(list(self.errors(email="MULAN@example.org", name="别人")), ["email"])
        self.assertEqual(list(self.errors(email="other@example.org", byline="花木兰")), ["byline"])
        with self.assertRaises(IntegrityError), transaction.atomic():
            Invitation.objects.create(email="Mulan@example.org", name="x", by=self.cast.chief, sent_at=timezone.now())
        invitations.withdraw(first, self.cast.chief, timezone.now())
        self.assertEqual(self.invite(byline="花木兰").contributor, known)

    def test_a_group_that_is_no_role_is_not_given(self) -> None:
        other = Group.objects.create(name="别的组")
        self.assertEqual(list(self.errors(groups=[other.pk])), ["groups"])

    def test_only_a_chief_invites_sees_invitations_sends_again_and_takes_back(self) -> None:
        invitation = self.invite()
        others = [self.cast.selector, self.cast.translator, self.cast.reviewer, self.cast.publisher]
        verbs = [reverse(f"admin:articles_invitation_{verb}", args=[invitation.pk]) for verb in ("send", "withdraw")]
        for user in (*others, self.cast.stranger, None):
            client = Client()
            if user:
                client.force_login(user)
            expected = 403 if user and user.is_staff else 302
            for url in (LIST, ADD):
                self.assertEqual(client.get(url).status_code, expected, (user, url))
            for url in (ADD, *verbs):
                self.assertEqual(client.post(url, self.given(email="x@example.org")).status_code, expected, (user, url))
        self.assertEqual([self.client.get(url).status_code for url in verbs], [405, 405])
        self.assertEqual((Invitation.objects.count(), len(mail.outbox)), (1, 1))
        self.assertTrue(Invitation.objects.outstanding().exists())


class LogTest(InvitationCase):
    def lines(self, **of: Any) -> list[tuple[str, str, str, str]]:
        rows = Change.objects.filter(**of).order_by("pk")
        return list(rows.values_list("by__username", "deed", "field", "after"))

    def test_who_was_invited_by_whom_and_who_came_stands_in_the_log(self) -> None:
        invitation = self.invite()
        self.accept(self.link())
        invited = self.lines(kind="articles.invitation")
        self.assertEqual({line[:2] for line in invited}, {("chief", "add")})
        self.assertIn(("chief", "add", "email", "mulan@example.org"), invited)
        self.assertIn(("mulan", "add", "groups", "校对\n译者"), self.lines(kind="auth.user"))
        self.assertIn(("mulan", "add", "user", "mulan"), self.lines(kind="articles.contributor"))
        self.assertNotIn(PASSWORD, str(list(Change.objects.values())))
        self.assertNotIn(invitations.token(invitation), str(list(Change.objects.values())))

    def test_taking_it_back_and_linking_stand_in_the_log_too(self) -> None:
        known = Contributor.objects.create(name="花木兰")
        invitation = self.invite(byline="花木兰")
        self.accept(self.link())
        line = ("mulan", "change", "user", "mulan")
        self.assertEqual(self.lines(kind="articles.contributor", key=str(known.pk)), [line])
        invitation = self.invite(email="other@example.org", name="别人")
        self.client.post(reverse("admin:articles_invitation_withdraw", args=[invitation.pk]))
        found = self.lines(kind="articles.invitation", key=str(invitation.pk), deed="change")
        self.assertEqual([line[:3] for line in found], [("chief", "change", "withdrawn_at")])


class LinkTest(InvitationCase):
    def refused(self, link: str, status: int) -> None:
        self.assertEqual(self.guest.get(link).status_code, status)
        self.assertEqual(self.accept(link).status_code, status)
        self.assertFalse(User.objects.filter(username="mulan").exists())

    def test_after_seven_days_it_opens_no_longer(self) -> None:
        invitation = self.invite()
        self.age(invitation, 6.99)
        self.assertEqual(self.guest.get(self.fresh(invitation)).status_code, 200)
        self.age(invitation, 0.02)
        self.refused(self.fresh(invitation), 410)

    def test_it_opens_once(self) -> None:
        self.invite()
        self.accept(self.link())
        self.guest = Client()
        self.assertEqual(self.guest.get(self.link()).status_code, 410)
        self.assertEqual(self.accept(self.link(), username="second").status_code, 410)
        self.assertEqual(User.objects.filter(email="mulan@example.org").count(), 1)

    def test_of_two_who_have_the_link_open_the_second_is_told(self) -> None:
        invitation = self.invite()
        stale = Invitation.objects.get(pk=invitation.pk)
        self.accept(self.link())
        with self.assertRaises(InvitationRefused):
            invitations.accept(stale, User(username="second", email=stale.email), timezone.now())
        self.assertFalse(User.objects.filter(username="second").exists())

    def test_what_was_tampered_with_or_made_elsewhere_is_no_link(self) -> None:
        link = self.fresh(self.invite())
        head, _, token = link.rstrip("/").rpartition("/")
        with override_settings(SECRET_KEY="another"):
            foreign = self.fresh(Invitation.objects.get())
        for wrong in (f"{head}/x{token}/", f"{head}/{token[:-1]}x/", f"{head}/{token.partition(':')[0]}/", foreign):
            self.refused(wrong, 404)

    def test_what_was_taken_back_opens_no_longer(self) -> None:
        invitation = self.invite()
        response = self.client.post(reverse("admin:articles_invitation_withdraw", args=[invitation.pk]))
        self.assertRedirects(response, LIST)
        self.refused(self.link(), 410)

    def test_sent_again_the_new_link_opens_for_seven_days_and_the_old_one_no_longer(self) -> None:
        invitation = self.invite()
        old = self.link()
        self.age(invitation, 8)
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(reverse("admin:articles_invitation_send", args=[invitation.pk]))
        self.assertEqual(len(mail.outbox), 2)
        self.refused(old, 404)
        self.assertRedirects(self.accept(self.link()), INDEX)

    def test_what_was_accepted_is_neither_sent_again_nor_taken_back(self) -> None:
        invitation = self.invite()
        self.accept(self.link())
        for verb in ("send", "withdraw"):
            with self.captureOnCommitCallbacks(execute=True):
                self.client.post(reverse(f"admin:articles_invitation_{verb}", args=[invitation.pk]))
        invitation.refresh_from_db()
        self.assertIsNone(invitation.withdrawn_at)
        self.assertEqual(len(mail.outbox), 1)

    def test_an_address_that_has_an_account_by_now_is_told_so_and_nothing_is_made(self) -> None:
        self.invite()
        User.objects.create_user("meanwhile", email="Mulan@example.org")
        self.refused_with(409)

    def test_a_byline_that_belongs_to_somebody_by_now_is_not_taken_from_them(self) -> None:
        known = Contributor.objects.create(name="花木兰")
        self.invite(byline="花木兰")
        Contributor.objects.filter(pk=known.pk).update(user=self.cast.translator)
        self.refused_with(409)
        known.refresh_from_db()
        self.assertEqual(known.user, self.cast.translator)

    def test_a_contributor_who_was_merged_meanwhile_is_linked_under_the_name_that_stayed(self) -> None:
        known, double = Contributor.objects.create(name="花木兰"), Contributor.objects.create(name="花将军")
        self.invite(byline="花将军")
        merging.merge(known, [double])
        self.accept(self.link())
        known.refresh_from_db()
        self.assertEqual(known.user, User.objects.get(username="mulan"))

    def test_a_name_that_a_contributor_bears_by_now_is_not_taken_either(self) -> None:
        self.invite()
        Contributor.objects.create(name="木 兰".replace(" ", ""))
        self.refused_with(409)

    def refused_with(self, status: int) -> None:
        self.assertEqual(self.accept(self.link()).status_code, status)
        self.assertFalse(User.objects.filter(username="mulan").exists())
        self.assertTrue(Invitation.objects.outstanding().exists())
        self.assertEqual(self.guest.get(INDEX).status_code, 302)

    def test_who_is_signed_in_is_asked_to_sign_out_first(self) -> None:
        self.invite()
        self.guest.force_login(self.cast.translator)
        self.assertContains(self.guest.get(f"/en{self.link()}"), "You are signed in as translator.")
        self.accept(self.link())
        self.assertFalse(User.objects.filter(username="mulan").exists())

    def test_without_the_cookie_of_the_form_nothing_is_accepted(self) -> None:
        self.invite()
        self.guest = Client(enforce_csrf_checks=True)
        self.assertEqual(self.accept(self.link()).status_code, 403)


class ListTest(InvitationCase):
    def states(self) -> dict[str, str]:
        rows = self.client.get(f"/en{LIST}").content.decode()
        pattern = r"field-email[^>]*>(?:<[^>]+>)?([^<]+)<.*?field-state[^>]*>([^<]+)<"
        return dict(re.findall(pattern, rows, re.DOTALL))

    def test_the_list_says_what_became_of_each(self) -> None:
        with override_settings(EMAIL_BACKEND=f"{__name__}.Broken"), self.assertLogs("articles", logging.WARNING):
            self.invite(email="lost@example.org", name="丢了")
        self.age(self.invite(email="old@example.org", name="旧的"), 9)
        invitations.withdraw(self.invite(email="no@example.org", name="不要"), self.cast.chief, timezone.now())
        self.invite(email="open@example.org", name="等着")
        self.invite()
        self.accept(self.link())
        found = {email.partition("@")[0]: state for email, state in self.states().items()}
        self.assertEqual(found["lost"], "not mailed yet")
        self.assertRegex(found["old"], "^too old since ")
        self.assertEqual(found["no"], "taken back")
        self.assertRegex(found["open"], "^open until ")
        self.assertEqual(found["mulan"], "accepted: mulan")
        page = self.client.get(LIST)
        self.assertContains(page, '<td class="field-invited_by">老王</td>', count=5)
        self.assertContains(page, 'formaction="/admin/articles/invitation/', count=6)

    def test_the_list_costs_the_same_for_one_and_for_three(self) -> None:
        self.invite()
        self.client.get(LIST)
        with self.assertNumQueries(9):
            self.client.get(LIST)
        self.invite(email="a@example.org", name="甲")
        self.invite(email="b@example.org", name="乙")
        with self.assertNumQueries(9):
            self.client.get(LIST)
