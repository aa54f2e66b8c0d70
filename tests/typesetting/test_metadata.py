"""Tests of the head of every page: one address in each language, feeds, and what those who share it are told."""

import re
from datetime import datetime

from django.conf import settings
from django.test import TestCase, override_settings

from articles.models import Contributor, Publication
from articles.paging import SIZE
from tests import builders
from tests.head import Head

SITE: str = settings.SITE_URL
PAGES = [
    "/",
    "/article-7117-1.html",
    "/article-7118-1.html",
    "/category/技术/",
    "/tag/c~23~/",
    "/tags/",
    "/choice/",
    "/archive/",
    "/archive/2019/",
    "/archive/2019/06/",
    "/people/",
    "/people/?role=translator",
    "/people/mulan/",
    "/people/mulan/?role=translator",
    "/ranking/",
    "/ranking/?role=author&year=2019",
    "/page/about/",
    "/article-7117/comments/",
]
# https://ogp.me: what every page has, and the form of what it may have besides.
REQUIRED = ("og:title", "og:type", "og:image", "og:url")
FORMS = {
    "og:type": re.compile(r"website|article"),
    "og:locale": re.compile(r"[a-z]{2}_[A-Z]{2}"),
    "og:locale:alternate": re.compile(r"[a-z]{2}_[A-Z]{2}"),
    "og:image:width": re.compile(r"[1-9][0-9]*"),
    "og:image:height": re.compile(r"[1-9][0-9]*"),
}
KNOWN = {
    *REQUIRED,
    *FORMS,
    *("og:site_name", "og:description", "og:image:alt"),
    *("article:published_time", "article:modified_time", "article:section", "article:tag"),
}
ODD_TITLE = '“Tags” & </title></script><script>alert(1)</script> "quotes" \u2028 end'


class HeadCase(TestCase):
    def head(self, path: str) -> Head:
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200, path)
        html = response.content.decode()
        self.assertNotIn("秘密", html.split("</head>")[0])
        return Head(html)


