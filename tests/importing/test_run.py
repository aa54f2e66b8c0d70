"""import_posts: what becomes of each file, and what stands in the record afterwards."""

import gc
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps

from articles import manuscript
from articles.importing.run import _batches
from articles.models import (
    Article,
    Comment,
    CommentOrigin,
    Contributor,
    Credit,
    ImportedFile,
    ImportRun,
    Publication,
    Revision,
    StageChange,
    Tag,
)
from tests import builders

from .case import ImportCase
from .posts import BODY, comment, matter, post

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class ImportTests(ImportCase):
    def test_a_post_becomes_an_article_with_every_key_as_column_or_row(self) -> None:
        related = [{"displayorder": 1, "raid": 9}, {"displayorder": 0, "raid": 8}, {"displayorder": 0, "raid": 7}]
        post(self.folder, 11025, comments_data=[comment()], related=related, editorchoice=True)
        code, report = self.run_import()
        self.assertEqual((code, self.outcomes(report)), (0, {11025: "created"}))
        article = Article.objects.get(number=11025)
        self.assertEqual((article.title, article.summary, article.body), ("第 11025 篇", "摘要。", BODY))
        self.assertEqual((article.kind, article.stage, article.version), ("translation", "published", 1))
        self.assertEqual((article.source_url, str(article.category)), ("https://example.com/source", "技术"))
        self.assertEqual(article.cover, "/data/attachment/album/201906/27/cover.png")
        self.assertEqual([str(tagging.tag) for tagging in article.taggings.all()], ["内核", "C++"])
        credits = [(credit.role, credit.contributor.name) for credit in article.credits.all()]
        self.assertEqual(
            credits,
            [
                ("author", "Jane Roe"),
                ("selector", "lanting"),
                ("translator", "mulan"),
                ("reviewer", "beichen"),
                ("reviewer", "qinghe"),
            ],
        )
        counts = article.counts
        self.assertEqual(
            (counts.base_views, counts.base_likes, counts.base_favourites, counts.base_shares), (4177, 3, 2, 1)
        )
        self.assertEqual([row.number for row in article.related_numbers.all()], [8, 7, 9])
        whole = matter(11025, related=related, editorchoice=True)
        del whole["comments_data"]
        self.assertEqual(article.archive_record.front_matter, whole)

    def test_cycles_are_looked_for_as_before_once_it_is_over(self) -> None:
        before = gc.get_threshold()
        post(self.folder, 1)
        self.run_import()
        self.run_import("/nowhere")
        self.assertEqual((gc.get_threshold(), gc.get_freeze_count()), (before, 0))

    def test_a_post_is_public_at_its_date_in_shanghai(self) -> None:
        post(self.folder, 11025, editorchoice=True)
        self.run_import()
        publication = Publication.objects.get(number=11025)
        self.assertEqual(publication.published_at, datetime(2019, 6, 27, 4, 45, tzinfo=UTC))
        self.assertEqual(publication.updated_at, datetime(2019, 6, 27, 4, 45, tzinfo=UTC))
        self.assertTrue(publication.editors_choice)
        self.assertIn("<strong>内核</strong>", publication.text.html)

    def test_an_import_leaves_a_revision_and_a_log_row(self) -> None:
        post(self.folder, 11025)
        self.run_import()
        revision = Revision.objects.get()
        self.assertEqual((revision.number, revision.body, revision.by), (1, BODY, None))
        change = StageChange.objects.get()
        self.assertEqual((change.move, change.from_stage, change.to_stage), ("import", "", "published"))

    def test_the_body_keeps_its_mixed_line_ends(self) -> None:
        post(self.folder, 1)
        self.run_import()
        self.assertEqual(Article.objects.get().body, BODY)
        self.assertIn("uname -a\r\nuname -r\n", BODY)

    def test_an_address_in_a_username_is_masked_and_kept_apart(self) -> None:
        post(self.folder, 1, comments_data=[comment(), comment(username="kashu [Chrome 66.0|Xubuntu 14.04]")])
        self.run_import()
        first, second = Comment.objects.all()
        self.assertEqual(first.username, "来自*.*.*.*的 Chrome 120.0|Windows 10 用户")
        self.assertEqual((first.message, first.html), ("学习了&nbsp;", "学习了&nbsp;"))
        self.assertEqual(second.username, "kashu [Chrome 66.0|Xubuntu 14.04]")
        origins = list(CommentOrigin.objects.order_by("pk").values_list("address", "username"))
        self.assertEqual(origins, [("192.0.2.7", "来自192.0.2.77的 Chrome 120.0|Windows 10 用户"), ("192.0.2.7", "")])

    def places_of(self, text: str) -> list[str]:
        """The tables of ours in which it stands, in whatever column."""
        places = []
        for model in apps.get_app_config("articles").get_models():
            values = [value for row in model._default_manager.values_list() for value in row]
            plain = [bytes(value) if isinstance(value, memoryview) else value for value in values]
            places += [model.__name__] * (text in str(plain))
        return sorted(places)

    def test_dropped_addresses_are_nowhere(self) -> None:
        post(self.folder, 1, comments_data=[comment()])
        self.run_import("--drop-addresses")
        self.assertEqual(self.places_of("192.0.2"), [])

    def test_addresses_of_an_earlier_import_are_dropped_too(self) -> None:
        post(self.folder, 1, comments_data=[comment()])
        self.run_import()
        self.assertEqual(self.places_of("192.0.2"), ["ArchivedHead", "CommentOrigin"])
        _, report = self.run_import("--drop-addresses")
        self.assertEqual(self.outcomes(report), {1: "unchanged"})
        self.assertEqual(self.places_of("192.0.2"), [])

    def test_addresses_are_dropped_whatever_becomes_of_the_file(self) -> None:
        for number in (1, 2, 3):
            post(self.folder, number, comments_data=[comment()])
        self.run_import()
        edited = Article.objects.get(number=2)
        manuscript.save(edited, by=None, now=NOW)
        for number in (1, 2):
            post(self.folder, number, title="新题", comments_data=[comment()])
        _, report = self.run_import("--drop-addresses")
        self.assertEqual(self.outcomes(report), {1: "updated", 2: "kept", 3: "unchanged"})
        self.assertEqual(self.places_of("192.0.2"), [])

    def test_the_block_of_the_body_supplements_what_the_front_matter_leaves_empty(self) -> None:
        block = "文。\n\n\n---\n\n\nvia: <https://example.org/a>\n\n\n译者：[qinghe](https://github.com/qinghe) 校对：[wxy](https://github.com/wxy)"
        post(self.folder, 1, block, translator="", reviewer="", fromurl="", author="")
        _, report = self.run_import()
        self.assertEqual([w for w in report["files"][0]["warnings"] if "differs" in w], [])
        credits = [(credit.role, credit.contributor.name) for credit in Credit.objects.all()]
        self.assertEqual(credits, [("selector", "lanting"), ("translator", "qinghe"), ("reviewer", "wxy")])
        self.assertEqual(Contributor.objects.get(name="wxy").url, "https://github.com/wxy")
        self.assertEqual(Article.objects.get().source_url, "https://example.org/a")

    def test_the_report_says_where_the_body_names_somebody_else(self) -> None:
        block = "文。\n\n\n---\n\n\nvia: https://example.com/source\n\n\n作者：[jane roe](https://example.com/j) 译者：[yunshan](https://github.com/yunshan)"
        post(self.folder, 1, block)
        _, report = self.run_import()
        self.assertEqual(
            [warning for warning in report["files"][0]["warnings"] if "differs" in warning],
            [
                "attribution differs: author is Jane Roe, the body says jane roe",
                "attribution differs: translator is mulan, the body says yunshan",
            ],
        )
        self.assertEqual(Credit.objects.get(role="translator").contributor.name, "mulan")
        self.assertEqual(Credit.objects.get(role="author").contributor.name, "jane roe")

    def test_warnings_name_what_is_missing_or_dangles(self) -> None:
        body = "见 [前文](/article-2-1.html) 与 [别处](/article-999-1.html)。\n\n\n![](/data/attachment/album/a.png)"
        post(self.folder, 1, body, related=[{"displayorder": 0, "raid": 998}], count=_counted(3))
        post(self.folder, 2)
        _, report = self.run_import()
        self.assertEqual(
            report["files"][0]["warnings"],
            [
                "comment count disagrees: commentnum is 3, there are 0",
                "missing picture: /data/attachment/album/a.png",
                "missing picture: /data/attachment/album/201906/27/cover.png",
                "dangling link: no article 999",
                "dangling link: no article 998",
            ],
        )
        self.assertEqual(ImportedFile.objects.get(number=1).warnings, report["files"][0]["warnings"])

    def test_two_names_of_one_person_are_one_credit(self) -> None:
        wxy = Contributor.objects.create(name="wxy")
        wxy.aliases.create(name="老王")
        post(self.folder, 1, reviewer="wxy, 老王")
        code, _ = self.run_import()
        self.assertEqual((code, Credit.objects.filter(role="reviewer").get().contributor), (0, wxy))

    def test_an_attribution_that_no_column_could_hold_is_ignored_with_a_warning(self) -> None:
        lines = (f"via: http://example.org/{'x' * 2000}", f"译者：[{'长' * 151}](https://example.org)")
        for number, line in enumerate(lines, 1):
            post(self.folder, number, f"文。\n\n\n---\n\n\n{line}", translator="", fromurl="")
        code, report = self.run_import()
        self.assertEqual(code, 0)
        self.assertIn("attribution ignored: its address is too long", report["files"][0]["warnings"])
        self.assertIn("attribution ignored: a name of a translator is too long", report["files"][1]["warnings"])

    def test_tags_that_differ_in_case_only_are_one(self) -> None:
        post(self.folder, 1, tags=["Ubuntu", "UBUNTU", "C", "C++", "C#", ".NET"])
        post(self.folder, 2, tags=["ubuntu"])
        self.run_import()
        self.assertEqual(
            list(Tag.objects.order_by("pk").values_list("name", "slug")),
            [("Ubuntu", "ubuntu"), ("C", "c"), ("C++", "c++"), ("C#", "c~23~"), (".NET", ".net")],
        )


