"""Tests of the menu at the top on a phone: it opens and closes by keyboard, and all of it can be reached."""

from articles.models import MenuItem, SiteSettings
from tests import builders

from .reader import DESK, PHONE, BrowserCase, Page


class MenuTest(BrowserCase):
    def setUp(self) -> None:
        super().setUp()
        # Not by the migration: a test of this kind empties the tables that migrations filled.
        site = SiteSettings.objects.first() or SiteSettings.objects.create()
        MenuItem.objects.all().delete()
        MenuItem.objects.create(site=site, label="编辑推荐", address="/choice/", order=0)
        MenuItem.objects.create(site=site, label="往期", address="/archive/", order=1)
        builders.published()

    def front_page(self, size: dict[str, int]) -> Page:
        page = self.reader(viewport=size)
        page.goto("/")
        return page

    def test_it_opens_by_keyboard_and_closes_with_escape(self) -> None:
        page = self.front_page(PHONE)
        menu = page.locator("nav.menu")
        self.assertFalse(menu.is_visible())
        page.locator(".menu-fold summary").focus()
        page.keyboard.press("Enter")
        menu.wait_for()
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.textContent"), "编辑推荐")
        page.keyboard.press("Escape")
        menu.wait_for(state="hidden")
        self.assertEqual(page.evaluate("document.activeElement.localName"), "summary")

    def test_its_links_lead_on(self) -> None:
        page = self.front_page(PHONE)
        page.locator(".menu-fold summary").click()
        page.locator("nav.menu").get_by_role("link", name="往期").click()
        page.wait_for_url("**/archive/")

    def test_a_wide_page_shows_it_without_being_asked(self) -> None:
        page = self.front_page(DESK)
        self.assertTrue(page.locator("nav.menu").is_visible())
        self.assertFalse(page.locator(".menu-fold summary").is_visible())

    def test_the_first_stop_of_the_keyboard_leads_past_it(self) -> None:
        page = self.front_page(DESK)
        page.keyboard.press("Tab")
        skip = page.locator("a.skip")
        self.assertTrue(skip.evaluate("element => element === document.activeElement"))
        page.keyboard.press("Enter")
        page.wait_for_url("**#main")
