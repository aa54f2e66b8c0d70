"""Tests of searching in a browser: from the field of any page to hits, narrower hits, and an article."""

from tests import builders

from .reader import PHONE, BrowserCase, Page


class SearchTest(BrowserCase):
    def setUp(self) -> None:
        super().setUp()
        builders.published("容器入门", body="第一个容器。\n", category="云计算", tags=["Docker"], hour=1)
        builders.published("容器的网络", body="容器怎样相连。\n", category="网络", tags=["Docker", "网络"], hour=2)
        builders.published("无关的文章", body="只字不提。\n", category="网络", tags=["网络"], hour=3)
        builders.hide_from_readers(body="秘密的容器。\n", category="云计算", tags=["Docker"])

    def hits(self, page: Page) -> list[str]:
        return page.get_by_role("main").locator("li h2, li h3").all_inner_texts()

    def test_the_field_of_any_page_leads_to_hits_newest_first(self) -> None:
        page = self.reader()
        page.goto("/tags/")
        page.locator(".masthead [name=q]").fill("容器")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        self.assertEqual(self.hits(page), ["容器的网络", "容器入门"])
        self.assertEqual(page.get_by_role("main").locator("[name=q]").input_value(), "容器")
        self.assertEqual(set(page.locator("mark").all_inner_texts()), {"容器"})

    def test_a_facet_narrows_the_hits_and_is_taken_back(self) -> None:
        page = self.reader()
        page.goto("/search/?q=容器")
        page.locator(".facet-category").get_by_role("link", name="云计算").click()
        page.locator(".chosen-facets").wait_for()
        self.assertEqual(self.hits(page), ["容器入门"])
        page.locator(".chosen-facets a").click()
        page.locator(".chosen-facets").wait_for(state="detached")
        self.assertEqual(self.hits(page), ["容器的网络", "容器入门"])

    def test_a_phone_unfolds_the_facets(self) -> None:
        page = self.reader(viewport=PHONE)
        page.goto("/search/?q=容器")
        facet = page.locator(".facet-category").get_by_role("link", name="云计算")
        self.assertFalse(facet.is_visible())
        page.locator(".facets-fold summary").click()
        facet.click()
        page.locator(".chosen-facets").wait_for()
        self.assertEqual(self.hits(page), ["容器入门"])

    def test_a_phone_finds_the_search_behind_its_sign(self) -> None:
        page = self.reader(viewport=PHONE)
        page.goto("/")
        page.locator(".search-link").click()
        page.get_by_role("main").locator("[name=q]").fill("相连")
        page.keyboard.press("Enter")
        page.get_by_role("main").get_by_role("link", name="容器的网络").first.click()
        page.wait_for_url("**/article-*")

    def test_nothing_found_is_said(self) -> None:
        page = self.reader()
        page.goto("/search/?q=没有人写过")
        self.assertTrue(page.locator(".not-found .empty").is_visible())
        self.assertEqual(self.hits(page), [])
