"""Tests of the pages for what went wrong."""

from django.template.loader import render_to_string
from django.test import SimpleTestCase, TestCase, override_settings


class NotFoundTest(TestCase):
    def test_an_unknown_address_is_answered_with_ways_on(self) -> None:
        response = self.client.get("/nothing/here")
        self.assertEqual(response.status_code, 404)
        for path in ("/", "/archive/", "/tags/", "/people/"):
            self.assertContains(response, f'href="{path}"', status_code=404)

    def test_readers_see_the_same_page_where_developers_work(self) -> None:
        with override_settings(DEBUG=True):
            self.assertContains(self.client.get("/nothing/"), "没有找到这个页面", status_code=404)

    def test_it_speaks_english_below_the_english_prefix(self) -> None:
        self.assertContains(self.client.get("/en/nothing/"), "Page not found", status_code=404)

    def test_no_link_on_it_leaves_the_site(self) -> None:
        self.assertNotContains(self.client.get("/en//evil.example/"), 'href="//', status_code=404)


class BrokenTest(SimpleTestCase):
    def test_it_needs_neither_request_nor_database(self) -> None:
        self.assertIn("出错了", render_to_string("500.html"))

    def test_forbidden_pages_render(self) -> None:
        self.assertIn("无权访问", render_to_string("403.html"))
