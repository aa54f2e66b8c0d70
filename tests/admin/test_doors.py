"""A forgotten password: set anew by a link that was mailed, and nobody learns whose addresses we know."""

import logging
import re
from typing import Any

from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from articles.models import Change
from tests.cast import cast

RESET = reverse("admin_password_reset")
PASSWORD = "chang-jian-de-mi-ma-7"


@override_settings(SITE_URL="https://yibao.example")
class PasswordTest(TestCase):
    def setUp(self) -> None:
        self.cast = cast()
        self.user = self.cast.translator
        self.user.email = "translator@example.org"
        self.user.set_password("the-old-one-8")
        self.user.save()

    def ask(self, email: str = "translator@example.org", **headers: Any) -> Any:
        return self.client.post(RESET, {"email": email}, **headers)

    def link(self) -> str:
        found = re.search(r"https://yibao\.example(/admin/reset/\S+)", str(mail.outbox[-1].body))
        assert found
        return found[1]

    def test_whoever_forgot_it_sets_a_new_one(self) -> None:
        self.assertContains(self.client.get(reverse("admin:login")), f'href="{RESET}"')
        self.assertEqual(self.client.get(RESET).status_code, 200)
        self.assertRedirects(self.ask(), reverse("password_reset_done"))
        self.assertEqual(mail.outbox[0].to, ["translator@example.org"])
        self.assertIn("translator", mail.outbox[0].body)
        form = self.client.get(self.link(), follow=True)
        self.assertEqual(form.status_code, 200)
        sent = {"new_password1": PASSWORD, "new_password2": PASSWORD}
        response = self.client.post(form.request["PATH_INFO"], sent)
        self.assertRedirects(response, reverse("password_reset_complete"))
        self.user.refresh_from_db()
        self.assertTrue(self.user.check_password(PASSWORD))
        self.assertEqual(
            list(Change.objects.values_list("by", "key", "field", "after")),
            [(self.user.pk, str(self.user.pk), "password", "")],
        )
        self.assertFalse(Client().get(self.link(), follow=True).context["validlink"])

    def test_an_address_that_nobody_has_gets_the_same_answer_and_no_mail(self) -> None:
        known, unknown = self.ask(), self.ask("nobody@example.org")
        self.assertEqual((known.status_code, known["Location"]), (unknown.status_code, unknown["Location"]))
        self.assertEqual(len(mail.outbox), 1)

    def test_an_account_that_is_switched_off_or_has_no_password_gets_no_link(self) -> None:
        User.objects.filter(pk=self.user.pk).update(is_active=False)
        User.objects.filter(pk=self.cast.reviewer.pk).update(email="reviewer@example.org")
        self.ask()
        self.ask("reviewer@example.org")
        self.assertEqual(mail.outbox, [])

    def test_the_link_leads_to_this_site_whatever_host_was_asked(self) -> None:
        with override_settings(ALLOWED_HOSTS=["*"]):
            self.ask(headers={"host": "evil.example"})
        self.assertNotIn("evil.example", str(mail.outbox[0].message()))
        self.link()

    def test_a_mail_server_that_is_down_is_logged_and_answers_nothing_new(self) -> None:
        with (
            override_settings(EMAIL_BACKEND="tests.test_notices.Down"),
            self.assertLogs("articles", logging.WARNING) as logged,
        ):
            self.assertRedirects(self.ask(), reverse("password_reset_done"))
        self.assertNotIn("translator@example.org", str(logged.output))

    def test_after_five_times_in_an_hour_it_is_asked_for_too_often(self) -> None:
        answers = [self.ask() for _ in range(6)]
        self.assertEqual([answer.status_code for answer in answers], [302] * 5 + [429])
        self.assertLessEqual(int(answers[-1]["Retry-After"]), 3600)
        self.assertEqual(len(mail.outbox), 5)

    def test_the_pages_hold_no_inline_style_or_script(self) -> None:
        for name in ("admin_password_reset", "password_reset_done", "password_reset_complete"):
            for inline in ("style=", "<style", "<script>"):
                self.assertNotContains(self.client.get(reverse(name)), inline)
