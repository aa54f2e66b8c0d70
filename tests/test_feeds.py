"""Feeds: the newest articles in full, well-formed, with absolute addresses, and 304 where nothing is new."""

from xml.etree import ElementTree as ET

from django.test import TestCase

from articles.models import Publication
from tests import builders

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
FEEDS = ["/", "/choice/", "/category/技术/", "/tag/c~23~/", "/people/mulan/"]


class FeedTests(TestCase):
    first: Publication

    @classmethod
    def setUpTestData(cls) -> None:
        body = '见 [前文](/article-1-1.html)。\n\n```\n<a href="/x">\n```\n\n控\x0b制'
        cls.first = builders.published("第一篇", body=body, summary="摘要 & 其他", tags=["C#"], chosen=True)
        builders.hide_from_readers(tags=["C#"])

    def atom(self, path: str) -> ET.Element:
        response = self.client.get(f"{path}feed.atom")
        self.assertEqual(response.status_code, 200, path)
        self.assertNotIn("秘密", response.content.decode())
        return ET.fromstring(response.content)  # noqa: S314  our own document

    def test_every_feed_holds_the_article_in_full_with_absolute_addresses(self) -> None:
        for path in FEEDS:
            entry = self.atom(path).find(f"{ATOM}entry")
            assert entry is not None
            html = entry.findtext(f"{ATOM}content") or ""
            self.assertIn('<a href="http://127.0.0.1:8000/article-1-1.html">', html)
            self.assertIn('&lt;a href="/x"&gt;', html)
            self.assertEqual(entry.findtext(f"{ATOM}title"), "第一篇")
            self.assertEqual(entry.findtext(f"{ATOM}author/{ATOM}name"), "mulan")
            address = f"http://127.0.0.1:8000/article-{self.first.number}-1.html"
            self.assertEqual(entry.findtext(f"{ATOM}id"), address)

    def test_rss_has_the_same_in_its_own_words(self) -> None:
        channel = ET.fromstring(self.client.get("/feed.rss").content).find("channel")  # noqa: S314  our own document
        assert channel is not None
        self.assertEqual([item.findtext("description") for item in channel.findall("item")], ["摘要 & 其他"])
        self.assertIn("<p>", channel.findtext(f"item/{CONTENT}") or "")

    def test_a_reader_that_has_it_already_gets_304(self) -> None:
        tag = self.client.get("/feed.atom").headers["ETag"]
        again = self.client.get("/feed.atom", headers={"If-None-Match": tag})
        self.assertEqual((again.status_code, again.content), (304, b""))
        builders.published("第二篇")
        self.assertEqual(self.client.get("/feed.atom", headers={"If-None-Match": tag}).status_code, 200)

    def test_what_has_no_article_has_no_feed(self) -> None:
        builders.draft("秘密", tags=["草稿标签"])
        for path in ("/tag/草稿标签/feed.atom", "/tag/nothing/feed.rss", "/people/nobody/feed.atom", "/feed.json"):
            self.assertEqual(self.client.get(path).status_code, 404, path)

    def test_a_hidden_person_has_no_feed_and_no_name_in_one(self) -> None:
        mulan = builders.person("mulan")
        mulan.hidden = True
        mulan.save()
        self.assertEqual(self.client.get("/people/mulan/feed.atom").status_code, 404)
        self.assertNotIn("mulan", self.client.get("/feed.atom").content.decode())

    def test_a_feed_costs_the_same_for_one_article_and_for_three(self) -> None:
        with self.assertNumQueries(2):
            self.client.get("/feed.atom")
        builders.published("第二篇")
        builders.published("第三篇")
        with self.assertNumQueries(2):
            self.client.get("/feed.atom")

    def test_pages_name_their_feeds(self) -> None:
        for path in FEEDS:
            self.assertIn('type="application/atom+xml"', self.client.get(path).content.decode())
        self.assertIn('href="/tag/c~23~/feed.atom"', self.client.get("/tag/c~23~/").content.decode())
