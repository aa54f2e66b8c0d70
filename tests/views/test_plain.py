"""Tests of the pages for machines."""

from django.test import SimpleTestCase


class PlainTest(SimpleTestCase):
    def test_healthz_says_ok_without_asking_the_database_and_is_never_kept(self) -> None:
        response = self.client.get("/healthz")
        self.assertEqual((response.status_code, response.content), (200, b"ok\n"))
        self.assertIn("no-store", response["Cache-Control"])

    def test_robots_may_read_all_but_the_admin(self) -> None:
        response = self.client.get("/robots.txt")
        self.assertEqual(
            response.content.decode(),
            "User-agent: *\nDisallow: /admin/\n\nSitemap: http://127.0.0.1:8000/sitemap.xml\n",
        )
        self.assertEqual(response["Content-Type"], "text/plain; charset=utf-8")
