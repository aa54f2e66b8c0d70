"""verify_import: a site equal to its files is found equal, and whatever is broken is found, and named."""

from dataclasses import replace
from datetime import datetime, timedelta
from unittest import mock

from django.test import override_settings
from django.utils import timezone

from articles import manuscript, publishing
from articles.importing.comparing import COMPARISONS
from articles.importing.verdict import CHECKS, SHOWN, Verdict
from articles.models import Alias, ArchiveRecord, Contributor, Gone, Publication, PublishedText
from articles.pages import ArticlePage, article_page
from articles.prepared import Marks, prepare
from tests import builders

from .posts import post
from .verify_case import VerifyCase


class EqualTests(VerifyCase):
    def test_a_fresh_import_is_equal_in_every_check(self) -> None:
        post(self.folder, 11026, layout="B")
        post(self.folder, 11027, layout="C")
        (self.folder / "README.md").write_text("# 说明\n")
        self.run_import()
        self.equal(**{"files are no": 1})
        self.assertEqual([row["check"] for row in self.report["checks"]], list(CHECKS))
        self.assertEqual({self.row(check) for check in CHECKS}, {(3, 3, 0)})
        self.assertIn("text                    3      3          0\n", self.output)
        self.assertIn("1 files are no posts\nNot looked for on a page: addresses and titles of links", self.output)

    def test_every_comparison_has_its_row(self) -> None:
        self.assertEqual(CHECKS, ("number", *COMPARISONS, "page", "text"))

    def test_an_article_that_is_not_among_the_files_is_no_difference(self) -> None:
        other = post(self.folder, 11026)
        self.run_import()
        other.unlink()
        self.equal(**{"imported articles are": 1})

    def test_dropped_addresses_are_excused_and_counted(self) -> None:
        self.run_import("--drop-addresses")
        self.equal(**{"articles were imported": 1})

    def test_an_edited_article_is_compared_by_the_revision_that_was_imported(self) -> None:
        self.article.title, self.article.body = "改过的标题", "改过的正文。"
        self.article.taggings.all().delete()
        manuscript.save(self.article, by=None, now=timezone.now())
        self.equal(**{"articles were edited": 1})
        self.assertEqual(self.row("text"), (1, 1, 0))

    def test_a_page_that_shows_a_later_revision_is_not_compared(self) -> None:
        self.article.title, self.article.body = "改过的标题", "改过的正文。"
        revision = manuscript.save(self.article, by=None, now=timezone.now())
        dates = {"published_at": self.article.publication.published_at, "updated_at": timezone.now()}
        publishing.publish_many([prepare(revision, **dates, marks=Marks(editors_choice=True))])
        self.equal(**{"articles were edited": 1, "pages show a": 1})
        self.assertEqual((self.row("page"), self.row("text")), ((1, 1, 0), (0, 0, 0)))

    def test_a_withdrawn_article_is_gone_and_kept(self) -> None:
        builders.withdraw(self.article.publication)
        self.equal(**{"articles were edited": 1, "articles were withdrawn": 1})
        self.assertEqual((self.row("page"), self.row("dates"), self.row("text")), ((1, 1, 0), (1, 1, 0), (0, 0, 0)))

    def test_a_scheduled_article_is_not_there_yet(self) -> None:
        self.path.unlink()
        tomorrow = timezone.localtime() + timedelta(days=1)
        date = f"{tomorrow:%Y-%m-%d %H:%M:%S}"
        self.path = post(self.folder, 11026, date=date, updated=date)
        self.run_import()
        self.equal(**{"articles are scheduled": 1, "imported articles are": 1})

    def test_a_credit_under_another_name_of_the_same_person_is_equal(self) -> None:
        person = Contributor.objects.get(name="mulan")
        person.name = "木兰"
        person.save()
        Alias.objects.create(contributor=person, name="mulan")
        self.equal()


