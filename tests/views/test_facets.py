"""Tests of the facets beside the hits: what is offered, what it leads to, and how it is taken back."""

import re
from html import unescape
from unittest.mock import patch

from articles.models import Contributor
from articles.views import counting
from tests import builders

from .test_search import SearchCase, rows

FACET = re.compile(r'<section class="facet facet-(\w+)">(.*?)</section>', re.DOTALL)
CHOICE = re.compile(r'<a href="([^"]+)" rel="nofollow"[^>]*>([^<]+)</a>(?: <span class="count">([^<]+)</span>)?')
CHOSEN = re.compile(r'<ul class="chosen-facets".*?</ul>', re.DOTALL)
LINK = re.compile(r'href="([^"]+)"')


def offered(html: str) -> dict[str, dict[str, str]]:
    """By facet: label → number."""
    return {
        name: {label: number for _, label, number in CHOICE.findall(inside)} for name, inside in FACET.findall(html)
    }


def links(html: str) -> dict[str, str]:
    """Label → where it leads."""
    return {label: unescape(query) for query, label, _ in CHOICE.findall(html)}


def chosen(html: str) -> list[str]:
    """Where the links lead that take a facet back."""
    return [unescape(query) for query in LINK.findall("".join(CHOSEN.findall(html)))]


class FacetsTest(SearchCase):
    def setUp(self) -> None:
        one = [("author", "Jane Doe"), ("translator", "mulan"), ("reviewer", "wxy")]
        two = [("author", "wxy"), ("translator", "wxy")]
        builders.published("一", hour=1, body="内核", category="技术", tags=["Linux", "C++"], credits=one)
        builders.published("二", hour=2, body="内核", category="新闻", tags=["Linux"], credits=two, chosen=True)
        builders.published(
            "三", hour=24 * 365, body="内核", category="新闻", tags=["C"], credits=[("selector", "mulan")]
        )
        builders.published("别的", hour=4, category="观点", tags=["Rust"], credits=[("publisher", "zz")])
        builders.hide_from_readers(body="内核", category="秘密", tags=["Plan 9"], credits=[("author", "Ghost")])

    def test_each_value_is_counted_among_the_hits(self) -> None:
        html = self.page("/search/?q=内核")
        self.assert_tells_nothing(html)
        found = offered(html)
        self.assertEqual(found["category"], {"新闻": "2", "技术": "1"})
        self.assertEqual(found["tag"], {"Linux": "2", "C++": "1", "C": "1"})
        self.assertEqual(found["year"], {"2020": "1", "2019": "2"})
        self.assertEqual(found["person"], {"Jane Doe": "1", "mulan": "2", "wxy": "2"})
        self.assertEqual(list(found["role"].values()), ["2", "1", "2", "1"])
        self.assertEqual(list(found["choice"].values()), ["1"])
        self.assertEqual(list(found), ["category", "tag", "year", "person", "role", "choice"])

    def test_each_link_leads_to_as_many_hits_as_it_says(self) -> None:
        html = self.page("/search/?q=内核")
        for query, label, number in CHOICE.findall("".join(inside for _, inside in FACET.findall(html))):
            self.assertEqual(len(rows(self.page(f"/search/{unescape(query)}"))), int(number), label)

    def test_facets_narrow_each_other(self) -> None:
        html = self.page("/search/?q=内核&category=新闻")
        self.assertEqual(rows(html), ["三", "二"])
        self.assertEqual(offered(html)["tag"], {"Linux": "1", "C": "1"})
        self.assertNotIn("category", offered(html))
        self.assertEqual(rows(self.page(f"/search/{links(html)['Linux']}")), ["二"])

    def test_what_was_chosen_can_be_taken_back_one_by_one(self) -> None:
        html = self.page("/search/?q=内核&order=relevance&category=新闻&tag=linux")
        self.assertEqual(
            chosen(html),
            [
                "?q=%E5%86%85%E6%A0%B8&order=relevance&tag=linux",
                "?q=%E5%86%85%E6%A0%B8&order=relevance&category=%E6%96%B0%E9%97%BB",
            ],
        )
        self.assertEqual(rows(self.page("/search/" + chosen(html)[0])), ["二", "一"])

    def test_what_would_leave_all_hits_is_not_offered(self) -> None:
        found = offered(self.page("/search/?q=内核&tag=linux"))
        self.assertEqual(found["category"], {"技术": "1", "新闻": "1"})
        self.assertNotIn("year", found)
        self.assertEqual(set(found["person"]), {"Jane Doe", "mulan"})

    def test_a_person_and_a_role_are_that_person_in_that_role(self) -> None:
        self.assertEqual(self.found("内核", "&person=wxy"), ["二", "一"])
        self.assertEqual(self.found("内核", "&role=translator"), ["二", "一"])
        self.assertEqual(self.found("内核", "&person=wxy&role=translator"), ["二"])
        self.assertEqual(self.found("内核", "&person=mulan&role=author"), [])
        of_wxy = offered(self.page("/en/search/?q=内核&person=wxy"))
        self.assertEqual(of_wxy["role"], {"Author": "1", "Translator": "1", "Reviewer": "1"})
        translators = offered(self.page("/search/?q=内核&role=translator"))
        self.assertEqual(translators["person"], {"mulan": "1", "wxy": "1"})
        self.assertNotIn("role", translators)

    def test_facets_stay_when_the_page_is_turned_and_the_order_changes(self) -> None:
        for hour in range(21):
            builders.published(str(hour), hour=hour, body="内核", tags=["Linux"])
        html = self.page("/search/?q=内核&tag=linux")
        self.assertRegex(html, r'rel="next" href="\?q=%E5%86%85%E6%A0%B8&amp;tag=linux&amp;before=\d+"')
        self.assertIn('href="?q=%E5%86%85%E6%A0%B8&amp;tag=linux&amp;order=relevance"', html)

    def test_a_year_is_that_of_shanghai(self) -> None:
        builders.published(
            "除夕", hour=0, at=builders.LONG_AGO.replace(year=2018, month=12, day=31, hour=15), body="除夕"
        )
        builders.published(
            "元旦", hour=1, at=builders.LONG_AGO.replace(year=2018, month=12, day=31, hour=15), body="除夕"
        )
        self.assertEqual(offered(self.page("/search/?q=除夕"))["year"], {"2019": "1", "2018": "1"})
        self.assertEqual(self.found("除夕", "&year=2019"), ["元旦"])
        self.assertEqual(self.found("除夕", "&year=2018"), ["除夕"])

    def test_unknown_values_find_nothing_and_are_named(self) -> None:
        for name, value in (
            *(("category", "x"), ("tag", "<b>"), ("year", "x"), ("year", "99999"), ("person", "x"), ("role", "x")),
            *(("choice", "2"), ("tag", "a" * 5000), ("tag", "%00"), ("year", "2019%0a2020"), ("person", "%ff")),
        ):
            html = self.page(f"/en/search/?q=内核&{name}={value}")
            if value != "%00":
                self.assertIn("Nothing is known here as", html, value)
                self.assertEqual(rows(html), [])
                self.assertEqual(chosen(html), ["?q=%E5%86%85%E6%A0%B8"])
        self.says("内核", "Nothing is known here as Tag “&lt;b&gt;”.", "&tag=<b>")
        self.says("内核", "No article that was narrowed down like this", "&tag=rust")

    def test_names_of_what_is_not_public_are_unknown(self) -> None:
        for more in ("&category=秘密", "&tag=plan_9", "&person=ghost"):
            html = self.page(f"/en/search/?q=内核{more}")
            self.assertIn("Nothing is known here as", html)
            self.assertNotRegex(html, "Plan 9|Ghost")

    def test_who_is_hidden_is_neither_offered_nor_known(self) -> None:
        Contributor.objects.filter(name="wxy").update(hidden=True)
        html = self.page("/search/?q=内核")
        self.assertEqual(offered(html)["person"], {"Jane Doe": "1", "mulan": "2"})
        self.assertNotIn("wxy", html)
        self.assertIn("Nothing is known here as", self.page("/en/search/?q=内核&person=wxy"))

    def test_names_stay_unknown_in_the_other_interface(self) -> None:
        self.assertIn('lang="zh-Hans">新闻</a>', self.page("/en/search/?q=内核"))

    def test_six_and_one_more_query_for_each_name_that_was_chosen(self) -> None:
        self.page("/search/?q=内核")
        with self.assertNumQueries(9):
            self.page("/search/?q=内核&tag=linux&person=wxy&category=技术")


