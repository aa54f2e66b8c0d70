"""Whoever is not in yet comes in by a letter, in a browser: what it sends with a form is its own affair."""

import re

from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import tag
from django.urls import reverse
from django.utils import timezone

from articles import invitations
from articles.models import Invitation
from tests.cast import cast

from .reader import BrowserCase, Page

PASSWORD = "chang-jian-de-mi-ma-7"


@tag("slow")
class DoorsTest(BrowserCase):
    def opened(self) -> Page:
        """The page that the last letter leads to."""
        found = re.search(r"https?://[^/\s]+(/admin/\S+)", str(mail.outbox[-1].body))
        assert found
        page = self.reader()
        page.goto(found[1])
        return page

    def test_an_invitation_is_accepted(self) -> None:
        invitation = Invitation(email="mulan@example.org", name="木兰")
        invitations.invite(invitation, Group.objects.filter(name="译者"), cast().chief, timezone.now())
        page = self.opened()
        page.locator("#id_username").fill("mulan")
        page.locator("#id_password1").fill(PASSWORD)
        page.locator("#id_password2").fill(PASSWORD)
        page.get_by_role("button", name="接受邀请").click()
        page.get_by_text("欢迎，木兰").wait_for()
        self.assertEqual(User.objects.get(username="mulan").groups.get().name, "译者")

    def test_a_forgotten_password_is_set_anew(self) -> None:
        user = User.objects.create_user("mulan", "mulan@example.org", "forgotten", is_staff=True)
        page = self.reader()
        page.goto(reverse("admin:login"))
        page.locator(".password-reset-link a").click()
        page.locator("#id_email").fill("mulan@example.org")
        page.locator("input[type=submit]").click()
        page.wait_for_url("**/done/")
        page = self.opened()
        page.locator("#id_new_password1").fill(PASSWORD)
        page.locator("#id_new_password2").fill(PASSWORD)
        page.locator("input[type=submit]").click()
        page.wait_for_url("**/reset/done/")
        user.refresh_from_db()
        self.assertTrue(user.check_password(PASSWORD))
