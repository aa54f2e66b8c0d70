"""Tests of the sitemap: by the rules of sitemaps.org, what is public once, with the time of its last change."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.test import TestCase
from django.utils import timezone

from articles import manuscript, parts, publishing
from articles.models import Article, Page, Part, Publication, ceiling
from articles.parts import SIZE
from tests import builders

SITE = "http://127.0.0.1:8000"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# https://www.w3.org/TR/NOTE-datetime, in the form with seconds.
W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
MOST, LONGEST = 50_000, 2_048
ROOTS = {"sitemapindex": "sitemap", "urlset": "url"}

Rows = list[tuple[str, datetime | None]]


class SitemapCase(TestCase):
    def rows(self, path: str, root: str) -> Rows:
        """The addresses of a document that keeps the protocol."""
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200, path)
        self.assertEqual(response["Content-Type"], "application/xml; charset=utf-8")
        self.assertTrue(response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'))
        document = ET.fromstring(response.content)  # noqa: S314  our own document
        self.assertEqual(document.tag, NAMESPACE + root)
        self.assertLessEqual(len(document), MOST)
        rows = [self.row(element, NAMESPACE + ROOTS[root]) for element in document]
        addresses = [address for address, _ in rows]
        self.assertEqual(len(set(addresses)), len(addresses), path)
        return rows

    def row(self, element: ET.Element, tag: str) -> tuple[str, datetime | None]:
        names = [child.tag.removeprefix(NAMESPACE) for child in element]
        self.assertEqual((element.tag, names[0]), (tag, "loc"))
        self.assertIn(names, (["loc"], ["loc", "lastmod"]))
        address, changed = (element.findtext(NAMESPACE + name) or "" for name in ("loc", "lastmod"))
        self.assertTrue(address.startswith(f"{SITE}/") and address.isascii() and not urlsplit(address).fragment)
        self.assertLess(len(address), LONGEST)
        if "lastmod" in names:
            self.assertRegex(changed, rf"^{W3C.pattern}$")
        return address.removeprefix(SITE), datetime.fromisoformat(changed) if changed else None

    def parts(self) -> Rows:
        return self.rows("/sitemap.xml", "sitemapindex")


class SitemapTest(SitemapCase):
    def test_the_index_leads_to_every_public_article_and_to_nothing_secret(self) -> None:
        number = builders.published("公开").number
        builders.hide_from_readers()
        part = f"/sitemap-{number // SIZE}.xml"
        self.assertEqual([path for path, _ in self.parts()], ["/sitemap-pages.xml", part])
        self.assertEqual(self.rows(part, "urlset"), [(f"/article-{number}-1.html", builders.LONG_AGO)])

    def test_a_part_has_changed_when_the_last_of_its_pages_has(self) -> None:
        builders.published(number=1)
        builders.published(number=SIZE - 1, hour=5)
        builders.published(number=SIZE, hour=3)
        parts = dict(self.parts())
        self.assertEqual(list(parts), ["/sitemap-pages.xml", "/sitemap-0.xml", "/sitemap-1.xml"])
        self.assertEqual(parts["/sitemap-0.xml"], builders.LONG_AGO + timedelta(hours=5))
        for path, changed in parts.items():
            moments = [moment for _, moment in self.rows(path, "urlset") if moment]
            self.assertEqual(changed, max(moments), path)

    def test_the_other_pages_are_the_front_page_the_lists_the_categories_and_the_sites_own(self) -> None:
        builders.published(category="技术", chosen=True)
        builders.published(category="新闻", hour=1)
        builders.draft("秘密", category="秘密")
        Page.objects.all().delete()
        Page.objects.create(slug="about", title="关于", updated_at=builders.LONG_AGO)
        rows = dict(self.rows("/sitemap-pages.xml", "urlset"))
        lists = ["/", "/archive/", "/tags/", "/people/", "/ranking/", "/choice/"]
        categories = ["/category/%E6%8A%80%E6%9C%AF/", "/category/%E6%96%B0%E9%97%BB/"]
        self.assertEqual(list(rows), [*lists, *categories, "/page/about/"])
        later = builders.LONG_AGO + timedelta(hours=1)
        self.assertEqual((rows["/"], rows[categories[1]]), (later, later))
        for path in ("/choice/", categories[0], "/page/about/"):
            self.assertEqual(rows[path], builders.LONG_AGO)

    def test_every_address_in_it_answers_at_that_very_address(self) -> None:
        builders.published(number=7, tags=["C#"])
        for part, _ in self.parts():
            for path, _ in self.rows(part, "urlset"):
                response = self.client.get(path)
                self.assertEqual(response.status_code, 200, path)
                self.assertIn(f'<link rel="canonical" href="{SITE}{path}">', response.content.decode())

    def test_an_empty_site_still_has_a_front_page(self) -> None:
        Page.objects.all().delete()
        self.assertEqual(self.parts(), [("/sitemap-pages.xml", None)])
        self.assertIn(("/", None), self.rows("/sitemap-pages.xml", "urlset"))

    def test_a_part_without_articles_is_not_there(self) -> None:
        builders.published("公开")
        self.assertEqual(self.client.get("/sitemap-99.xml").status_code, 404)

    def test_whoever_has_it_already_gets_304(self) -> None:
        publication = builders.published(number=1)
        for path in ("/sitemap.xml", "/sitemap-0.xml", "/sitemap-pages.xml"):
            tag = self.client.get(path).headers["ETag"]
            self.assertEqual(self.client.get(path, headers={"If-None-Match": tag}).status_code, 304)
        Publication.objects.filter(pk=publication.pk).update(updated_at=builders.LONG_AGO + timedelta(days=1))
        self.assertEqual(self.client.get("/sitemap-pages.xml", headers={"If-None-Match": tag}).status_code, 200)

    def test_it_costs_the_same_for_one_article_and_for_three(self) -> None:
        for _ in range(2):
            builders.published()
            for path, queries in (("/sitemap.xml", 7), (f"/sitemap-{20001 // SIZE}.xml", 1), ("/sitemap-pages.xml", 5)):
                with self.assertNumQueries(queries):
                    self.client.get(path)
            builders.published(category="新闻", chosen=True)


class PartTest(SitemapCase):
    """What the index says of its parts is kept, and is always what looking through all articles would give."""

    def assert_kept(self) -> None:
        now, expected = timezone.now(), dict[str, datetime]()
        for row in Publication.objects.filter(position__lte=ceiling(now)).order_by("number"):
            part = f"/sitemap-{row.number // SIZE}.xml"
            expected[part] = max(row.updated_at, expected.get(part, row.updated_at))
        self.assertEqual(self.parts()[1:], list(expected.items()))

    def setUp(self) -> None:
        self.first = builders.published(number=1, hour=2)
        self.second = builders.published(number=2, hour=1)
        builders.published(number=SIZE * 3, hour=3)

    def test_whatever_is_done_the_index_is_right(self) -> None:
        self.assert_kept()
        article = Article.objects.get(pk=self.second.pk)
        article.summary = "新的"
        now = builders.LONG_AGO + timedelta(days=9)
        publishing.update(manuscript.save(article, by=None, now=now), now=now)
        self.assert_kept()
        self.assertEqual(dict(self.parts())["/sitemap-0.xml"], now)
        publishing.renew(Publication.objects.all())
        self.assert_kept()
        gone = [builders.withdraw(Publication.objects.get(number=number)) for number in (2, SIZE * 3)]
        self.assertEqual([path for path, _ in self.parts()], ["/sitemap-pages.xml", "/sitemap-0.xml"])
        self.assert_kept()
        builders.restore(gone[1])
        self.assert_kept()

    def test_what_is_to_come_is_not_told_before_its_time(self) -> None:
        coming = [builders.scheduled(number=number) for number in (3, SIZE * 5)]
        self.assertEqual([path for path, _ in self.parts()][1:], ["/sitemap-0.xml", "/sitemap-3.xml"])
        self.assert_kept()
        later = coming[1].published_at
        self.assertEqual([part for part, _ in parts.changes(later)], [0, 3, 5])
        publishing.unschedule(coming[0])
        self.assert_kept()

    def test_all_can_be_looked_up_anew(self) -> None:
        Part.objects.update(changed=builders.LONG_AGO)
        parts.renew_all()
        self.assert_kept()
