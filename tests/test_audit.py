"""Tests of the log of changes: what it holds, that it is written with the change or not at all, and that it stands."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import TestCase, TransactionTestCase

from articles import audit, manuscript, publishing, stages
from articles.audit import Deed
from articles.models import (
    Category,
    Change,
    ChangeStands,
    Contributor,
    Publication,
    Revision,
    SiteSettings,
    StageChange,
)
from tests import builders
from tests.desk import DAY, WHY, DeskCase

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


def said(**of: Any) -> list[tuple[str, str, str, str]]:
    """Deed, field, before and after of each change, in order."""
    return list(Change.objects.filter(**of).order_by("pk").values_list("deed", "field", "before", "after"))


class RecordTests(TestCase):
    def setUp(self) -> None:
        self.user = User.objects.create_user("chief")
        self.deed = Deed(self.user, NOW)

    def test_only_what_differs_is_written_with_the_row_it_was(self) -> None:
        person = Contributor.objects.create(name="mulan")
        before = audit.state(person)
        person.url, person.hidden = "https://example.org/", True
        audit.record(person, before, audit.state(person), self.deed)
        self.assertEqual(said(), [("change", "url", "", "https://example.org/"), ("change", "hidden", "False", "True")])
        change = Change.objects.all()[0]
        where = (change.kind, change.key, change.label, change.by, change.at)
        self.assertEqual(where, ("articles.contributor", str(person.pk), "mulan", self.user, NOW))

    def test_nothing_is_written_where_nothing_differs(self) -> None:
        state = audit.state(self.user)
        audit.record(self.user, state, state, self.deed)
        self.assertEqual(said(), [])

    def test_what_was_added_or_deleted_leaves_a_line_even_without_values(self) -> None:
        audit.record(self.user, {}, {}, Deed(self.user, NOW, audit.ADD))
        audit.record(self.user, {}, {}, Deed(self.user, NOW, audit.DELETE))
        self.assertEqual(said(), [("add", "", "", ""), ("delete", "", "", "")])

    def test_a_password_is_never_written_down(self) -> None:
        self.user.set_password("geheim-1")
        self.assertNotIn("password", audit.state(self.user))
        audit.record_password(self.user, self.deed)
        self.assertEqual(said(), [("change", "password", "", "")])

    def test_groups_and_rows_of_the_same_form_are_values_too(self) -> None:
        self.user.groups.add(Group.objects.get(name="主编"), Group.objects.get(name="译者"))
        self.assertEqual(audit.state(self.user)["groups"], "主编\n译者")
        site = SiteSettings.objects.get()
        site.menu_items.all().delete()
        site.menu_items.create(place="top", label="首页", address="/", order=1)
        site.menu_items.create(place="foot", label="关于", label_en="About", address="/page/about/", order=2)
        lines = audit.state(site, ["menu_items"])["menu_items"]
        self.assertEqual(lines, "foot · 关于 · About · /page/about/ · 2\ntop · 首页 · / · 1")

    def test_many_rows_are_set_and_logged_together(self) -> None:
        people = [Contributor.objects.create(name=name, hidden=name == "c") for name in "abc"]
        count = audit.update(Contributor.objects.order_by("pk"), self.deed, hidden=True)
        self.assertEqual(count, 3)
        self.assertEqual(list(Change.objects.order_by("pk").values_list("label", flat=True)), ["a", "b"])
        self.assertEqual(said(), [("change", "hidden", "False", "True")] * 2)
        self.assertEqual({person.pk for person in Contributor.objects.filter(hidden=True)}, {p.pk for p in people})

    def test_many_rows_take_three_statements_however_many(self) -> None:
        for name in "abc":
            Contributor.objects.create(name=name)
            with self.assertNumQueries(3 + 2):  # and a savepoint
                audit.update(Contributor.objects.all(), self.deed, url=f"https://example.org/{name}")

    def test_a_change_that_fails_leaves_no_line(self) -> None:
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            audit.record(self.user, {}, {"a": "b"}, self.deed)
            raise ZeroDivisionError
        self.assertEqual(said(), [])

    def test_marks_are_changes_of_the_article(self) -> None:
        publication = builders.published("旧题")
        publishing.mark(Publication.objects.all(), by=self.user, now=NOW, pinned=True, editors_choice=True)
        publishing.mark(Publication.objects.all(), by=self.user, now=NOW, pinned=True)
        found = said(kind="articles.article", key=str(publication.pk), by=self.user)
        self.assertEqual(found, [("change", "pinned", "False", "True"), ("change", "editors_choice", "False", "True")])


class StandsTests(TestCase):
    """Each attempt is refused by Python, and the statement itself by the database."""

    def setUp(self) -> None:
        self.user = User.objects.create_user("chief")
        audit.record(self.user, {}, {"title": "题"}, Deed(self.user, NOW))
        self.change = Change.objects.get()

    def test_python_refuses_every_edit(self) -> None:
        attempts = (
            self.change.save,
            self.change.delete,
            Change.objects.all().delete,
            lambda: Change.objects.update(after="别的"),
            lambda: Change.objects.bulk_update([self.change], ["after"]),
        )
        for attempt in attempts:
            with self.assertRaises(ChangeStands), transaction.atomic():
                attempt()
        self.assertEqual(said(), [("change", "title", "", "题")])

    def test_the_database_refuses_them_too(self) -> None:
        builders.published("题")
        revision, move = Revision.objects.get(), StageChange.objects.get()
        statements = (
            "UPDATE articles_change SET after = 'x'",
            "DELETE FROM articles_change",
            "UPDATE articles_revision SET title = 'x'",
            "UPDATE articles_stagechange SET note = 'x'",
        )
        for statement in statements:
            with self.subTest(statement), self.assertRaises(DatabaseError), transaction.atomic():
                connection.cursor().execute(statement)
        self.assertEqual(said(), [("change", "title", "", "题")])
        self.assertEqual((Revision.objects.get().title, StageChange.objects.get().note), (revision.title, move.note))

    def test_whoever_changed_something_cannot_be_deleted(self) -> None:
        with self.assertRaises(ProtectedError):
            self.user.delete()

    def test_a_row_that_is_gone_keeps_its_lines(self) -> None:
        category = Category.objects.create(name="技术")
        audit.record(category, audit.state(category), {}, Deed(self.user, NOW, audit.DELETE))
        key = str(category.pk)
        category.delete()
        self.assertEqual(said(kind="articles.category", key=key), [("delete", "name", "技术", "")])


class FlushTests(TransactionTestCase):
    def test_flush_empties_the_log_and_leaves_it_guarded(self) -> None:
        user = User.objects.create_user("chief")
        audit.record(user, {}, {"title": "题"}, Deed(user, NOW))
        call_command("flush", interactive=False, verbosity=0)
        self.assertEqual(Change.objects.count(), 0)
        audit.record(User.objects.create_user("chief"), {}, {"title": "题"}, Deed(None, NOW))
        with self.assertRaises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_change")


class MoveTests(DeskCase):
    def test_a_topic_is_logged_with_all_that_was_given(self) -> None:
        article = self.desk.topic("选题", source_title="Title", source_body="")
        expected = [
            ("propose", "kind", "", "translation"),
            ("propose", "title", "", "选题"),
            ("propose", "source_url", "", article.source_url),
            ("propose", "source_title", "", "Title"),
            ("propose", "credits", "", "selector selector"),
            ("propose", "stage", "", "topic"),
        ]
        self.assertEqual(said(key=str(article.pk), by=self.cast.selector), expected)

    def test_each_move_names_what_it_changed(self) -> None:
        article = self.desk.topic()
        self.desk.do(article, stages.CLAIM, self.cast.translator)
        due = article.claims.get().due.isoformat()
        expected = [
            ("claim", "stage", "topic", "drafting"),
            ("claim", "claims", "", f"work {due} translator"),
            ("claim", "credits", "selector selector", "selector selector\ntranslator translator"),
        ]
        self.assertEqual(said(deed="claim", by=self.cast.translator, at=self.desk.now), expected)
        self.desk.do(article, stages.EXTEND, self.cast.translator)
        later = article.claims.get().due.isoformat()
        line = ("extend", "claims", f"work {due} translator", f"work {later} translator")
        self.assertEqual(said(deed="extend"), [line])

    def test_publishing_names_the_number_the_moment_and_the_revision(self) -> None:
        article = self.desk.ready()
        self.desk.do(article, stages.SCHEDULE, self.cast.publisher)
        found = {field: (before, after) for _deed, field, before, after in said(deed="schedule")}
        shown = Publication.objects.get()
        self.assertEqual(found["stage"], ("ready", "published"))
        self.assertEqual(found["number"], ("", str(shown.number)))
        self.assertEqual(found["published_at"], ("", shown.published_at.isoformat()))
        self.assertEqual(found["revision"], ("", f"#{shown.revision.number}"))

    def test_what_the_clock_does_has_no_name(self) -> None:
        article = self.desk.drafting()
        self.desk.now += 30 * DAY
        self.desk.do(article, stages.GIVE_BACK, None)
        self.assertEqual(said(by=None)[0], ("give_back", "stage", "drafting", "topic"))

    def test_a_move_that_is_refused_leaves_no_line(self) -> None:
        article = self.desk.topic()
        before = said()
        self.refused(article, stages.CLAIM, self.cast.selector)
        self.assertEqual(said(), before)

    def test_a_revision_taken_up_again_names_the_revisions_that_hold_the_bodies(self) -> None:
        article = self.desk.written(self.desk.drafting(), body="一\n")
        self.desk.written(article, body="二\n")
        revision = article.revisions.order_by("number")[1]
        manuscript.take_up(revision, by=self.cast.translator, now=self.desk.now)
        newest = article.revisions.order_by("number").last()
        assert newest
        line = ("restore_revision", "body", f"#{newest.number - 1}", f"#{newest.number}")
        self.assertEqual(said(deed="restore_revision"), [line])
        self.assertEqual(newest.body, "一\n")

    def test_no_body_is_written_down_again(self) -> None:
        article = self.desk.published()
        self.desk.do(article, stages.WITHDRAW, self.cast.chief, note=WHY)
        values = {value for _deed, _field, *values in said() for value in values}
        self.assertFalse([value for value in values if "译文" in value])
