"""Tests of names that were changed or merged after an import: files, exports and verifications stand as before."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from articles import manuscript, renaming
from articles.importing.reading import Reader
from articles.importing.rows import Entry
from articles.importing.writing import Writer
from articles.merging import merge
from articles.models import Article, Category, Contributor, ImportRun, Publication, Tag
from articles.text.names import key
from tests.importing.case import ImportCase
from tests.importing.posts import post


class NamesTest(ImportCase):
    def setUp(self) -> None:
        super().setUp()
        post(self.folder, 1, tags=["Linux 内核", "C++", "内核"], translator="mu-lan, beichen, mulan", reviewer="mu-lan")
        post(self.folder, 2, tags=["Linux 内核"], translator="mu-lan", category="软件")
        self.run_import()
        self.merge(Contributor, "mulan", "mu-lan")
        self.merge(Tag, "内核", "Linux 内核")
        self.merge(Category, "技术", "软件")

    def merge(self, model: Any, stays: str, goes: str) -> None:
        merge(model.objects.get(key=key(stays)), [model.objects.get(key=key(goes))])

    def named(self, number: int) -> tuple[list[str], list[str], list[str], str]:
        article, shown = Article.objects.get(number=number), Publication.objects.get(number=number)
        bylines = shown.bylines.filter(role__in=["translator", "reviewer"]).order_by("order")
        return (
            [row.tag.name for row in article.taggings.order_by("order")],
            [row.tag.name for row in shown.taggings.order_by("order")],
            [row.contributor.name for row in bylines],
            shown.category.name if shown.category else "",
        )

    def test_a_second_run_says_unchanged(self) -> None:
        code, report = self.run_import()
        self.assertEqual((code, self.outcomes(report)), (0, {1: "unchanged", 2: "unchanged"}))

    def test_verification_finds_no_difference(self) -> None:
        self.assertEqual(self.call("verify_import", str(self.folder)), 0, self.output)

    def test_an_export_is_the_archive_byte_for_byte(self) -> None:
        out = self.folder.parent / "out"
        self.assertEqual(self.call("export_posts", str(out)), 0, self.output)
        for path in sorted(self.folder.rglob("*.md")):
            self.assertEqual((out / path.relative_to(self.folder)).read_bytes(), path.read_bytes())

    def test_an_export_of_an_edited_article_keeps_the_names_that_nobody_edited(self) -> None:
        from_before = (self.folder / "content/2019/06/1.md").read_text()
        article = Article.objects.get(number=1)
        article.title = "新题"
        manuscript.save(article, by=None, now=article.updated_at)
        out = self.folder.parent / "out"
        self.call("export_posts", str(out))
        exported = (out / "content/2019/06/1.md").read_text()
        self.assertEqual(exported, from_before.replace("第 1 篇", "新题"))

    def test_a_new_post_with_the_old_names_names_what_stays(self) -> None:
        post(self.folder, 3, tags=["LINUX 内核", "内核", "C++"], translator="Mu-Lan", reviewer="mulan", category="软件")
        code, report = self.run_import()
        self.assertEqual((code, self.outcomes(report)[3]), (0, "created"))
        self.assertEqual(self.named(3), (["内核", "C++"], ["内核", "C++"], ["mulan", "mulan"], "技术"))
        self.assertEqual(Contributor.objects.filter(key="mu-lan").count(), 0)
        self.assertEqual(self.call("verify_import", str(self.folder)), 0, self.output)
        self.assertEqual(self.outcomes(self.run_import()[1])[3], "unchanged")

    def test_a_post_that_changed_names_what_stays(self) -> None:
        post(self.folder, 1, tags=["Linux 内核", "内核"], translator="mu-lan, mulan", reviewer="beichen", title="新题")
        self.assertEqual(self.outcomes(self.run_import()[1])[1], "updated")
        self.assertEqual(self.named(1), (["内核"], ["内核"], ["mulan", "beichen"], "技术"))
        self.assertEqual(self.call("verify_import", str(self.folder)), 0, self.output)

    def test_after_a_renaming_all_of_it_is_as_true(self) -> None:
        for model, old, new in (
            (Contributor, "mulan", "花木兰"),
            (Tag, "内核", "Kernel"),
            (Category, "技术", "技术文章"),
        ):
            row: Any = model.objects.get(key=key(old))
            row.name = new
            renaming.rename(row)
        post(self.folder, 3, tags=["Linux 内核"], translator="mu-lan", reviewer="", category="软件")
        self.assertEqual(self.outcomes(self.run_import()[1]), {1: "unchanged", 2: "unchanged", 3: "created"})
        self.assertEqual(self.named(3), (["Kernel"], ["Kernel"], ["花木兰"], "技术文章"))
        self.assertEqual(self.call("verify_import", str(self.folder)), 0, self.output)

    def test_a_rollback_leaves_what_has_another_name(self) -> None:
        run = Article.objects.get(number=1).archive_record.run_id
        self.assertEqual(self.call("rollback_import", str(run)), 0, self.output)
        self.assertEqual(set(Tag.objects.values_list("name", flat=True)), {"内核"})
        self.assertEqual(set(Contributor.objects.values_list("name", flat=True)), {"mulan"})
        self.run_import()
        self.assertEqual(self.named(2), (["内核"], ["内核"], ["mulan", "beichen", "qinghe"], "技术"))


class MeanwhileTest(ImportCase):
    def test_what_is_merged_during_a_run_is_merged_for_its_next_batch(self) -> None:
        now = timezone.now()
        writer = Writer(ImportRun.objects.create(started_at=now), now=now, drop_addresses=False)
        for number, tag in ((1, "Kernel"), (2, "内核")):
            writer.write([self.entry(number, tags=[tag], translator="mu-lan")])
        self.assertEqual(Tag.objects.count(), 2)
        merge(Tag.objects.get(name="内核"), [Tag.objects.get(name="Kernel")])
        merge(Contributor.objects.create(name="mulan"), [Contributor.objects.get(name="mu-lan")])
        writer.write([self.entry(3, tags=["Kernel"], translator="mu-lan")])
        article = Article.objects.get(number=3)
        self.assertEqual([tag.name for tag in article.tags.all()], ["内核"])
        self.assertEqual(article.credits.get(role="translator").contributor.name, "mulan")

    def entry(self, number: int, **changes: Any) -> Entry:
        path = post(self.folder, number, **changes)
        reader = Reader((self.media,), settings.OWN_HOSTS)
        return Entry(reader.parse(path.read_bytes(), str(path)), "content/2019/06")
