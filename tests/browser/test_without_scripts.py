"""Tests that a reader whose browser runs no scripts misses nothing: reading, searching, liking, reporting."""

from articles.models import Like, Publication, ReaderReport
from tests import builders

from .reader import PHONE, BrowserCase, Page


class WithoutScriptsTest(BrowserCase):
    article: Publication

    def setUp(self) -> None:
        super().setUp()
        body = "## 先看全貌\n\n一段正文。\n\n## 再看细节\n\n另一段正文。\n\n## 最后看尾声\n\n```bash\ntree\n```\n"
        self.article = builders.published("一棵目录树", body=body)

    def plain(self, path: str) -> Page:
        page = self.reader(java_script_enabled=False, viewport=PHONE)
        page.goto(path)
        return page

    def test_an_article_is_read(self) -> None:
        page = self.plain(self.article.get_absolute_url())
        self.assertIn("另一段正文。", page.get_by_role("article").inner_text())
        self.assertEqual(page.locator("pre").inner_text().strip(), "tree")

    def test_the_contents_unfold_and_lead_on(self) -> None:
        page = self.plain(self.article.get_absolute_url())
        page.locator(".contents-fold summary").click()
        page.locator(".contents-fold").get_by_role("link", name="再看细节").click()
        self.assertIn("#", page.url)
        self.assertTrue(page.get_by_role("heading", name="再看细节").is_visible())

    def test_no_button_is_there_that_does_nothing(self) -> None:
        page = self.plain(self.article.get_absolute_url())
        buttons = page.locator("button:visible")
        self.assertEqual(buttons.evaluate_all("all => all.filter(one => !one.form || one.type !== 'submit').length"), 0)

    def test_a_like_is_counted_and_said(self) -> None:
        page = self.plain(self.article.get_absolute_url())
        page.locator(".like button").click()
        page.wait_for_url("**#like")
        self.assertIn("1", page.locator(".like button").inner_text())
        self.assertEqual(Like.objects.count(), 1)

    def test_a_mistake_is_reported(self) -> None:
        page = self.plain(self.article.get_absolute_url())
        page.locator(".report-link a").click()
        page.locator("[name=message]").fill("命令少了一个参数")
        page.locator("form.form button").click()
        page.wait_for_url("**/report/?thanks")
        self.assertEqual(ReaderReport.objects.get().message, "命令少了一个参数")

    def test_the_archive_is_searched(self) -> None:
        page = self.plain("/search/")
        page.get_by_role("main").locator("[name=q]").fill("目录")
        page.keyboard.press("Enter")
        page.get_by_role("main").get_by_role("link", name="一棵目录树").click()
        page.wait_for_url(f"**{self.article.get_absolute_url()}")