class ManyHitsTest(SearchCase):
    def setUp(self) -> None:
        for year in (2011, 2012, 2014, 2014, 2015, 2016):
            at = builders.LONG_AGO.replace(year=year)
            builders.published(
                f"{year}", at=at, body="内核", category="新闻" if year < 2016 else "技术", tags=["Linux"]
            )
        builders.published("别的", at=builders.LONG_AGO.replace(year=2009))

    def many(self, path: str) -> str:
        with patch.object(counting, "COUNTED", 3):
            return self.page(path)

    def test_counts_among_the_newest_hits_are_given_as_the_least_there_are(self) -> None:
        html = self.many("/search/?q=内核")
        found = offered(html)
        self.assertEqual(found["category"], {"新闻": "2+", "技术": "1+"})
        self.assertEqual(found["tag"], {"Linux": "3+"})
        self.assertEqual(found["year"], {"2016": "1", "2015": "1", "2014": "1+", "2013": "", "2012": "", "2011": ""})
        self.assertIn("Counted among the newest 3 hits:", self.many("/en/search/?q=内核"))

    def test_facets_narrow_all_hits_and_not_only_those_that_were_counted(self) -> None:
        self.assertEqual(rows(self.many("/search/?q=内核&year=2011")), ["2011"])
        narrowed = self.many("/search/?q=内核&category=新闻&year=2014")
        self.assertEqual(len(rows(narrowed)), 2)
        self.assertEqual(offered(narrowed), {})
