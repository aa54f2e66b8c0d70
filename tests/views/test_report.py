"""Tests of reporting a mistake: the form, what is kept, what is refused."""

import re
from typing import Any

from django.test import Client

from articles.models import RateLimit, ReaderReport
from articles.views.report import MESSAGE, PASSAGE, REPORTS

from .deeds import DeedCase

PAGE = "/article-1/report/"


class ReportTest(DeedCase):
    def send(self, path: str = PAGE, **fields: str) -> Any:
        return self.client.post(path, {"message": "第三段的命令少了一个参数。", **fields})

    def errors(self, **fields: str) -> dict[str, str]:
        """The text of each field's error, by the field's id."""
        response = self.send(**fields)
        self.assertEqual(response.status_code, 200)
        html = response.content.decode()
        return dict(re.findall(r'<ul class="errorlist" id="id_(\w+)_error"><li>(.*?)</li></ul>', html))

    def test_the_page_names_the_article_and_has_a_form(self) -> None:
        html = self.page(PAGE)
        self.assertIn('<a href="/article-1-1.html"', html)
        self.assertIn("文章", html)
        for name in ("passage", "message", "contact"):
            self.assertIn(f'<label for="id_{name}">', html)
            self.assertIn(f' name="{name}"', html)

    def test_a_report_lands_with_the_editors_and_the_reader_is_thanked(self) -> None:
        response = self.send(passage="把 `rm` 写成了 `mr`", contact="reader@example.org")
        self.assertEqual((response.status_code, response["Location"]), (303, "/article-1/report/?thanks"))
        report = ReaderReport.objects.get()
        self.assertEqual(
            (report.article_id, report.passage, report.message, report.contact, report.handled_at, report.handled_by),
            (
                self.publication.pk,
                "把 `rm` 写成了 `mr`",
                "第三段的命令少了一个参数。",
                "reader@example.org",
                None,
                None,
            ),
        )
        html = self.page("/article-1/report/?thanks")
        self.assertNotIn("<form", html.split("<main")[1].split("</main>")[0])
        self.assertIn('href="/article-1-1.html"', html)

    def test_only_the_message_is_needed(self) -> None:
        self.assertEqual(self.send().status_code, 303)
        report = ReaderReport.objects.get()
        self.assertEqual((report.passage, report.contact), ("", ""))

    def test_a_passage_comes_along_by_the_address(self) -> None:
        html = self.page(PAGE + "?passage=%20%3Cb%3E%E8%BF%99%E4%B8%80%E5%8F%A5&x=1")
        self.assertRegex(html, r'<textarea name="passage"[^>]*>\s*&lt;b&gt;这一句</textarea>')
        self.assertIn("x" * PASSAGE + "<", self.page(PAGE + "?passage=" + "x" * (PASSAGE + 5)))

    def test_mistakes_are_named_at_their_fields_and_what_was_written_stays(self) -> None:
        self.assertEqual(list(self.errors(message=" ")), ["message"])
        self.assertEqual(list(self.errors(contact="nobody")), ["contact"])
        self.assertEqual(list(self.errors(passage="x" * (PASSAGE + 1))), ["passage"])
        self.assertEqual(list(self.errors(message="x" * (MESSAGE + 1))), ["message"])
        self.assertEqual(list(self.errors(message="a\0b")), ["message"])
        html = self.send(message="", passage="<i>这一句</i>").content.decode()
        self.assertIn("&lt;i&gt;这一句&lt;/i&gt;</textarea>", html)
        self.assertIn('<a href="#id_message">', html)
        self.assertRegex(html, r'<textarea name="message"[^>]*aria-invalid="true"')
        self.assertRegex(html, r'<textarea name="message"[^>]*aria-describedby="id_message_error"')
        self.assertFalse(ReaderReport.objects.exists())

    def test_lines_end_as_in_the_archive_and_count_once(self) -> None:
        self.send(message="一\r\n二\r\n" + "x" * (MESSAGE - 4))
        self.assertEqual(ReaderReport.objects.get().message[:4], "一\n二\n")

    def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(self) -> None:
        self.assertEqual(self.send(subject="cheap watches").status_code, 303)
        self.assertFalse(ReaderReport.objects.exists())

    def test_the_limit_of_a_household_answers_429_and_keeps_what_was_written(self) -> None:
        self.send()
        RateLimit.objects.update(count=REPORTS.most)
        response = self.send(message="还有一处。")
        self.assertEqual(response.status_code, 429)
        self.assertIn(int(response["Retry-After"]), range(1, REPORTS.seconds + 1))
        self.assertIn("还有一处。</textarea>", response.content.decode())
        self.assertEqual(ReaderReport.objects.count(), 1)

    def test_a_form_with_mistakes_does_not_count_against_the_limit(self) -> None:
        self.send(message="")
        self.assertFalse(RateLimit.objects.exists())

    def test_a_form_of_another_site_is_refused(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        response = strict.post(PAGE, {"message": "垃圾"})
        self.assertEqual(response.status_code, 403)
        self.assertIn('class="error-page"', response.content.decode())
        self.assertFalse(ReaderReport.objects.exists())
        form = strict.get(PAGE).content.decode()
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[0]
        self.assertEqual(strict.post(PAGE, {"message": "错字", "csrfmiddlewaretoken": token}).status_code, 303)

    def test_neither_caches_nor_search_engines_keep_the_page(self) -> None:
        for response in (self.client.get(PAGE), self.client.get(PAGE + "?thanks"), self.send(message="")):
            self.assertTrue({"private", "no-store"} <= set(response["Cache-Control"].split(", ")))
            self.assertEqual(response["X-Robots-Tag"], "noindex")
            self.assertIn('<meta name="robots" content="noindex">', response.content.decode())

    def test_only_live_articles_have_one(self) -> None:
        self.assert_only_for_live_articles("/article-{}/report/", posted=False)
        self.assert_only_for_live_articles_when_posted()

    def assert_only_for_live_articles_when_posted(self) -> None:
        for number, status in ((2, 404), (3, 404), (4, 410), (5, 404)):
            self.assertEqual(self.send(f"/article-{number}/report/").status_code, status)
        self.assertFalse(ReaderReport.objects.exists())

    def test_other_methods_are_refused(self) -> None:
        self.assertEqual(self.client.put(PAGE).status_code, 405)
        self.assertEqual(self.client.head(PAGE).status_code, 200)

    def test_looking_at_the_form_writes_nothing(self) -> None:
        self.assert_writes_nothing(PAGE)

    def test_in_english_it_stays_english(self) -> None:
        self.assertIn("Report a mistake", self.page("/en/article-1/report/"))
        self.assertEqual(self.send("/en/article-1/report/")["Location"], "/en/article-1/report/?thanks")

    def test_two_queries_whatever_was_reported_before(self) -> None:
        self.page(PAGE)  # the imprint is read once for each edition
        for change in (lambda: None, self.send):
            change()
            with self.assertNumQueries(2):  # the article, and the edition
                self.page(PAGE)