def _counted(comments: int) -> dict[str, int]:
    return {"commentnum": comments, "favtimes": 0, "likes": 0, "sharetimes": 0, "viewnum": 0}


class OutcomeTests(ImportCase):
    def edit(self, number: int) -> None:
        article = Article.objects.get(number=number)
        article.title = "编辑改过"
        manuscript.save(article, by=None, now=NOW)

    def test_a_second_run_changes_nothing(self) -> None:
        post(self.folder, 1)
        self.run_import()
        code, report = self.run_import()
        self.assertEqual((code, self.outcomes(report)), (0, {1: "unchanged"}))
        self.assertEqual(Revision.objects.count(), 1)

    def test_a_changed_file_updates_its_article_and_what_readers_see(self) -> None:
        post(self.folder, 1, comments_data=[comment()])
        self.run_import()
        post(self.folder, 1, "新的正文。", title="新题", tags=["桌面"], translator="qinghe")
        _, report = self.run_import()
        self.assertEqual(self.outcomes(report), {1: "updated"})
        publication = Publication.objects.get()
        self.assertEqual((publication.title, publication.text.text), ("新题", "新的正文。"))
        self.assertEqual([tagging.tag.name for tagging in publication.taggings.all()], ["桌面"])
        self.assertEqual((Article.objects.count(), Revision.objects.count(), Comment.objects.count()), (1, 2, 0))

    def test_the_same_post_in_another_layout_is_an_update(self) -> None:
        post(self.folder, 1)
        self.run_import()
        code, report = self.run_import(post(self.folder / "c", 1, layout="C"))
        self.assertEqual((code, self.outcomes(report)), (0, {1: "updated"}))
        self.assertEqual(Article.objects.get().archive_record.layout, "C")

    def test_what_an_editor_changed_is_kept(self) -> None:
        post(self.folder, 1)
        self.run_import()
        self.edit(1)
        post(self.folder, 1, title="新题")
        code, report = self.run_import()
        self.assertEqual((code, self.outcomes(report)), (0, {1: "kept"}))
        self.assertEqual(report["files"][0]["reason"], "An editor changed the article since it was imported.")
        self.assertEqual(Article.objects.get().title, "编辑改过")

    def test_overwriting_is_asked_for(self) -> None:
        post(self.folder, 1)
        self.run_import()
        self.edit(1)
        _, report = self.run_import("--overwrite-edited")
        self.assertEqual(self.outcomes(report), {1: "updated"})
        self.assertEqual(Article.objects.get().title, "第 1 篇")
        self.assertEqual(list(Revision.objects.values_list("title", flat=True)), ["第 1 篇", "编辑改过", "第 1 篇"])

    def test_the_second_file_of_a_number_is_refused(self) -> None:
        first, second = post(self.folder, 1), post(self.folder / "z", 1)
        code, report = self.run_import()
        self.assertEqual(code, 1)
        self.assertEqual([file["outcome"] for file in report["files"]], ["created", "refused"])
        refused = report["files"][1]
        self.assertEqual(refused["path"], str(second))
        self.assertEqual(refused["reason"], f"Number 1 comes twice in this run: first in {first}.")
        self.assertEqual(second.read_text().split("\n")[refused["line"] - 1], "id: 1")

    def test_a_broken_file_does_not_take_the_number_from_a_good_one(self) -> None:
        post(self.folder, 1).write_text("没有")
        post(self.folder / "z", 1)
        _, report = self.run_import()
        self.assertEqual([file["outcome"] for file in report["files"]], ["refused", "created"])

    def test_names_that_claim_no_number_are_refused_each_time(self) -> None:
        good = post(self.folder, 21)
        good.with_name("0021.md").write_bytes(good.read_bytes())
        good.with_name("²¹.md").write_bytes(good.read_bytes())
        good.with_name("99999999999999999999.md").write_bytes(good.read_bytes())
        for first in ("created", "unchanged"):
            code, report = self.run_import()
            outcomes = {Path(file["path"]).name: (file["outcome"], file["number"]) for file in report["files"]}
            refused = dict.fromkeys(("0021.md", "²¹.md", "99999999999999999999.md"), ("refused", None))
            self.assertEqual((code, outcomes), (1, {"21.md": (first, 21), **refused}))

    def test_odd_files_stop_nothing(self) -> None:
        post(self.folder, 1)
        os.mkfifo(self.folder / "2.md")
        (self.folder / "3.md").symlink_to(self.folder / "nowhere")
        Path(os.fsdecode(os.fsencode(self.folder) + b"/caf\xe9.txt")).write_text("")
        code, report = self.run_import()
        self.assertEqual((code, report["totals"]["created"], report["totals"]["skipped"]), (1, 1, 2))
        self.assertEqual(self.outcomes(report)[3], "refused")
        self.assertIn("caf\\xe9.txt", [Path(file["path"]).name for file in report["files"]])

    def test_a_number_held_by_another_article_is_refused(self) -> None:
        Article.objects.create(number=1, title="本站原创", created_at=NOW, updated_at=NOW)
        post(self.folder, 1)
        code, report = self.run_import()
        self.assertEqual((code, self.outcomes(report)), (1, {1: "refused"}))
        self.assertEqual(report["files"][0]["reason"], "Number 1 is held by an article that was not imported.")
        self.assertEqual(Article.objects.get().title, "本站原创")

    def test_a_bad_file_is_refused_and_the_rest_comes_in(self) -> None:
        bad = post(self.folder, 1)
        bad.write_bytes(bad.read_bytes().replace(b"islctt: true", b"islctt: 'yes'"))
        post(self.folder, 2)
        code, report = self.run_import()
        self.assertEqual((code, self.outcomes(report)), (1, {1: "refused", 2: "created"}))
        refused = report["files"][0]
        self.assertEqual(refused["line"], bad.read_text().split("\n").index("islctt: 'yes'") + 1)
        self.assertEqual(refused["reason"], 'islctt must be true or false, not "yes".')
        self.assertIn(f"{bad}:{refused['line']}: {refused['reason']}", self.output)

    def test_files_that_are_no_posts_are_skipped_and_counted(self) -> None:
        post(self.folder, 1)
        (self.folder / "README.md").write_text("# 说明")
        (self.folder / "content/.DS_Store").write_bytes(b"\0")
        code, report = self.run_import()
        self.assertEqual(code, 0)
        self.assertEqual(report["totals"]["skipped"], 2)
        self.assertEqual(report["totals"]["created"], 1)

    def test_a_dry_run_reports_the_same_and_writes_nothing(self) -> None:
        post(self.folder, 1)
        (self.folder / "content/2019/06/2.md").write_text("没有")
        code, dry = self.run_import("--dry-run")
        self.assertEqual((Article.objects.count(), ImportRun.objects.count(), Tag.objects.count()), (0, 0, 0))
        wet_code, wet = self.run_import()
        self.assertEqual((code, dry["files"]), (wet_code, wet["files"]))

    def test_a_path_that_is_not_there_is_an_unusable_argument(self) -> None:
        code = self.call("import_posts", str(self.folder / "nowhere"))
        self.assertEqual((code, self.output), (2, f"No such file or folder: {self.folder / 'nowhere'}"))
        self.assertFalse(ImportRun.objects.exists())

    def test_a_withdrawn_article_stays_withdrawn(self) -> None:
        post(self.folder, 1)
        self.run_import()
        builders.withdraw(Publication.objects.get(), "侵权")
        post(self.folder, 1, title="新题")
        _, report = self.run_import("--overwrite-edited")
        self.assertEqual(report["files"][0]["reason"], "The article is not public any more.")
        self.assertFalse(Publication.objects.exists())

    def test_a_batch_holds_at_most_two_hundred_posts(self) -> None:
        written: list[Any] = [_Decided(entry=object()) for _ in range(450)]
        self.assertEqual([len(batch) for batch in _batches(written)], [400, 50])


class _Decided:
    def __init__(self, entry: object) -> None:
        self.entry = entry
