"""Revisions and the history of an article: any two compared, one taken up again, and who may."""

from typing import Any

from articles import stages
from articles.models import Article, Revision
from articles.stages import STAGE_LABELS
from tests.admin.form import address
from tests.desk import DeskCase

VIEWS = ("revisions", "compare", "history")


class RevisionTests(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.drafting()
        self.desk.written(self.article, body="今天的天气很好。\n")
        self.desk.written(self.article, body="今天天气真好。\n")
        self.client.force_login(self.cast.translator)

    def compared(self, older: object, newer: object) -> Any:
        return self.client.get(f"{address(self.article, 'compare')}?from={older}&to={newer}")

    def restore(self, number: int, version: int | None = None) -> Any:
        known = Article.objects.get(pk=self.article.pk).version if version is None else version
        return self.client.post(address(self.article, "restore", number), {"version": known})

    def test_every_role_may_look_and_others_may_not(self) -> None:
        staff = ("selector", "translator", "reviewer", "publisher", "chief")
        for view in VIEWS:
            for name in staff:
                self.client.force_login(self.person(name))
                query = "?from=1&to=2" if view == "compare" else ""
                self.assertEqual(self.client.get(address(self.article, view) + query).status_code, 200, (view, name))
            self.client.force_login(self.cast.stranger)
            self.assertEqual(self.client.get(address(self.article, view)).status_code, 302, view)
            self.client.logout()
            self.assertEqual(self.client.get(address(self.article, view)).status_code, 302, view)

    def test_the_list_names_who_saved_what_and_compares_the_last_two(self) -> None:
        page = self.client.get(address(self.article, "revisions"))
        self.assertContains(page, "translator")
        self.assertContains(page, 'name="from" value="2"')
        self.assertContains(page, " checked", count=2)

    def test_two_revisions_are_compared_character_by_character(self) -> None:
        page = self.compared(2, 3)
        self.assertContains(page, "今天<del>的</del>天气<del>很</del>好。")
        self.assertContains(page, "今天天气<ins>真</ins>好。")

    def test_the_manuscript_is_compared_with_what_is_public(self) -> None:
        self.desk.do(self.article, stages.SUBMIT, self.cast.translator)
        self.article = self.desk.published(title="公开的")
        self.assertContains(self.compared("public", "now"), "<ins>改过的</ins>译文。")
        self.assertNotContains(self.compared("now", "now"), "<ins>")

    def test_what_is_not_there_is_not_found(self) -> None:
        for older, newer in ((1, 99), ("public", "now"), ("x", "now"), ("", ""), ("٣", "now"), ("9" * 30, "now")):
            self.assertEqual(self.compared(older, newer).status_code, 404, (older, newer))
        self.assertEqual(self.client.get(address(self.article, "restore", 99)).status_code, 404)

    def test_a_restored_revision_is_a_new_one(self) -> None:
        before = Revision.objects.count()
        self.assertContains(self.client.get(address(self.article, "restore", 2)), "<ins>")
        self.assertEqual(self.restore(2).status_code, 302)
        article = Article.objects.get(pk=self.article.pk)
        self.assertEqual((article.body, Revision.objects.count()), ("今天的天气很好。\n", before + 1))
        self.assertEqual(Revision.objects.latest("pk").by, self.cast.translator)

    def test_the_list_says_in_words_how_each_came_about(self) -> None:
        self.restore(2)
        rows = self.client.get(address(self.article, "revisions")).context["revisions"]
        said = [(row.number, words) for row, words in rows]
        self.assertEqual(said, [(4, "从版本 2 恢复"), (3, ""), (2, ""), (1, "选题")])

    def test_restoring_leaves_alone_what_the_person_may_not_edit(self) -> None:
        self.article.credits.all().delete()
        self.restore(2)
        self.assertEqual(self.article.credits.count(), 0)

    def test_nothing_is_restored_over_what_somebody_saved_meanwhile(self) -> None:
        self.restore(2, version=1)
        self.assertEqual(Article.objects.get(pk=self.article.pk).body, "今天天气真好。\n")

    def test_only_whoever_may_edit_the_text_restores(self) -> None:
        for name in ("selector", "reviewer", "publisher"):
            self.client.force_login(self.person(name))
            self.assertEqual(self.restore(2).status_code, 403, name)
            self.assertNotContains(self.compared(1, 2), "/restore/")
        self.client.force_login(self.cast.stranger)
        self.assertEqual(self.restore(2).status_code, 302)
        self.assertEqual(Article.objects.get(pk=self.article.pk).body, "今天天气真好。\n")

    def test_the_history_tells_every_move_with_its_reason_and_overrides(self) -> None:
        self.desk.do(self.article, stages.SUBMIT, self.cast.translator)
        article = self.desk.in_stage(stages.Stage.WITHDRAWN)
        page = self.client.get(address(article, "history"))
        for change in article.stage_changes.all():
            self.assertContains(page, str(STAGE_LABELS[stages.Stage(change.to_stage)]))
        self.assertContains(page, "有理由")
        self.assertEqual(len(page.context["events"]), article.stage_changes.count() + article.revisions.count())
        self.assertNotContains(page, '<form method="post" action="/admin/articles')

    def test_an_override_is_marked_in_the_history(self) -> None:
        article = self.article
        self.desk.do(article, stages.SUBMIT, self.cast.translator)
        self.desk.approved_badly(article)
        self.assertContains(self.client.get(address(article, "history")), 'class="override"')
