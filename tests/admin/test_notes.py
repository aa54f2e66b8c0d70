"""Review notes: added by whoever reviews, anchored to a passage, resolved by whoever works on the text."""

from typing import Any

from articles import manuscript, stages
from articles.models import Article, Note
from tests.admin.form import address
from tests.desk import DeskCase


class NoteTests(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.submitted()
        self.desk.do(self.article, stages.TAKE, self.cast.reviewer)
        self.client.force_login(self.cast.reviewer)

    def add(self, quote: str = "译文", text: str = "太生硬") -> Any:
        return self.client.post(address(self.article, "notes"), {"quote": quote, "text": text})

    def test_the_reviewer_adds_a_note_on_a_passage_and_can_return_the_text(self) -> None:
        self.assertEqual(self.add().status_code, 302)
        note = Note.objects.get()
        self.assertEqual(
            (note.quote, note.text, note.by, note.context), ("译文", "太生硬", self.cast.reviewer, "译文。")
        )
        self.desk.do(self.article, stages.RETURN, self.cast.reviewer)
        self.client.force_login(self.cast.translator)
        page = self.client.get(address(self.article, "notes"))
        self.assertContains(page, "太生硬")
        self.assertContains(page, "/resolve/")

    def test_a_passage_is_quoted_from_the_page_as_well_as_from_the_markdown(self) -> None:
        article = Article.objects.get(pk=self.article.pk)
        article.body = "一段*译*[文](https://example.org/)。\n"
        manuscript.save(article, by=self.cast.reviewer, now=self.desk.now)
        self.assertEqual(self.add("一段译文。").status_code, 302)
        self.assertFalse(self.client.get(address(self.article, "notes")).context["notes"][0][1])

    def test_the_form_shows_everyone_the_open_notes_and_whoever_reviews_where_to_write_one(self) -> None:
        self.add()
        for name in ("selector", "translator", "reviewer", "publisher"):
            self.client.force_login(self.person(name))
            page = self.client.get(address(self.article))
            self.assertContains(page, "太生硬")
            writes = name == "reviewer"
            self.assertContains(page, 'class="note-dialog"', count=int(writes))
            self.assertContains(page, "/resolve/", count=int(writes))
            self.assertContains(page, "desk_notes.js", count=int(writes))

    def test_what_is_resolved_on_the_form_leads_back_to_it(self) -> None:
        self.add()
        answer = self.client.post(address(self.article, "resolve", Note.objects.get().pk), {"next": "form"})
        self.assertRedirects(answer, address(self.article))
        self.assertNotContains(self.client.get(address(self.article)), "太生硬")

    def test_a_passage_that_the_text_does_not_hold_is_refused(self) -> None:
        self.assertEqual(self.add("没有这句").status_code, 200)
        self.assertFalse(Note.objects.exists())

    def test_a_note_outlives_an_edit_and_says_when_its_passage_is_gone(self) -> None:
        self.add()
        for body, is_gone in (("前面新的。\n\n译\n文。\n", False), ("全换了。\n", True)):
            article = Article.objects.get(pk=self.article.pk)
            article.body = body
            manuscript.save(article, by=self.cast.reviewer, now=self.desk.now)
            page = self.client.get(address(self.article, "notes"))
            self.assertEqual([gone for _, gone in page.context["notes"]], [is_gone])

    def test_nobody_else_adds_or_resolves_one(self) -> None:
        self.add()
        note = Note.objects.get()
        for name in ("selector", "translator", "publisher"):
            self.client.force_login(self.person(name))
            self.assertEqual(self.client.get(address(self.article, "notes")).status_code, 200, name)
            self.assertEqual(self.add().status_code, 403, name)
            self.assertEqual(self.client.post(address(self.article, "resolve", note.pk)).status_code, 403, name)
        for user in (self.cast.stranger, None):
            self.client.force_login(user) if user else self.client.logout()
            self.assertEqual(self.client.get(address(self.article, "notes")).status_code, 302)
            self.assertEqual(self.add().status_code, 302)
        self.assertEqual(Note.objects.unresolved().count(), 1)

    def test_whoever_works_on_the_text_resolves_it_once(self) -> None:
        self.add()
        note = Note.objects.get()
        self.desk.do(self.article, stages.RETURN, self.cast.reviewer)
        self.client.force_login(self.cast.translator)
        self.assertEqual(self.client.get(address(self.article, "resolve", note.pk)).status_code, 405)
        self.assertEqual(self.client.post(address(self.article, "resolve", 99)).status_code, 404)
        self.client.post(address(self.article, "resolve", note.pk))
        note.refresh_from_db()
        self.assertEqual(note.resolved_by, self.cast.translator)
