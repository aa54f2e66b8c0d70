"""The sitemap: every public article once, with the time it last changed, and nothing else."""

from xml.etree import ElementTree as ET

from django.test import TestCase

from articles.sitemaps import PART
from tests import builders

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class SitemapTests(TestCase):
    def addresses(self, path: str) -> list[tuple[str, str]]:
        root = ET.fromstring(self.client.get(path).content)  # noqa: S314  our own document
        return [(row.findtext(f"{NAMESPACE}loc") or "", row.findtext(f"{NAMESPACE}lastmod") or "") for row in root]

    def test_the_index_leads_to_every_public_article(self) -> None:
        number = builders.published("公开").number
        builders.hide_from_readers()
        part = f"http://127.0.0.1:8000/sitemap-{number // PART}.xml"
        changed = "2019-06-27T12:45:00+08:00"
        self.assertEqual(self.addresses("/sitemap.xml"), [(part, changed)])
        address = f"http://127.0.0.1:8000/article-{number}-1.html"
        self.assertEqual(self.addresses(f"/sitemap-{number // PART}.xml"), [(address, changed)])

    def test_a_part_without_articles_is_not_there(self) -> None:
        builders.published("公开")
        self.assertEqual(self.client.get("/sitemap-99.xml").status_code, 404)

    def test_robots_are_told_where_it_is(self) -> None:
        self.assertIn("Sitemap: http://127.0.0.1:8000/sitemap.xml", self.client.get("/robots.txt").content.decode())