class EveryPageTest(HeadCase):
    @classmethod
    def setUpTestData(cls) -> None:
        summary = "摘要 & 其他"
        first = builders.published("第一篇", number=7117, summary=summary, tags=["C#", "内核"], chosen=True)
        builders.published(ODD_TITLE, number=7118, hour=1, tags=["C#"])
        builders.comments(first, 51)
        builders.hide_from_readers(tags=["C#"])

    def every(self) -> list[str]:
        return [*PAGES, *(f"/en{path}" for path in PAGES)]

    def test_every_page_says_once_what_it_is(self) -> None:
        for path in self.every():
            head = self.head(path)
            self.assertEqual(len(head.titles), 1, path)
            self.assertEqual(len(head.canonical()), 1, path)
            for name in ("description", "og:title", "og:description", "og:url", "twitter:card", "og:site_name"):
                self.assertEqual(len(head.said(name)), 1, (path, name))
                self.assertTrue(head.said(name)[0].strip(), (path, name))
            self.assertLessEqual(len(head.said("robots")), 1, path)

    def test_every_language_of_a_page_names_every_language_and_they_name_it_in_turn(self) -> None:
        for path in (*PAGES, "/search/?q=C%23"):
            alternates = self.head(path).alternates()
            self.assertEqual(alternates.keys(), {"zh-Hans", "en", "x-default"}, path)
            self.assertEqual(alternates["x-default"], alternates["zh-Hans"], path)
            self.assertEqual(alternates["en"], alternates["zh-Hans"].replace(f"{SITE}/", f"{SITE}/en/", 1), path)
            for language in ("zh-Hans", "en"):
                other = self.head(alternates[language].removeprefix(SITE))
                self.assertEqual(other.alternates(), alternates, path)
                self.assertEqual(other.canonical(), [alternates[language]], path)

    def test_the_address_of_a_page_is_whole_and_spelt_as_links_spell_it(self) -> None:
        self.assertEqual(self.head("/tag/c~23~/").canonical(), [f"{SITE}/tag/c~23~/"])
        self.assertEqual(self.head("/category/技术/").canonical(), [f"{SITE}/category/%E6%8A%80%E6%9C%AF/"])
        self.assertEqual(self.head("/").canonical(), [f"{SITE}/"])
        self.assertEqual(self.head("/en/").canonical(), [f"{SITE}/en/"])

    @override_settings(SITE_URL="https://yibao.example", ALLOWED_HOSTS=["other.example"])
    def test_the_address_is_the_sites_and_not_that_of_the_host_that_was_asked(self) -> None:
        head = Head(self.client.get("/article-7117-1.html", headers={"Host": "other.example"}).content.decode())
        self.assertEqual(head.canonical(), ["https://yibao.example/article-7117-1.html"])
        self.assertEqual(head.graph()["og:url"], "https://yibao.example/article-7117-1.html")
        self.assertEqual(head.things("Article")[0]["url"], "https://yibao.example/article-7117-1.html")

    def test_what_campaigns_add_to_an_address_is_not_part_of_it(self) -> None:
        campaign = "utm_source=weibo&fbclid=x&from=timeline"
        for path in ("/", "/article-7117-1.html", "/tag/c~23~/", "/archive/2019/"):
            self.assertEqual(self.head(f"{path}?{campaign}&role=author").canonical(), [f"{SITE}{path}"])
        head = self.head(f"/people/mulan/?{campaign}&role=translator")
        self.assertEqual(head.canonical(), [f"{SITE}/people/mulan/?role=translator"])
        self.assertEqual(head.alternates()["en"], f"{SITE}/en/people/mulan/?role=translator")

    def test_open_graph_has_what_it_requires_in_the_form_that_it_requires(self) -> None:
        for path in self.every():
            head = self.head(path)
            graph = head.graph()
            self.assertLessEqual(set(REQUIRED), graph.keys(), path)
            self.assertLessEqual(graph.keys(), KNOWN, path)
            for name, form in FORMS.items():
                self.assertRegex(graph[name], rf"^(?:{form.pattern})$", path)
            for name in ("og:url", "og:image"):
                self.assertRegex(graph[name], rf"^{re.escape(SITE)}/[!-~]*$", path)
            self.assertEqual([graph["og:url"]], head.canonical(), path)
            self.assertNotEqual(graph["og:locale"], graph["og:locale:alternate"])
            self.assertEqual(graph["og:locale"], "en_US" if path.startswith("/en/") else "zh_CN")
            self.assertEqual(head.said("description"), [graph["og:description"]])
            self.assertTrue(head.titles[0].startswith(graph["og:title"]), path)

    def test_an_article_says_when_in_which_section_and_about_what(self) -> None:
        head = self.head("/article-7117-1.html")
        graph = head.graph()
        self.assertEqual((graph["og:type"], graph["og:title"]), ("article", "第一篇"))
        self.assertEqual(graph["og:description"], "摘要 & 其他")
        self.assertEqual(graph["article:section"], "技术")
        self.assertEqual(head.said("article:tag"), ["C#", "内核"])
        for name in ("article:published_time", "article:modified_time"):
            self.assertEqual(datetime.fromisoformat(graph[name]), builders.LONG_AGO)
        self.assertEqual(self.head("/tag/c~23~/").graph()["og:type"], "website")

    def test_no_title_breaks_out_of_its_place(self) -> None:
        head = self.head("/article-7118-1.html")
        title = " ".join(ODD_TITLE.split())
        self.assertEqual(head.graph()["og:title"], title)
        self.assertEqual(head.titles, [f"{title} · 译报"])
        self.assertEqual(head.things("Article")[0]["headline"], ODD_TITLE)
        html = self.client.get("/article-7118-1.html").content.decode()
        self.assertNotIn("<script>alert", html)
        self.assertNotIn("\u2028", html.split("</head>")[0].split("application/ld+json")[1])

    def test_without_a_summary_the_text_begins_the_description(self) -> None:
        body = "第一句 *强调*，`a < b`。\n\n" + "很长。" * 100
        builders.published("第三篇", number=7119, body=body)
        said = self.head("/article-7119-1.html").said("description")[0]
        self.assertTrue(said.startswith("第一句 强调，a < b。 很长。"), said)
        self.assertEqual(len(said), 160)

    def test_where_there_are_no_words_at_all_the_title_is_the_description(self) -> None:
        builders.published("无字之图", number=7119, body="<br>\n")
        head = self.head("/article-7119-1.html")
        self.assertEqual([*head.said("description"), head.graph()["og:description"]], ["无字之图"] * 2)

    def test_a_page_that_is_not_there_has_no_address_and_no_card(self) -> None:
        builders.withdrawn("秘密的过去", number=7120)
        for path in ("/article-9-1.html", "/article-7120-1.html", "/tag/nothing/", "/en/nowhere/"):
            head = Head(self.client.get(path).content.decode())
            self.assertEqual((head.canonical(), head.alternates(), head.graph(), head.data), ([], {}, {}, []), path)
            self.assertEqual(head.said("robots"), ["noindex"], path)

    def test_every_page_names_the_feeds_of_the_site_and_some_their_own(self) -> None:
        for path in self.every():
            feeds = list(self.head(path).feeds())
            root = "/en/" if path.startswith("/en/") else "/"
            own = re.search(r"/(?:choice|category/.+|tag/.+|people/.+)/", path)
            self.assertEqual(len(feeds), 4 if own else 2, path)
            self.assertEqual([address for _, address, _ in feeds[-2:]], [f"{root}feed.atom", f"{root}feed.rss"], path)
            self.assertEqual(len({title for _, _, title in feeds}), len(feeds), path)
            for kind, address, title in feeds:
                response = self.client.get(address)
                self.assertEqual((response.status_code, response["Content-Type"].split(";")[0]), (200, kind), path)
                self.assertTrue(title)

    def test_a_robot_may_keep_these_pages(self) -> None:
        for path in self.every():
            self.assertEqual(self.head(path).said("robots"), [], path)


