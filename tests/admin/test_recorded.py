"""Tests that whatever is changed in the admin is logged, whole or not at all."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models.signals import post_delete
from django.test import Client, TestCase
from django.urls import reverse

from articles import stages
from articles.admin.changes import ChangeAdmin
from articles.admin.notices import NoticeAdmin
from articles.admin.recorded import Recorded
from articles.models import (
    Article,
    Category,
    Change,
    Contributor,
    MenuItem,
    Page,
    Publication,
    ReaderReport,
    SiteSettings,
    Tag,
)
from tests import builders
from tests.admin.form import address, form
from tests.cast import Cast, cast
from tests.desk import DeskCase
from tests.test_audit import said


def to(row: Any, view: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=[row.pk])


def formset(prefix: str, rows: int = 0, **fields: Any) -> dict[str, Any]:
    total = {f"{prefix}-TOTAL_FORMS": rows, f"{prefix}-INITIAL_FORMS": 0}
    return total | {f"{prefix}-0-{name}": value for name, value in fields.items()}


def fails(**kwargs: Any) -> None:
    raise ZeroDivisionError


class RecordedTests(TestCase):
    cast: Cast
    root: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        cls.root = User.objects.create_superuser("root", password="geheim-genug-1")

    def setUp(self) -> None:
        self.client.force_login(self.root)

    def post(self, path: str, status: int = 302, **data: Any) -> None:
        response = self.client.post(path, data)
        self.assertEqual(response.status_code, status, response.content.decode()[-3000:])

    def test_no_model_of_the_admin_is_left_out(self) -> None:
        others = [each for each in admin.site._registry.values() if not isinstance(each, Recorded)]
        self.assertEqual([type(each) for each in others], [ChangeAdmin, NoticeAdmin], "neither can be edited")

    def test_what_is_added_is_logged_with_its_values_and_the_request(self) -> None:
        self.post(reverse("admin:articles_category_add"), name="技术", **formset("aliases"))
        self.assertEqual(said(), [("add", "name", "", "技术")])
        change = Change.objects.get()
        key = str(Category.objects.get().pk)
        self.assertEqual(
            (change.by, change.kind, change.key, change.label), (self.root, "articles.category", key, "技术")
        )
        self.assertRegex(change.request, "^[0-9a-f]{32}$")

    def test_a_contributor_with_aliases(self) -> None:
        person = Contributor.objects.create(name="mulan")
        self.post(to(person), name="木兰", url="", **formset("aliases", 1, name="花木兰", contributor=person.pk))
        self.assertEqual(said(), [("change", "name", "mulan", "木兰"), ("change", "aliases", "", "mulan\n花木兰")])
        self.assertEqual(Change.objects.order_by("pk")[0].label, "木兰")

    def test_a_form_that_is_refused_leaves_no_line(self) -> None:
        person = Contributor.objects.create(name="mulan")
        self.post(to(person), 200, name="", url="", **formset("aliases"))
        self.assertEqual(said(), [])

    def test_the_menu_of_the_site(self) -> None:
        MenuItem.objects.all().delete()
        site = SiteSettings.objects.get()
        given = {name: value for name, value in vars(site).items() if not name.startswith("_")}
        item = {"place": "top", "label": "首页", "address": "/", "order": 1, "site": site.pk}
        self.post(to(site), **{**given, "name": "新名"}, **formset("menu_items", 1, **item))
        expected = [("change", "name", "译报", "新名"), ("change", "menu_items", "", "top · 首页 · / · 1")]
        self.assertEqual(said(), expected)

    def test_a_page_with_its_text_line_ends_and_all(self) -> None:
        page = Page.objects.get(slug="about")
        before = page.body
        self.post(to(page), slug="about", title=page.title, title_en=page.title_en, body="一\r\n二")
        self.assertEqual(said(), [("change", "body", before, "一\r\n二")])

    def test_what_is_deleted_leaves_its_last_values(self) -> None:
        tag = Tag.objects.create(name="内核")
        self.post(to(tag, "delete"), post="yes")
        self.assertEqual(said(kind="articles.tag"), [("delete", "name", "内核", "")])
        self.assertFalse(Tag.objects.exists())

    def test_what_is_deleted_together_too(self) -> None:
        tags = [Tag.objects.create(name=name) for name in ("a", "b")]
        chosen: dict[str, Any] = {
            "action": "delete_selected",
            "_selected_action": [tag.pk for tag in tags],
            "post": "yes",
        }
        self.post(reverse("admin:articles_tag_changelist"), **chosen)
        self.assertCountEqual(said(), [("delete", "name", "a", ""), ("delete", "name", "b", "")])

    def test_a_deletion_that_fails_leaves_no_line(self) -> None:
        tag = Tag.objects.create(name="a")
        client = Client(raise_request_exception=False)
        client.force_login(self.root)
        chosen: dict[str, Any] = {"action": "delete_selected", "_selected_action": [tag.pk], "post": "yes"}
        post_delete.connect(fails, sender=Tag)
        self.addCleanup(post_delete.disconnect, fails, sender=Tag)
        with self.assertLogs("django.request", "ERROR") as logged:
            response = client.post(reverse("admin:articles_tag_changelist"), chosen)
        self.assertEqual(len(logged.records), 1)
        self.assertEqual((response.status_code, said(), Tag.objects.count()), (500, [], 1))

    def test_an_account_its_groups_and_rights_but_no_password(self) -> None:
        user = self.cast.stranger
        given: dict[str, Any] = {
            "username": "stranger",
            "is_active": "on",
            "is_staff": "on",
            "groups": [Group.objects.get(name="译者").pk],
        }
        self.post(to(user), **given, date_joined_0="2026-03-02", date_joined_1="12:00")
        changed = {field: (before, after) for _deed, field, before, after in said() if field != "date_joined"}
        self.assertEqual(changed, {"is_staff": ("False", "True"), "groups": ("", "译者")})

    def test_the_rights_of_a_group(self) -> None:
        group = Group.objects.create(name="新的")
        self.post(to(group), name="新人", permissions=[])
        self.assertEqual(said(), [("change", "name", "新的", "新人")])

    def test_that_a_password_changed_and_not_to_what(self) -> None:
        new: dict[str, Any] = {"password1": "ein-neues-Wort-9", "password2": "ein-neues-Wort-9"}
        self.post(
            reverse("admin:auth_user_password_change", args=[self.cast.stranger.pk]), **new, usable_password="true"
        )
        own: dict[str, Any] = {"new_password1": "noch-ein-Wort-8", "new_password2": "noch-ein-Wort-8"}
        self.post(reverse("admin:password_change"), 200, old_password="falsch", **own)
        self.post(reverse("admin:password_change"), old_password="geheim-genug-1", **own)
        self.assertEqual(said(), [("change", "password", "", "")] * 2)
        self.assertEqual(list(Change.objects.order_by("pk").values_list("label", flat=True)), ["stranger", "root"])

    def test_reports_one_by_one_and_together(self) -> None:
        article = builders.published("题").article
        reports = [
            ReaderReport.objects.create(article=article, message=text, at=builders.LONG_AGO) for text in ("一", "二")
        ]
        self.client.force_login(self.cast.reviewer)
        self.post(to(reports[0]), handled="on", answer="改了")
        names = [field for _deed, field, *_values in said(kind="articles.readerreport")]
        self.assertEqual(names, ["handled_at", "handled_by", "answer"])
        chosen = [report.pk for report in reports]
        self.post(reverse("admin:articles_readerreport_changelist"), action="handle", _selected_action=chosen)
        handled = said(kind="articles.readerreport", key=str(reports[1].pk), by=self.cast.reviewer)
        self.assertEqual(
            [(field, before) for _deed, field, before, _after in handled], [("handled_at", ""), ("handled_by", "")]
        )
        self.assertEqual(handled[1][3], "reviewer")

    def test_marks_from_the_list_name_who_set_them(self) -> None:
        shown = builders.published("旧题")
        draft = builders.draft("草稿")
        self.client.force_login(self.cast.publisher)
        chosen = [shown.pk, draft.pk]
        self.post(reverse("admin:articles_article_changelist"), action="pin", _selected_action=chosen)
        self.assertEqual(said(by=self.cast.publisher), [("change", "pinned", "False", "True")])
        self.assertTrue(Publication.objects.get().pinned)


class ArticleTests(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.written(self.desk.drafting(), body="一\n")
        self.client.force_login(self.cast.chief)

    def test_a_save_names_each_field_tags_and_credits_and_the_revisions_of_the_body(self) -> None:
        last = self.article.revisions.count()
        person = builders.person("mulan")
        credit = {"credits-TOTAL_FORMS": 3, "credits-2-contributor": person.pk, "credits-2-role": "author"}
        credit |= {"credits-2-article": self.article.pk, "credits-2-order": 2, "credits-2-id": ""}
        changes = {"title": "新题", "tags": "内核, 容器", "body": "二\r\n", "source_body": "new"}
        response = self.client.post(address(self.article), form(self.article, **changes, **credit))
        self.assertEqual(response.status_code, 302)
        found = {field: (before, after) for _deed, field, before, after in said(by=self.cast.chief)}
        credits = "selector selector\ntranslator translator"
        expected = {
            "title": ("选题", "新题"),
            "body": (f"#{last}", f"#{last + 1}"),
            "source_body": (("word " * 700), "new"),
            "tags": ("内核", "内核, 容器"),
            "credits": (credits, f"{credits}\nauthor mulan"),
        }
        self.assertEqual(found, expected)

    def test_a_save_that_changes_nothing_leaves_no_line(self) -> None:
        self.client.post(address(self.article), form(self.article))
        self.assertEqual(said(by=self.cast.chief), [])

    def test_notes_are_logged_when_they_are_written_and_when_they_are_resolved(self) -> None:
        article = self.desk.written(self.article)
        self.desk.do(article, stages.SUBMIT, self.cast.translator)
        self.desk.do(article, stages.TAKE, self.cast.reviewer)
        self.client.force_login(self.cast.reviewer)
        self.client.post(address(article, "notes"), {"quote": "译文", "text": "太生硬"})
        note = article.notes.latest("pk")
        self.assertIn(("add", "text", "", "太生硬"), said(kind="articles.note", key=str(note.pk)))
        self.client.post(address(article, "resolve", note.pk))
        self.assertEqual(
            [line[1] for line in said(kind="articles.note", deed="change")], ["resolved_at", "resolved_by"]
        )

    def test_an_article_that_is_deleted_leaves_its_text(self) -> None:
        self.client.force_login(User.objects.create_superuser("root"))
        response = self.client.post(address(self.article, "delete"), {"post": "yes"})
        self.assertEqual(response.status_code, 302)
        lines = {field: before for _deed, field, before, _after in said(deed="delete")}
        self.assertEqual((lines["title"], lines["body"], lines["tags"]), ("选题", "一\n", "内核"))
        self.assertFalse(Article.objects.filter(pk=self.article.pk).exists())
