"""Saves that lose nothing: on top of what was shown, put together where two met, unchanged where nobody edited."""

from html.parser import HTMLParser
from typing import Any

from articles import manuscript, stages
from articles.admin.writing import last_number
from articles.models import Article, Autosave, Revision
from tests.admin.form import address, form
from tests.desk import NOON, DeskCase


class Fields(HTMLParser):
    """The fields of the page's POST form, as a browser would send them; radio buttons only where they are checked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self.area = name
            self.found[name] = ""
        elif tag == "input" and name and (given.get("type") != "radio" or "checked" in given):
            self.found[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self.area] = self.found[self.area].removeprefix("\n")
            self.area = ""


class SavingTests(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.drafting()
        self.desk.written(self.article, body="一段。\n\n二段。\n\n三段。\n")
        self.client.force_login(self.cast.translator)

    def post(self, shown: dict[str, Any], **changes: Any) -> Any:
        return self.client.post(address(self.article), {**shown, **changes})

    def saved_by_the_chief(self, **changes: str) -> None:
        other = Article.objects.get(pk=self.article.pk)
        for name, value in changes.items():
            setattr(other, name, value)
        manuscript.save(other, by=self.cast.chief, now=NOON)

    def now(self) -> Article:
        return Article.objects.get(pk=self.article.pk)

    def merged(self, page: Any, **choices: str) -> Any:
        return self.client.post(address(self.article), {**Fields(page.content.decode()).found, **choices})

    def test_a_save_is_the_next_version_and_a_revision(self) -> None:
        before = self.article.version, last_number(self.article)
        self.assertEqual(self.post(form(self.article), title="新题").status_code, 302)
        self.assertEqual((self.now().version, last_number(self.article)), (before[0] + 1, before[1] + 1))
        self.assertEqual((self.now().title, Revision.objects.latest("pk").by), ("新题", self.cast.translator))

    def test_line_ends_of_browsers_and_of_the_archive_are_no_change(self) -> None:
        for body in ("一\r\n二\n三\r四\n", "\n\n  一  \n\n", "一\r\n"):
            self.saved_by_the_chief(body=body)
            shown = form(self.now(), body=body.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))
            before = self.now()
            self.assertEqual(self.post(shown).status_code, 302)
            self.assertEqual((self.now().body, self.now().version), (body, before.version))
            self.assertEqual(self.post({**shown, "title": f"题{len(body)}"}).status_code, 302)
            self.assertEqual(self.now().body, body)

    def test_what_is_edited_has_unix_line_ends_and_keeps_its_blanks(self) -> None:
        self.post(form(self.article), body="  一\r\n改\r\n\r\n")
        self.assertEqual(self.now().body, "  一\n改\n\n")

    def test_the_order_of_tags_is_kept(self) -> None:
        self.post(form(self.article), tags="新, 内核, 中")
        self.post(form(self.now()), tags="中，内核、新")
        self.assertEqual(manuscript.fields_of(self.now())["tags"], ["中", "内核", "新"])

    def test_the_second_is_told_who_saved_and_sees_what_changed(self) -> None:
        shown = form(self.article, body="一段。\n\n二段。\n\n三段，我改的。\n")
        self.saved_by_the_chief(body="一段，主编改的。\n\n二段。\n\n三段。\n")
        page = self.post(shown)
        self.assertEqual(page.status_code, 409)
        self.assertContains(page, "chief", status_code=409)
        self.assertContains(page, "<ins>", status_code=409)
        self.assertEqual(self.now().body, "一段，主编改的。\n\n二段。\n\n三段。\n")

    def test_both_changes_are_taken_where_they_stand_in_different_passages(self) -> None:
        shown = form(self.article, body="一段。\n\n二段。\n\n三段，我改的。\n")
        self.saved_by_the_chief(body="一段，主编改的。\n\n二段。\n\n三段。\n", summary="主编的摘要")
        self.assertEqual(self.merged(self.post(shown)).status_code, 302)
        self.assertEqual(self.now().body, "一段，主编改的。\n\n二段。\n\n三段，我改的。\n")
        self.assertEqual(self.now().summary, "主编的摘要")

    def test_where_both_changed_the_same_the_person_chooses_and_can_take_each(self) -> None:
        for choice, body in (("mine", "我的"), ("theirs", "主编的"), ("base", "原来的"), ("merged", "商量好的")):
            self.saved_by_the_chief(body="原来的")
            shown = form(self.now(), body="我的")
            self.saved_by_the_chief(body="主编的")
            page = self.post(shown)
            self.assertEqual(self.merged(page).status_code, 409)  # no choice, no save
            answer = self.merged(page, **{"choice-body": choice, "merged-body": "商量好的"})
            self.assertEqual(answer.status_code, 302)
            self.assertEqual(self.now().body, body)

    def test_neither_text_is_thrown_away_by_whoever_closes_the_page(self) -> None:
        self.saved_by_the_chief(body="原来的")
        shown = form(self.now(), body="我的")
        self.saved_by_the_chief(body="主编的")
        self.post(shown)
        self.assertEqual(Autosave.objects.get().fields["body"], "我的")
        self.assertContains(self.client.get(address(self.article)), f"?draft={Autosave.objects.get().pk}")

    def test_a_third_save_during_the_merge_is_met_again(self) -> None:
        self.saved_by_the_chief(body="原来的")
        shown = form(self.now(), body="我的")
        self.saved_by_the_chief(body="主编的")
        page = self.post(shown)
        self.saved_by_the_chief(body="又改的")
        self.assertEqual(self.merged(page, **{"choice-body": "mine"}).status_code, 409)
        self.assertEqual(self.now().body, "又改的")

    def test_a_title_and_a_category_that_both_changed_are_chosen(self) -> None:
        shown = form(self.article, title="我的题")
        self.saved_by_the_chief(title="主编的题")
        page = self.post(shown)
        self.assertEqual(self.merged(page, **{"choice-title": "theirs"}).status_code, 302)
        self.assertEqual(self.now().title, "主编的题")

    def test_a_move_alone_is_no_reason_to_ask(self) -> None:
        shown = form(self.article, title="新题")
        self.desk.do(self.now(), stages.EXTEND, self.cast.chief)
        self.assertEqual(self.post(shown).status_code, 302)
        self.assertEqual(self.now().title, "新题")

    def test_whoever_may_not_edit_any_more_keeps_what_they_typed_on_the_page(self) -> None:
        shown = form(self.article, body="最后一句")
        self.desk.do(self.now(), stages.SUBMIT, self.cast.translator)
        page = self.post(shown)
        self.assertContains(page, "最后一句", status_code=403)
        self.assertNotEqual(self.now().body, "最后一句")

    def test_a_form_without_its_version_saves_nothing(self) -> None:
        shown = form(self.article, title="新题")
        for name in ("base_version", "base_revision"):
            page = self.client.post(address(self.article), {key: value for key, value in shown.items() if key != name})
            self.assertEqual(page.status_code, 200)
            self.assertNotEqual(self.now().title, "新题")

    def test_two_saves_from_one_version_never_overwrite_each_other(self) -> None:
        one, two = Article.objects.get(pk=self.article.pk), Article.objects.get(pk=self.article.pk)
        manuscript.save(one, by=self.cast.chief, now=NOON)
        with self.assertRaises(manuscript.SavedMeanwhile) as met:
            manuscript.save(two, by=self.cast.translator, now=NOON)
        self.assertEqual(
            (met.exception.version, met.exception.last and met.exception.last.by), (one.version, self.cast.chief)
        )

    def test_a_source_that_somebody_works_on_is_refused_in_the_form(self) -> None:
        other = self.desk.topic("另一篇")
        page = self.post(form(self.article), source_url=other.source_url)
        self.assertContains(page, f'<a href="{address(other)}">另一篇</a>')
        self.assertNotEqual(self.now().source_url, other.source_url)

    def test_a_source_that_was_published_is_no_way_around_the_guard_and_what_has_it_already_keeps_it(self) -> None:
        other = self.desk.topic("发过的")
        Article.objects.filter(pk=other.pk).update(stage="published", number=1)
        page = self.post(form(self.article), source_url=f"{other.source_url}?utm_source=x")
        self.assertContains(page, f'<a href="{address(other)}">发过的</a>')
        self.assertNotEqual(self.now().source_key, other.source_key)
        Article.objects.filter(pk=self.article.pk).update(source_url=other.source_url, source_key=other.source_key)
        self.post(form(self.now()), title="又译一遍")
        self.assertEqual(self.now().title, "又译一遍")