class DeepPageTest(HeadCase):
    @classmethod
    def setUpTestData(cls) -> None:
        for hour in range(SIZE + 1):
            builders.published(f"第 {hour} 篇", hour=hour, tags=["内核"])

    def test_a_later_page_of_a_list_is_its_own_and_not_to_be_kept(self) -> None:
        for path in ("/tag/内核/", "/archive/2019/06/", "/people/mulan/?role=translator"):
            links = {link["rel"]: link["href"] for link in self.head(path).links if link["rel"] in {"prev", "next"}}
            self.assertEqual(links.keys(), {"next"})
            deep = self.head(f"{path.partition('?')[0]}{links['next']}")
            self.assertEqual(deep.said("robots"), ["noindex, follow"])
            self.assertTrue(deep.canonical()[0].endswith(links["next"]), deep.canonical())

    def test_the_first_page_is_the_first_page_by_whatever_cursor(self) -> None:
        oldest = Publication.objects.order_by("position")[1]
        head = self.head(f"/tag/内核/?after={oldest.position}")
        self.assertEqual(head.canonical(), [f"{SITE}/tag/%E5%86%85%E6%A0%B8/"])
        self.assertEqual(head.said("robots"), [])


class CardTest(HeadCase):
    def card(self, **fields: object) -> dict[str, str]:
        publication = builders.published()
        Publication.objects.filter(pk=publication.pk).update(**fields)
        head = self.head(publication.get_absolute_url())
        return {**head.graph(), "twitter:card": head.said("twitter:card")[0]}

    def test_a_wide_cover_is_the_picture_of_a_large_card(self) -> None:
        card = self.card(cover="/data/attachment/album/图 1.png", cover_width=1200, cover_height=675)
        self.assertEqual(card["og:image"], f"{SITE}/data/attachment/album/%E5%9B%BE%201.png")
        self.assertEqual((card["og:image:width"], card["og:image:height"]), ("1200", "675"))
        self.assertEqual(card["twitter:card"], "summary_large_image")

    def test_a_small_or_an_upright_cover_stands_beside_the_text(self) -> None:
        for width, height in ((599, 300), (800, 1200)):
            card = self.card(cover="/data/attachment/album/1.png", cover_width=width, cover_height=height)
            self.assertEqual(card["twitter:card"], "summary")
            self.assertEqual(card["og:image"], f"{SITE}/data/attachment/album/1.png")

    def test_without_a_cover_or_its_file_the_sites_own_picture_stands_for_it(self) -> None:
        for fields in ({}, {"cover": "/data/attachment/album/gone.png"}):
            card = self.card(**fields)
            self.assertEqual(card["og:image"], f"{SITE}/static/articles/card.png")
            self.assertEqual((card["og:image:width"], card["og:image:height"]), ("1200", "630"))
            self.assertEqual(card["twitter:card"], "summary")


class HiddenTest(HeadCase):
    def test_whoever_is_hidden_is_not_named_in_any_head(self) -> None:
        builders.published(number=7117, credits=[("author", "隐姓"), ("translator", "mulan"), ("reviewer", "埋名")])
        Contributor.objects.filter(name__in=["隐姓", "埋名"]).update(hidden=True)
        for path in ("/article-7117-1.html", "/", "/people/mulan/", "/tag/内核/"):
            html = self.client.get(path).content.decode()
            self.assertNotRegex(html, "隐姓|埋名")
        article = self.head("/article-7117-1.html").things("Article")[0]
        self.assertEqual(article.keys() & {"author", "editor", "translator"}, {"translator"})
