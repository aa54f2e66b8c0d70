"""The inbox in the admin: everybody's own, unread first, read by opening; and the switches of what is mailed."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import notices, stages
from articles.models import Notice
from articles.notices import wording
from tests.admin.form import address
from tests.desk import DeskCase

INBOX = reverse("admin:articles_notice_changelist")
SWITCHES = reverse("admin:articles_notice_switches")
READ_ALL = reverse("admin:articles_notice_read_all")


def at(view: str, notice: Notice) -> str:
    return reverse(f"admin:articles_notice_{view}", args=[notice.pk])


class InboxTest(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(self.cast.reviewer)

    def submitted(self, count: int) -> list[Notice]:
        for number in range(count):
            self.desk.submitted(title=f"第 {number} 篇")
        return list(Notice.objects.filter(recipient=self.cast.reviewer).order_by("pk"))

    def shown(self, **query: Any) -> list[int]:
        return [line.pk for line in self.client.get(INBOX, query).context["lines"]]

    def unread(self) -> int:
        return Notice.objects.unread().filter(recipient=self.cast.reviewer).count()

    def test_unread_notices_come_first_and_the_newest_of_them_at_the_top(self) -> None:
        first, second, third = self.submitted(3)
        self.client.post(at("read", third))
        self.assertEqual(self.shown(), [second.pk, first.pk, third.pk])
        self.assertEqual(self.unread(), 2)

    def test_opening_a_notice_leads_to_its_article_and_marks_it_as_read(self) -> None:
        first, _second = self.submitted(2)
        self.assertContains(self.client.get(INBOX), f'<a href="{at("open", first)}">')
        self.assertRedirects(self.client.get(at("open", first)), address(first.article), fetch_redirect_response=False)
        first.refresh_from_db()
        self.assertIsNotNone(first.read_at)
        self.assertEqual(self.unread(), 1)
        read_at = first.read_at
        self.client.get(at("open", first))
        first.refresh_from_db()
        self.assertEqual(first.read_at, read_at)

    def test_all_are_marked_as_read_up_to_the_newest_that_the_page_showed(self) -> None:
        first, second, third = self.submitted(3)
        page = self.client.get(INBOX)
        self.assertContains(page, f'<input type="hidden" name="last" value="{third.pk}">')
        self.client.post(READ_ALL, {"last": second.pk})
        self.assertEqual(self.shown(), [third.pk, second.pk, first.pk])
        self.assertEqual(self.unread(), 1)
        for nonsense in ("", "x", "9" * 30, "-1"):
            self.assertRedirects(self.client.post(READ_ALL, {"last": nonsense}), INBOX)
        self.assertEqual(self.unread(), 1)

    def test_nobody_sees_opens_or_marks_what_is_somebody_elses(self) -> None:
        (mine,) = self.submitted(1)
        self.desk.do(mine.article, stages.TAKE, self.cast.reviewer)
        theirs = Notice.objects.get(recipient=self.cast.translator)
        self.assertEqual(self.shown(), [mine.pk])
        self.assertEqual(self.client.get(at("open", theirs)).status_code, 404)
        self.assertEqual(self.client.post(at("read", theirs)).status_code, 404)
        self.client.post(READ_ALL, {"last": theirs.pk + 1})
        theirs.refresh_from_db()
        self.assertIsNone(theirs.read_at)
        self.client.force_login(self.cast.chief)
        self.assertEqual(self.shown(), [])
        self.assertEqual(self.client.get(at("open", theirs)).status_code, 404)

    def test_marking_asks_for_a_post(self) -> None:
        (notice,) = self.submitted(1)
        for url in (at("read", notice), READ_ALL):
            self.assertEqual(self.client.get(url).status_code, 405)
        self.assertEqual(self.client.post(at("open", notice)).status_code, 405)
        self.assertEqual(self.unread(), 1)

    def test_every_page_of_the_desk_says_how_many_are_unread_at_the_cost_of_one_query(self) -> None:
        self.submitted(2)
        pages = [reverse("admin:index"), reverse("admin:articles_article_changelist"), INBOX, SWITCHES]
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                html = self.client.get(page).content.decode()
            counts = [query["sql"] for query in captured if "read_at" in query["sql"] and "COUNT" in query["sql"]]
            self.assertEqual(len(counts), 1, page)
            self.assertRegex(html, r'class="inbox inbox-unread" href="/admin/articles/notice/">\S+ <b>2</b>')
        self.client.post(READ_ALL, {"last": Notice.objects.latest("pk").pk})
        self.assertContains(self.client.get(pages[0]), '<a class="inbox" href="/admin/articles/notice/">')

    def test_the_inbox_costs_the_same_for_one_notice_and_for_three(self) -> None:
        self.submitted(1)
        self.client.get(INBOX)
        with self.assertNumQueries(8):
            self.client.get(INBOX)
        self.submitted(2)
        with self.assertNumQueries(8):
            self.assertEqual(len(self.shown()), 3)

    def test_the_inbox_has_pages(self) -> None:
        (notice,) = self.submitted(1)
        Notice.objects.bulk_create(
            Notice(recipient=notice.recipient, kind="submitted", article=notice.article, at=notice.at)
            for _ in range(34)
        )
        self.assertEqual((len(self.shown()), len(self.shown(p=2)), len(self.shown(p="nonsense"))), (30, 5, 30))
        self.assertContains(self.client.get(INBOX), '<a rel="next" href="?p=2">')
        self.assertNotContains(self.client.get(INBOX, {"p": 2}), 'name="last"')

    def test_what_others_wrote_is_text_and_nothing_else(self) -> None:
        article = self.desk.taken(title="<script>alert(1)</script>")
        article.notes.update(quote="<b>粗</b>", text="<img src=x>")
        self.desk.do(article, stages.RETURN, self.cast.reviewer)
        self.client.force_login(self.cast.translator)
        html = self.client.get(INBOX).content.decode()
        for tag in ("<script>alert", "<b>粗", "<img src=x"):
            self.assertNotIn(tag, html)
        self.assertIn("&lt;img src=x&gt;", html)

    def test_an_empty_inbox_says_so_and_the_pages_hold_no_inline_style_or_script(self) -> None:
        self.assertContains(self.client.get(f"/en{INBOX}"), "Nothing has come for you yet.")
        self.submitted(1)
        for page in (INBOX, SWITCHES):
            response = self.client.get(page)
            for inline in ("style=", "<style", "<script>", "onclick"):
                self.assertNotContains(response, inline)

    def test_who_has_no_role_has_no_inbox(self) -> None:
        (notice,) = self.submitted(1)
        outsider = self.cast.stranger
        outsider.is_staff = True
        outsider.save()
        for user in (None, outsider):
            client = Client()
            if user:
                client.force_login(user)
            expected = 403 if user else 302
            for url in (INBOX, SWITCHES, at("open", notice)):
                self.assertEqual(client.get(url).status_code, expected, (user, url))
            for url in (READ_ALL, SWITCHES, at("read", notice)):
                self.assertEqual(client.post(url, {"last": notice.pk}).status_code, expected, (user, url))
        self.assertEqual(self.unread(), 1)
        self.assertEqual(notices.chosen(outsider), notices.chosen(self.cast.chief))


class SwitchesTest(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.cast.reviewer.email = "reviewer@example.org"
        self.cast.reviewer.save()
        self.client.force_login(self.cast.reviewer)

    def ticked(self) -> set[str]:
        groups = self.client.get(SWITCHES).context["groups"]
        return {message.name for _label, rows in groups for message, is_mailed in rows if is_mailed}

    def test_every_message_has_a_switch_and_what_is_ticked_is_kept(self) -> None:
        page = self.client.get(SWITCHES)
        self.assertContains(page, "reviewer@example.org")
        for name in wording.MESSAGES:
            self.assertContains(page, f'name="mail" value="{name}"')
        self.assertRedirects(self.client.post(SWITCHES, {"mail": ["returned", "claimed", "nonsense"]}), SWITCHES)
        self.assertEqual(self.ticked(), {"returned", "claimed"})
        self.client.post(SWITCHES, {})
        self.assertEqual(self.ticked(), set())

    def test_everybody_has_switches_of_their_own(self) -> None:
        self.client.post(SWITCHES, {"mail": []})
        self.client.force_login(self.cast.chief)
        self.assertEqual(self.ticked(), {name for name, each in wording.MESSAGES.items() if each.is_mailed})

    def test_without_an_address_it_says_that_nothing_is_mailed(self) -> None:
        self.client.force_login(self.cast.chief)
        self.assertContains(self.client.get(f"/en{SWITCHES}"), "Your account has no e-mail address")