class NumberTests(VerifyCase):
    def test_a_post_without_article(self) -> None:
        self.article.publication.delete()
        self.article.delete()
        self.found("number", "there is no article 11025")

    def test_a_post_whose_article_was_not_imported(self) -> None:
        self.article.archive_record.delete()
        self.found("number", "article 11025 was not imported")

    def test_a_file_that_cannot_be_read(self) -> None:
        self.path.write_text("---\nid: [\n---\n\n正文\n")
        self.assertEqual(self.verify(), 1)
        (difference,) = self.report["differences"]
        self.assertEqual((difference["number"], difference["check"]), (11025, "number"))
        self.assertIn("the file cannot be read, line 3: The YAML is broken", difference["what"])

    def test_a_file_that_may_not_be_read(self) -> None:
        self.path.unlink()
        self.path.symlink_to(self.path)
        with mock.patch("articles.importing.files.Path.is_file", return_value=True):
            self.assertEqual(self.call("verify_import", str(self.path), "--processes=1"), 1)
        self.assertIn(f"{self.path}: number: the file cannot be read: Too many levels of symbolic links\n", self.output)

    def test_an_article_without_the_revision_that_was_imported(self) -> None:
        ArchiveRecord.objects.update(revision=2)
        self.found("number", "article 11025 has lost the revision that was imported")


class PageTests(VerifyCase):
    def html(self, old: str, new: str) -> None:
        text = PublishedText.objects.get()
        self.assertIn(old, text.html)
        text.html = text.html.replace(old, new)
        text.save()

    def test_a_page_that_is_not_there(self) -> None:
        Publication.objects.all().delete()
        self.found("page", "it answers 404, not 200")

    def test_a_withdrawn_page_that_is_simply_lost(self) -> None:
        builders.withdraw(self.article.publication)
        with mock.patch("articles.views.article.Gone.objects.filter", return_value=Gone.objects.none()):
            self.found("page", "it answers 404, not 410")

    def test_a_page_with_another_headline(self) -> None:
        def another(publication: Publication, now: datetime) -> ArticlePage:
            return replace(article_page(publication, now), title="别的标题")

        with mock.patch("articles.views.article.article_page", another):
            self.found("page", "its headline is “别的标题”, not “第 11025 篇”")

    def test_a_page_without_a_paragraph(self) -> None:
        self.html("<p>第二段。</p>", "")
        self.found("text", "the page lacks “第二段”")

    def test_a_page_without_a_word(self) -> None:
        self.html("<strong>内核</strong>", "<strong>内</strong>")
        self.found("text", "the page lacks “核”")

    def test_a_page_without_a_line_of_code(self) -> None:
        self.html("uname -r", "")
        self.found("text", "the page lacks “uname r”")

    def test_two_losses_are_two_lines(self) -> None:
        self.html("<p>第二段。</p>", "")
        self.html("第一段", "第段")
        self.found("text", "the page lacks “一”", "the page lacks “第二段”")

    def test_words_in_another_order(self) -> None:
        self.html("第二段", "段二第")
        self.assertEqual(self.verify(), 1)
        self.assertEqual({difference["check"] for difference in self.report["differences"]}, {"text"})

    def test_a_page_without_its_text(self) -> None:
        with mock.patch("articles.importing.second_route.page.BODY_CLASS", "elsewhere"):
            self.found("text", "the page has no text")

    @override_settings(SITE_URL="https://yibao.example", SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["yibao.example"])
    def test_a_site_that_insists_on_https_is_asked_by_https(self) -> None:
        self.equal()

    @override_settings(
        SITE_URL="https://yibao.example",
        SECURE_SSL_REDIRECT=True,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        ALLOWED_HOSTS=[".example.org"],
    )
    def test_a_site_behind_a_proxy_is_asked_as_the_proxy_asks(self) -> None:
        self.equal()


class CommandTests(VerifyCase):
    def test_a_path_that_is_not_there(self) -> None:
        self.assertEqual(self.call("verify_import", str(self.folder / "nowhere")), 2)
        self.assertEqual(self.output, f"No such file or folder: {self.folder / 'nowhere'}")

    def test_a_folder_without_posts(self) -> None:
        (self.folder / "empty").mkdir()
        self.assertEqual(self.call("verify_import", str(self.folder / "empty")), 2)
        self.assertEqual(self.output, "There is no post below these paths")

    def test_a_report_into_nowhere(self) -> None:
        self.assertEqual(self.call("verify_import", str(self.folder), f"--report={self.folder}/no/report.json"), 2)
        self.assertEqual(self.output, f"There is no folder {self.folder}/no")

    def test_a_terminal_shows_some_differences_and_the_report_all(self) -> None:
        verdict = Verdict()
        for number in range(SHOWN + 5):
            verdict.add(f"{number}.md", number, "title", ["differs"])
        verdict.add("1.md", 1, "body", ["differs"])
        lines = list(verdict.lines())
        self.assertEqual(
            lines[SHOWN - 1 :], ["19.md: title: differs", "1.md: body: differs", "title: 5 more differences"]
        )
        self.assertEqual(len(verdict.as_json()["differences"]), SHOWN + 6)
