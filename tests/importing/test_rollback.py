"""rollback_import: what a run brought in goes, what it changed is as before, what somebody touched since stays."""

from datetime import UTC, datetime

from articles import manuscript
from articles.importing.digest import digests
from articles.models import (
    Article,
    Category,
    Comment,
    CommentOrigin,
    Contributor,
    Edition,
    ImportRun,
    Publication,
    Revision,
    Tag,
)
from articles.prepared import prepare
from articles.publishing import publish_many

from .case import ImportCase
from .posts import BODY, comment, post

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class RollbackTests(ImportCase):
    def rollback(self, run: int) -> int:
        return self.call("rollback_import", str(run))

    def latest(self) -> int:
        return ImportRun.objects.latest("pk").pk

    def edit(self, number: int, title: str = "编辑改过") -> Revision:
        article = Article.objects.get(number=number)
        article.title = title
        return manuscript.save(article, by=None, now=NOW)

    def test_what_the_run_created_goes_with_everything_that_only_it_named(self) -> None:
        post(self.folder, 1, comments_data=[comment()])
        self.run_import()
        before = list(digests())
        post(self.folder, 2, tags=["桌面"], translator="yunshan", category="桌面应用", comments_data=[comment()])
        self.run_import()
        self.assertEqual(self.rollback(self.latest()), 0)
        self.assertEqual(self.output.strip(), "1 removed, 0 restored, 0 kept")
        self.assertEqual(list(digests()), before)

    def test_readers_forget_what_is_gone_at_once(self) -> None:
        post(self.folder, 1)
        self.run_import()
        edition = Edition.objects.get()
        self.rollback(self.latest())
        self.assertFalse(Publication.objects.exists())
        self.assertEqual(Edition.objects.get().hard, edition.number + 1)

    def test_what_the_run_updated_is_as_before(self) -> None:
        post(self.folder, 1, comments_data=[comment()])
        self.run_import()
        post(self.folder, 1, "新文。", title="新题", translator="yunshan", tags=["桌面"])
        self.run_import()
        self.rollback(self.latest())
        self.assertEqual(self.output.strip(), "0 removed, 1 restored, 0 kept")
        article = Article.objects.get()
        self.assertEqual((article.title, article.body, article.publication.title), ("第 1 篇", BODY, "第 1 篇"))
        self.assertEqual([str(tagging.tag) for tagging in article.taggings.all()], ["内核", "C++"])
        self.assertEqual(Comment.objects.get().message, "学习了&nbsp;")
        self.assertEqual(CommentOrigin.objects.get().address, "192.0.2.7")
        _, report = self.run_import("--dry-run")
        self.assertEqual(self.outcomes(report), {1: "updated"})

    def test_what_an_editor_touched_since_is_kept_and_listed(self) -> None:
        post(self.folder, 1)
        post(self.folder, 2)
        self.run_import()
        self.edit(1)
        self.rollback(self.latest())
        self.assertIn("kept 1: An editor changed the article since.", self.output)
        self.assertEqual(list(Article.objects.values_list("number", flat=True)), [1])
        self.assertTrue(Tag.objects.exists() and Contributor.objects.exists() and Category.objects.exists())

    def test_what_a_later_run_updated_is_kept(self) -> None:
        post(self.folder, 1)
        self.run_import()
        first = self.latest()
        post(self.folder, 1, title="新题")
        self.run_import()
        self.rollback(first)
        self.assertIn("kept 1: A later import updated the article.", self.output)

    def test_a_run_that_a_later_one_covers_can_be_rolled_back_after_it(self) -> None:
        post(self.folder, 1)
        self.run_import()
        first = self.latest()
        post(self.folder, 1, title="新题")
        self.run_import()
        self.rollback(first)
        self.rollback(self.latest())
        self.assertEqual(self.rollback(first), 0)
        self.assertFalse(Article.objects.exists())

    def test_an_overwritten_edit_comes_back_for_editors_and_for_readers(self) -> None:
        post(self.folder, 1)
        self.run_import()
        shown = self.edit(1, "已发布的修改")
        publication = Publication.objects.get()
        publish_many([prepare(shown, published_at=publication.published_at, updated_at=NOW)])
        self.edit(1, "还没发布的修改")
        self.run_import("--overwrite-edited")
        self.assertEqual(Publication.objects.get().title, "第 1 篇")
        self.rollback(self.latest())
        self.assertEqual(Article.objects.get().title, "还没发布的修改")
        self.assertEqual(Publication.objects.get().title, "已发布的修改")
        _, report = self.run_import()
        self.assertEqual(self.outcomes(report), {1: "unchanged"})

    def test_a_run_is_rolled_back_once(self) -> None:
        post(self.folder, 1)
        self.run_import()
        self.rollback(self.latest())
        self.assertEqual(self.rollback(self.latest()), 2)
        self.assertEqual(self.rollback(9999), 2)
