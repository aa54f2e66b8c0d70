"""Tests of what readers do with an article in a browser: like it, share it, report a mistake."""

from django.conf import settings

from articles.models import Counts, Like, Publication, ReaderReport
from tests import builders

from .reader import BrowserCase


class DeedsTest(BrowserCase):
    article: Publication

    def setUp(self) -> None:
        super().setUp()
        self.article = builders.published("值得一读", body="这一句里有一个错别子。\n\n这一句没有。\n")

    @property
    def path(self) -> str:
        return self.article.get_absolute_url()

    def test_a_like_is_counted_once_though_the_reader_comes_again(self) -> None:
        builders.counts(self.article, base_likes=11)
        page = self.reader()
        page.goto(self.path)
        button = page.locator(".like button")
        self.assertIn("11", button.inner_text())
        button.click()
        page.get_by_text("12", exact=True).wait_for()
        button.click()
        page.reload()
        button.click()
        self.assertIn("12", button.inner_text())
        self.assertEqual(Like.objects.count(), 1)
        self.assertEqual(Counts.objects.get().likes, 12)

    def test_the_link_of_an_article_is_copied(self) -> None:
        page = self.reader(permissions=["clipboard-read", "clipboard-write"])
        page.goto(self.path)
        button = page.locator(".copy-link")
        button.click()
        button.filter(has_text=button.get_attribute("data-copied")).wait_for()
        self.assertEqual(page.evaluate("navigator.clipboard.readText()"), f"{settings.SITE_URL}{self.path}")

    def test_nothing_moves_when_the_script_comes(self) -> None:
        places = []
        for is_late in (True, False):
            page = self.reader()
            if is_late:
                page.route("**/deeds*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
            page.goto(self.path)
            page.wait_for_load_state("load")
            self.assertEqual(page.locator(".copy-link").is_visible(), not is_late)
            places.append(page.locator(".share a, .wechat summary").evaluate_all("all => all.map(a => a.offsetLeft)"))
        self.assertEqual(places[0], places[1])

    def test_the_code_for_wechat_is_shown_when_it_is_asked_for(self) -> None:
        page = self.reader()
        page.goto(self.path)
        code = page.locator(".wechat img")
        self.assertFalse(code.is_visible())
        page.locator(".wechat summary").focus()
        page.keyboard.press("Enter")
        code.wait_for()
        code.evaluate("image => image.decode()")

    def test_a_mistake_is_reported_with_the_passage_that_was_selected(self) -> None:
        page = self.reader()
        page.goto(self.path)
        page.get_by_text("这一句里有一个错别子。").select_text()
        page.locator(".report-link a").click()
        self.assertEqual(page.locator("[name=passage]").input_value(), "这一句里有一个错别子。")
        page.locator("[name=message]").fill("应为“错别字”")
        page.locator("form.form button").click()
        page.wait_for_url("**/report/?thanks")
        report = ReaderReport.objects.get()
        self.assertEqual((report.article_id, report.passage), (self.article.pk, "这一句里有一个错别子。"))
        self.assertEqual((report.message, report.contact), ("应为“错别字”", ""))

    def test_an_empty_report_is_not_sent_and_says_why(self) -> None:
        page = self.reader()
        page.goto(f"/article-{self.article.number}/report/")
        page.locator("form.form button").click()
        page.get_by_role("alert").wait_for()
        self.assertEqual(page.locator("[aria-invalid=true]").get_attribute("name"), "message")
        self.assertEqual(ReaderReport.objects.count(), 0)
