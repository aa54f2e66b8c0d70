"""Previews of drafts: what readers would get, for the desk and by a signed link, and for nobody else."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from articles import previews, stages
from articles.models import Article, Publication
from tests.admin.form import address, form
from tests.desk import DeskCase

STAFF = ("selector", "translator", "reviewer", "publisher", "chief")
MARKDOWNIFY = reverse("markdownx_markdownify")


class PreviewTests(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.drafting(title="秘密的草稿")
        self.desk.written(self.article, body="**秘密**的正文。\n")
        self.client.force_login(self.cast.translator)

    def shared(self, token: str) -> Any:
        self.client.logout()
        return self.client.get(reverse("shared", args=[token]))

    def private(self, response: Any) -> None:
        """Kept by nobody, not indexed, framed by ourselves alone."""
        self.assertIn("private, no-store", response.headers["Cache-Control"])
        self.assertIn("noindex", response.headers["X-Robots-Tag"])
        self.assertEqual(response.headers["X-Frame-Options"], "SAMEORIGIN")
        self.assertIn("frame-ancestors 'self'", response.headers["Content-Security-Policy"])
        self.assertContains(response, '<meta name="robots" content="noindex, nofollow">')

    def test_every_role_sees_the_draft_as_readers_would(self) -> None:
        for name in STAFF:
            self.client.force_login(self.person(name))
            page = self.client.get(address(self.article, "preview"))
            self.assertContains(page, "<strong>秘密</strong>的正文。")
            self.assertContains(page, "articles/site.css")
            self.private(page)

    def test_drafts_never_reach_strangers_or_anonymous_eyes(self) -> None:
        for view in ("change", "preview", "preview_link", "revisions", "compare", "history", "autosave", "discard"):
            for user in (self.cast.stranger, None):
                self.client.force_login(user) if user else self.client.logout()
                for answer in (self.client.get, self.client.post):
                    response = answer(address(self.article, view))
                    self.assertEqual(response.status_code, 302, view)
                    self.assertNotIn("秘密", response.content.decode())

    def test_what_is_typed_is_shown_and_not_saved(self) -> None:
        typed = form(self.article, title="新的题目", body="*新的*正文", tags="内核")
        page = self.client.post(address(self.article, "preview"), typed)
        self.assertContains(page, "新的题目</h1>")
        self.assertContains(page, "<em>新的</em>正文")
        self.assertEqual(Article.objects.get(pk=self.article.pk).title, "秘密的草稿")

    def test_whoever_may_not_edit_sees_what_is_saved_whatever_they_post(self) -> None:
        self.client.force_login(self.cast.publisher)
        page = self.client.post(address(self.article, "preview"), form(self.article, title="篡改"))
        self.assertContains(page, "秘密的草稿</h1>")
        self.assertNotContains(page, "篡改")

    def test_the_preview_is_the_page_that_readers_get(self) -> None:
        """The text, head and colophon of a published article, to the letter."""
        self.desk.do(self.article, stages.SUBMIT, self.cast.translator)
        self.desk.do(self.article, stages.TAKE, self.cast.reviewer)
        self.desk.do(self.article, stages.APPROVE, self.cast.reviewer)
        self.desk.do(self.article, stages.PUBLISH, self.cast.publisher)
        preview = self.client.get(address(self.article, "preview")).content.decode()
        page = self.client.get(Publication.objects.get().get_absolute_url()).content.decode()
        for start, end in (('<header class="article-head">', "</header>"), ('<div class="text"', "</div>")):
            self.assertEqual(
                *(text[text.index(start) : text.index(end, text.index(start))] for text in (preview, page))
            )

    def test_a_preview_counts_no_view_and_offers_no_like(self) -> None:
        page = self.client.get(address(self.article, "preview"))
        self.assertNotContains(page, "data-view")
        self.assertNotContains(page, "deeds.js")

    def test_the_signed_link_shows_the_draft_to_people_without_an_account(self) -> None:
        page = self.shared(previews.token(self.article))
        self.assertContains(page, "<strong>秘密</strong>的正文。")
        self.assertFalse(page.cookies)
        self.private(page)

    def test_the_signed_link_ends_after_seven_days(self) -> None:
        token = previews.token(self.article)
        self.assertEqual(previews.LASTS, timedelta(days=7))
        old = signing.TimestampSigner(salt=previews.SALT)
        value, stamp, _signature = token.rsplit(":", 2)
        before = signing.b62_encode(signing.b62_decode(stamp) - 7 * 24 * 3600 - 2)
        signed = f"{value}:{before}"
        self.assertEqual(self.shared(f"{signed}:{old.signature(signed)}").status_code, 404)
        self.assertEqual(self.shared(token).status_code, 200)

    def test_a_forged_link_is_not_found(self) -> None:
        token = previews.token(self.article)
        for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), signing.dumps(self.article.pk), "x", "1:2:3"):
            self.assertEqual(self.shared(forged).status_code, 404, forged)

    def test_only_whoever_may_edit_the_article_makes_a_link(self) -> None:
        for name in STAFF:
            self.client.force_login(self.person(name))
            expected = 200 if name in {"translator", "chief"} else 403
            self.assertEqual(self.client.get(address(self.article, "preview_link")).status_code, expected, name)

    def test_markdown_is_rendered_for_staff_alone(self) -> None:
        response = self.client.post(MARKDOWNIFY, {"content": "**粗**<script>alert(1)</script>"})
        self.assertContains(response, "<strong>粗</strong>")
        self.assertNotContains(response, "<script")
        self.assertEqual(self.client.get(MARKDOWNIFY).status_code, 405)
        self.client.force_login(self.cast.stranger)
        self.assertEqual(self.client.post(MARKDOWNIFY, {"content": "一"}).status_code, 403)
        self.client.logout()
        self.assertEqual(self.client.post(MARKDOWNIFY, {"content": "一"}).status_code, 403)
