"""Tests of JSON-LD: what a page is, said in properties that schema.org has, and in nothing that readers may not see."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import SimpleTestCase, TestCase

from articles.linked_data import script
from articles.models import Publication, PublishedText
from tests import builders
from tests.head import Head
from tests.schema_org import mistakes

SITE: str = settings.SITE_URL


class LinkedDataCase(TestCase):
    def data(self, path: str) -> list[dict[str, Any]]:
        """All that the page says, none of it wrong."""
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200, path)
        data = Head(response.content.decode()).data
        for thing in data:
            self.assertEqual(mistakes(thing), [], path)
        return data

    def thing(self, path: str, kind: str) -> dict[str, Any]:
        found = [thing for thing in self.data(path) if thing["@type"] == kind]
        self.assertEqual(len(found), 1, path)
        return found[0]


class ArticleTest(LinkedDataCase):
    def article(self, **fields: object) -> dict[str, Any]:
        return self.thing(builders.published(**fields).get_absolute_url(), "Article")  # type: ignore[arg-type]

    def test_who_did_what_when_about_what(self) -> None:
        people = [("author", "Jane Doe"), ("translator", "mulan"), ("translator", "qinghe"), ("reviewer", "wxy")]
        article = self.article(
            title="标题", number=7117, summary="摘要", tags=["C#", "内核"], credits=[*people, ("selector", "lujun")]
        )
        address = f"{SITE}/article-7117-1.html"
        self.assertEqual((article["mainEntityOfPage"], article["url"]), (address, address))
        self.assertEqual((article["headline"], article["description"]), ("标题", "摘要"))
        self.assertEqual(article["inLanguage"], "zh-Hans")
        self.assertEqual((article["articleSection"], article["keywords"]), ("技术", ["C#", "内核"]))
        mulan = {"@type": "Person", "name": "mulan", "url": f"{SITE}/people/mulan/"}
        self.assertEqual(article["translator"][0], mulan)
        names = {role: [person["name"] for person in article[role]] for role in ("author", "translator", "editor")}
        self.assertEqual(names, {"author": ["Jane Doe"], "translator": ["mulan", "qinghe"], "editor": ["wxy"]})
        self.assertEqual(article["publisher"]["name"], "译报")
        self.assertEqual(article["timeRequired"], "PT1M")
        self.assertNotIn("image", article)

    def test_dates_carry_their_zone_and_the_last_change_counts_even_on_the_same_day(self) -> None:
        publication = builders.published()
        changed = builders.LONG_AGO + timedelta(minutes=5)
        Publication.objects.filter(pk=publication.pk).update(updated_at=changed)
        article = self.thing(publication.get_absolute_url(), "Article")
        self.assertEqual(article["datePublished"], "2019-06-27T12:45:00+08:00")
        self.assertEqual(datetime.fromisoformat(article["dateModified"]), changed)

    def test_a_translation_names_the_work_that_it_translates(self) -> None:
        source = {"source_url": "https://example.com/a?b=1&c=2", "source_title": "A & B", "licence": "CC BY-SA 4.0"}
        article = self.article(**source)
        licence = "https://creativecommons.org/licenses/by-sa/4.0/"
        original = {"@type": "Article", "url": source["source_url"], "name": "A & B", "inLanguage": "en"}
        self.assertEqual(article["translationOfWork"], {**original, "license": licence})
        self.assertEqual(article["isBasedOn"], source["source_url"])
        self.assertEqual(article["license"], licence)

    def test_an_original_translates_nothing_and_a_brief_is_based_on_its_source(self) -> None:
        for kind in ("original", "brief"):
            article = self.article(kind=kind, source_url=f"https://example.com/{kind}")
            self.assertNotIn("translationOfWork", article)
            self.assertEqual(article["isBasedOn"], f"https://example.com/{kind}")

    def test_without_a_licence_of_its_own_it_has_the_sites(self) -> None:
        article = self.article()
        self.assertEqual(article["license"], "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.zh-hans")
        self.assertFalse(article.keys() & {"translationOfWork", "isBasedOn"})

    def test_a_licence_that_nobody_knows_is_named(self) -> None:
        self.assertEqual(self.article(licence="独家授权")["license"], {"@type": "CreativeWork", "name": "独家授权"})

    def test_a_source_that_is_no_web_address_is_not_given_as_one(self) -> None:
        publication = builders.published()
        PublishedText.objects.filter(pk=publication.pk).update(source_url="javascript:alert(1)", source_title="原题")
        article = self.thing(publication.get_absolute_url(), "Article")
        self.assertEqual(article["translationOfWork"], {"@type": "Article", "name": "原题", "inLanguage": "zh-Hans"})
        self.assertNotIn("isBasedOn", article)

    def test_a_source_with_signs_that_no_address_has_is_written_with_their_codes(self) -> None:
        publication = builders.published()
        PublishedText.objects.filter(pk=publication.pk).update(source_url="https://example。com/图?a=%20")
        article = self.thing(publication.get_absolute_url(), "Article")
        self.assertEqual(article["isBasedOn"], "https://example%E3%80%82com/%E5%9B%BE?a=%20")

    def test_a_cover_is_its_picture_be_it_in_the_text_or_above_it(self) -> None:
        publication = builders.published()
        cover = {"cover": "/data/attachment/album/图.png", "cover_width": 1200, "cover_height": 675}
        Publication.objects.filter(pk=publication.pk).update(**cover)
        image = {"@type": "ImageObject", "url": f"{SITE}/data/attachment/album/%E5%9B%BE.png"}
        for html in ("<p>文</p>", '<p><img src="/data/attachment/album/图.png" alt=""></p>'):
            PublishedText.objects.filter(pk=publication.pk).update(html=html)
            article = self.thing(publication.get_absolute_url(), "Article")
            self.assertEqual(article["image"], {**image, "width": 1200, "height": 675})

    def test_it_is_the_same_article_on_the_english_page_at_the_address_of_that_page(self) -> None:
        builders.published("标题", number=7117)
        chinese, english = (self.thing(f"{path}article-7117-1.html", "Article") for path in ("/", "/en/"))
        self.assertEqual(english["mainEntityOfPage"], f"{SITE}/en/article-7117-1.html")
        self.assertEqual(english["publisher"]["name"], "Yibao")
        for name in ("headline", "inLanguage", "datePublished", "license"):
            self.assertEqual(english[name], chinese[name])

    def test_nothing_of_it_tells_what_readers_may_not_see(self) -> None:
        publication = builders.published(number=1, tags=["内核"])
        builders.hide_from_readers(tags=["内核"])
        builders.scheduled("秘密", number=8)
        builders.withdrawn("秘密", number=9)
        builders.related(publication, 8, 9)
        for path in ("/article-1-1.html", "/", "/tag/内核/", "/people/mulan/"):
            self.assertNotIn("秘密", json.dumps(self.data(path), ensure_ascii=False))


class OtherPagesTest(LinkedDataCase):
    @classmethod
    def setUpTestData(cls) -> None:
        builders.published("标题", number=7117, tags=["C#"])

    def test_the_front_page_is_the_site_and_says_how_to_search_it(self) -> None:
        for path, name, language in (("/", "译报", "zh-Hans"), ("/en/", "Yibao", "en")):
            site = self.thing(path, "WebSite")
            self.assertEqual((site["name"], site["url"], site["inLanguage"]), (name, SITE + path, language))
            template = site["potentialAction"]["target"]["urlTemplate"]
            self.assertEqual(template, f"{SITE}{path}search/?q={{search_term_string}}")
            found = self.client.get(template.format(search_term_string="C%23").removeprefix(SITE))
            self.assertEqual(found.status_code, 200)

    def test_a_persons_page_is_a_profile_with_their_home_page(self) -> None:
        mulan = builders.person("mulan")
        mulan.url = "https://mulan.example/"
        mulan.save()
        person = self.thing("/people/mulan/", "ProfilePage")["mainEntity"]
        address = f"{SITE}/people/mulan/"
        self.assertEqual(
            person, {"@type": "Person", "name": "mulan", "url": address, "sameAs": "https://mulan.example/"}
        )

    def test_the_way_to_a_page_leads_from_the_front_page_through_what_is_there(self) -> None:
        ways = {
            "/article-7117-1.html": ["译报", "技术", "标题"],
            "/tag/c~23~/": ["译报", "栏目与标签", "C#"],
            "/category/技术/": ["译报", "栏目与标签", "技术"],
            "/people/mulan/": ["译报", "作译者", "mulan"],
            "/archive/2019/06/": ["译报", "往期", "2019年6月"],
        }
        for path, names in ways.items():
            steps = self.thing(path, "BreadcrumbList")["itemListElement"]
            self.assertEqual([step["name"] for step in steps], names)
            self.assertEqual([step["position"] for step in steps], [1, 2, 3])
            for step in steps:
                self.assertEqual(self.client.get(step["item"].removeprefix(SITE)).status_code, 200, step["item"])

    def test_lists_that_stand_at_the_top_have_no_way(self) -> None:
        for path in ("/tags/", "/archive/", "/people/", "/choice/"):
            self.assertEqual(self.data(path), [])


class ScriptTest(SimpleTestCase):
    def test_no_text_ends_the_block_or_opens_another(self) -> None:
        text = "</script><script>&lt;!-- <![CDATA[ \u2028\u2029 '\""
        block = script({"@type": "Article", "headline": text})
        inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        self.assertFalse(set(inside) & set("<>&\u2028\u2029"))
        self.assertEqual(json.loads(inside)["headline"], text)

    def test_what_is_empty_is_not_said(self) -> None:
        self.assertNotIn("image", script({"@type": "Article", "image": {}, "keywords": []}))
