"""Tests of feeds: the newest articles in full, by the rules of Atom and RSS, and 304 where nothing is new."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

from django.test import TestCase, override_settings

from articles.feeds import ENTRIES
from articles.models import Publication, PublishedText
from tests import builders
from tests.syndication import ATOM, CONTENT, DUBLIN_CORE, XML, atom_mistakes, rss_mistakes

SITE = "http://127.0.0.1:8000"
PAGES = ["/", "/choice/", "/category/技术/", "/tag/c~23~/", "/people/mulan/"]
PAGES += [f"/en{path}" for path in PAGES]
BODY = '见 [前文](/article-1-1.html)。\n\n```\n<a href="/x">\n```\n\n控\x0b制'


class FeedCase(TestCase):
    def atom(self, path: str) -> ET.Element:
        """The feed at this page, none of it wrong and none of it secret."""
        root = self._document(f"{path}feed.atom", "application/atom+xml; charset=utf-8")
        self.assertEqual(atom_mistakes(root), [], path)
        return root

    def rss(self, path: str) -> ET.Element:
        root = self._document(f"{path}feed.rss", "application/rss+xml; charset=utf-8")
        self.assertEqual(rss_mistakes(root), [], path)
        channel = root.find("channel")
        assert channel is not None
        return channel

    def entry(self, path: str = "/") -> ET.Element:
        entry = self.atom(path).find(f"{ATOM}entry")
        assert entry is not None
        return entry

    def _document(self, address: str, kind: str) -> ET.Element:
        response = self.client.get(address)
        self.assertEqual((response.status_code, response["Content-Type"]), (200, kind), address)
        self.assertNotIn("秘密", response.content.decode())
        return ET.fromstring(response.content)  # noqa: S314  our own document


class FeedTest(FeedCase):
    first: Publication

    @classmethod
    def setUpTestData(cls) -> None:
        cls.first = builders.published("第一篇", number=7117, body=BODY, summary="摘要 & <b>", tags=["C#"], chosen=True)
        builders.hide_from_readers(tags=["C#"])

    def test_every_feed_holds_the_article_in_full_with_whole_addresses(self) -> None:
        for path in PAGES:
            for html in (
                self.entry(path).findtext(f"{ATOM}content") or "",
                self.rss(path).findtext(f"item/{CONTENT}encoded") or "",
            ):
                self.assertIn(f'<a href="{SITE}/article-1-1.html">', html)
                self.assertIn('&lt;a href="/x"&gt;', html)
                self.assertFalse(re.search(r' (?:href|src)="/', html.split("<pre")[0]))

    def test_an_article_has_one_id_in_all_feeds_of_all_languages_and_keeps_it(self) -> None:
        permalink = f"{SITE}/article-7117-1.html"
        for path in PAGES:
            self.assertEqual(self.entry(path).findtext(f"{ATOM}id"), permalink)
            self.assertEqual(self.rss(path).findtext("item/guid"), permalink)
            prefix = "/en" if path.startswith("/en/") else ""
            self.assertEqual(self.rss(path).findtext("item/link"), f"{SITE}{prefix}/article-7117-1.html")
        builders.restore(builders.withdraw(self.first))
        self.assertEqual(self.entry().findtext(f"{ATOM}id"), permalink)

    def test_every_feed_has_an_id_a_title_and_a_page_of_its_own(self) -> None:
        feeds = [self.atom(path) for path in PAGES]
        for name in ("id", "title"):
            self.assertEqual(len({feed.findtext(f"{ATOM}{name}") for feed in feeds}), len(PAGES))
        for path, feed in zip(PAGES, feeds, strict=True):
            links = {link.get("rel"): link.get("href", "") for link in feed.findall(f"{ATOM}link")}
            self.assertEqual(links["self"], links["alternate"] + "feed.atom", path)
            self.assertEqual(self.client.get(links["alternate"].removeprefix(SITE)).status_code, 200)
            self.assertEqual(feed.get(f"{XML}lang"), "zh-Hans")

    def test_feeds_are_named_after_the_site_and_what_they_are_about(self) -> None:
        titles = [self.atom(path).findtext(f"{ATOM}title") for path in PAGES[:5]]
        self.assertEqual(titles, ["译报", "编辑推荐 · 译报", "技术 · 译报", "C# · 译报", "mulan · 译报"])
        self.assertEqual(self.rss("/en/choice/").findtext("title"), "Editor's choice · Yibao")
        self.assertEqual(self.rss("/").findtext("description"), "来自世界各地的技术文章，用中文读")
        self.assertEqual(self.atom("/").findtext(f"{ATOM}author/{ATOM}name"), "译报")

    @override_settings(SITE_URL="https://yibao.example", ALLOWED_HOSTS=["other.example"])
    def test_addresses_are_the_sites_and_not_those_of_the_host_that_was_asked(self) -> None:
        for form in ("atom", "rss"):
            content = self.client.get(f"/feed.{form}", headers={"Host": "other.example"}).content.decode()
            self.assertNotIn("other.example", content)
            self.assertIn("https://yibao.example/article-7117-1.html", content)

    def test_a_summary_is_text_and_no_markup_to_those_who_take_it_for_html(self) -> None:
        summary = self.entry().find(f"{ATOM}summary")
        assert summary is not None
        self.assertEqual((summary.get("type"), summary.text), ("html", "摘要 &amp; &lt;b&gt;"))
        self.assertEqual(self.rss("/").findtext("item/description"), "摘要 &amp; &lt;b&gt;")

    def test_dates_are_those_of_publication_and_of_the_last_change(self) -> None:
        changed = builders.LONG_AGO + timedelta(days=3)
        Publication.objects.filter(pk=self.first.pk).update(updated_at=changed)
        feed, entry, channel = self.atom("/"), self.entry(), self.rss("/")
        self.assertEqual(datetime.fromisoformat(entry.findtext(f"{ATOM}published") or ""), builders.LONG_AGO)
        for moment in (entry.findtext(f"{ATOM}updated"), feed.findtext(f"{ATOM}updated")):
            self.assertEqual(datetime.fromisoformat(moment or ""), changed)
        self.assertEqual(parsedate_to_datetime(channel.findtext("item/pubDate") or ""), builders.LONG_AGO)
        self.assertEqual(parsedate_to_datetime(channel.findtext("lastBuildDate") or ""), changed)

    def test_what_came_out_later_than_it_was_changed_is_as_new_as_its_publication(self) -> None:
        Publication.objects.update(updated_at=builders.LONG_AGO - timedelta(days=3))
        updated = self.entry().findtext(f"{ATOM}updated") or ""
        self.assertEqual(datetime.fromisoformat(updated), builders.LONG_AGO)

    def test_source_and_licence_are_told(self) -> None:
        source = "https://example.com/a?b=1&c=2"
        PublishedText.objects.update(source_url=source, licence="CC BY 4.0")
        entry = self.entry()
        self.assertEqual([link.get("href") for link in entry.findall(f"{ATOM}link[@rel='via']")], [source])
        self.assertEqual(entry.findtext(f"{ATOM}rights"), "CC BY 4.0")
        self.assertEqual(self.atom("/").findtext(f"{ATOM}rights"), "CC BY-NC-SA 4.0")
        PublishedText.objects.update(source_url="https://example。com/图")
        self.assertEqual(
            self.entry().findall(f"{ATOM}link[@rel='via']")[0].get("href"), "https://example%E3%80%82com/%E5%9B%BE"
        )
        PublishedText.objects.update(source_url="javascript:alert(1)")
        self.assertEqual(self.entry().findall(f"{ATOM}link[@rel='via']"), [])

    def test_what_has_no_article_has_no_feed(self) -> None:
        builders.draft("秘密", tags=["草稿标签"], category="草稿")
        for path in ("/tag/草稿标签/", "/tag/nothing/", "/people/nobody/", "/category/草稿/"):
            self.assertEqual(self.client.get(f"{path}feed.atom").status_code, 404, path)
        self.assertEqual(self.client.get("/feed.json").status_code, 404)


class NamesTest(FeedCase):
    def names(self, role: str) -> list[str | None]:
        return [person.text for person in self.entry().findall(f"{ATOM}{role}/{ATOM}name")]

    def test_a_translation_is_by_its_translators_and_its_authors_contributed(self) -> None:
        builders.published(credits=[("author", "Jane"), ("translator", "甲"), ("translator", "乙"), ("reviewer", "丙")])
        self.assertEqual((self.names("author"), self.names("contributor")), (["甲", "乙"], ["Jane"]))
        creators = [creator.text for creator in self.rss("/").findall(f"item/{DUBLIN_CORE}creator")]
        self.assertEqual(creators, ["甲", "乙"])

    def test_what_is_no_translation_is_by_its_authors(self) -> None:
        builders.published(credits=[("author", "甲")])
        self.assertEqual((self.names("author"), self.names("contributor")), (["甲"], []))

    def test_a_hidden_person_has_no_feed_and_no_name_in_one_and_the_site_answers_for_them(self) -> None:
        builders.published(credits=[("translator", "隐姓")])
        person = builders.person("隐姓")
        person.hidden = True
        person.save()
        self.assertEqual(self.client.get("/people/隐姓/feed.atom").status_code, 404)
        self.assertEqual(self.names("author"), [])
        for form in ("atom", "rss"):
            self.assertNotIn("隐姓", self.client.get(f"/feed.{form}").content.decode())


class FreshnessTest(FeedCase):
    def test_a_reader_that_has_it_already_gets_304_until_something_changes(self) -> None:
        publication = builders.published("第一篇")
        for form in ("atom", "rss"):
            tag = self.client.get(f"/feed.{form}").headers["ETag"]
            again = self.client.get(f"/feed.{form}", headers={"If-None-Match": tag})
            self.assertEqual((again.status_code, again.content), (304, b""))
            PublishedText.objects.filter(pk=publication.pk).update(html=f"<p>{form}</p>")
            self.assertEqual(self.client.get(f"/feed.{form}", headers={"If-None-Match": tag}).status_code, 200)

    def test_what_was_taken_back_is_news_even_to_those_who_ask_by_date(self) -> None:
        builders.published("第一篇")
        second = builders.published("第二篇", hour=1)
        response = self.client.get("/feed.atom")
        builders.withdraw(second)
        since = response.headers.get("Last-Modified", "Mon, 01 Jul 2019 00:00:00 GMT")
        again = self.client.get("/feed.atom", headers={"If-Modified-Since": since})
        self.assertEqual(again.status_code, 200)
        self.assertNotIn("第二篇", again.content.decode())

    def test_a_feed_with_nothing_in_it_stays_as_it_is(self) -> None:
        for path in ("/", "/choice/"):
            self.assertEqual(self.atom(path).findall(f"{ATOM}entry"), [])
            self.assertEqual(self.atom(path).findtext(f"{ATOM}updated"), "1970-01-01T00:00:00+00:00")
            self.assertEqual(self.rss(path).findall("item"), [])

    def test_the_newest_come_first_and_no_more_than_a_feed_holds(self) -> None:
        for hour in range(ENTRIES + 1):
            builders.published(f"第 {hour} 篇", hour=hour)
        titles = [entry.findtext(f"{ATOM}title") for entry in self.atom("/").findall(f"{ATOM}entry")]
        self.assertEqual(titles, [f"第 {hour} 篇" for hour in range(ENTRIES, 0, -1)])

    def test_a_feed_costs_the_same_for_one_article_and_for_three(self) -> None:
        for number in range(2):
            builders.published(tags=["内核"], chosen=True, number=3 * number + 1)
            for _ in range(2 * number):
                builders.published(tags=["内核"], chosen=True)
            for path, queries in (("/", 3), ("/choice/", 3), ("/category/技术/", 4), ("/tag/内核/", 4)):
                self.client.get(f"{path}feed.atom")  # reads the imprint, once for each edition
                with self.assertNumQueries(queries):
                    self.client.get(f"{path}feed.rss")
