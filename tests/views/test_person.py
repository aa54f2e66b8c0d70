"""Tests of a contributor's page."""

import re
from datetime import UTC, datetime

from articles.models import Alias, Contributor
from tests import builders

from .case import PageCase, titles
from .tables import current, links, table

LAST_SECOND_OF_2019 = datetime(2019, 12, 31, 15, 59, 59, tzinfo=UTC)
NEW_YEAR_2020 = datetime(2019, 12, 31, 16, 0, tzinfo=UTC)


class PersonTest(PageCase):
    def test_all_their_articles_are_listed_once_each_newest_first(self) -> None:
        builders.published("旧", hour=1, credits=[("translator", "mulan"), ("publisher", "mulan")])
        builders.published("新", hour=2, credits=[("reviewer", "mulan")])
        builders.published("别人的", credits=[("reviewer", "wxy")])
        builders.hide_from_readers(credits=[("reviewer", "mulan")])
        html = self.page("/people/mulan/")
        self.assertEqual(titles(html), ["mulan", "新", "旧"])
        self.assert_tells_nothing(html)

    def test_articles_are_counted_by_year_and_role_and_once_in_all(self) -> None:
        both = [("translator", "mulan"), ("reviewer", "mulan")]
        builders.published("一", at=LAST_SECOND_OF_2019, credits=both)
        builders.published("二", at=LAST_SECOND_OF_2019, hour=-1, credits=both[:1])
        builders.published("三", at=NEW_YEAR_2020, credits=[("author", "mulan")])
        builders.published("别人的", credits=[("author", "wxy")])
        builders.hide_from_readers(credits=both)
        self.assertEqual(
            table(self.page("/en/people/mulan/")),
            [
                ["Year", "Written", "Translated", "Reviewed", "All"],
                ["2020", "1", "", "", "1"],
                ["2019", "", "2", "1", "2"],
                ["Total", "1", "2", "1", "3"],
            ],
        )

    def test_each_number_leads_to_its_articles(self) -> None:
        builders.published("除夕", at=LAST_SECOND_OF_2019, credits=[("translator", "mulan"), ("author", "mulan")])
        builders.published("新年", at=NEW_YEAR_2020, credits=[("translator", "mulan")])
        builders.hide_from_readers(credits=[("translator", "mulan")])
        for query, expected in {
            "?role=translator&year=2020": ["新年"],
            "?year=2020": ["新年"],
            "?role=author&year=2019": ["除夕"],
            "?role=translator&year=2019": ["除夕"],
            "?year=2019": ["除夕"],
            "?role=author": ["除夕"],
            "?role=translator": ["新年", "除夕"],
            "./": ["新年", "除夕"],
        }.items():
            html = self.page("/people/mulan/" + query.removeprefix("./"))
            link = query.replace("&", "&amp;") + "#articles"
            self.assertEqual(titles(html), ["mulan", *expected], query)
            self.assertIn(link, links(html))
            self.assertEqual(current(html), [link])

    def test_who_did_one_thing_in_one_year_has_no_table(self) -> None:
        builders.published(credits=[("translator", "mulan")])
        html = self.page("/people/mulan/")
        self.assertEqual(table(html), [])
        self.assertIn("<span>译者</span>", html)

    def test_the_columns_of_who_did_one_thing_need_no_sum(self) -> None:
        builders.published(at=LAST_SECOND_OF_2019, credits=[("author", "mulan")])
        builders.published(at=NEW_YEAR_2020, credits=[("author", "mulan")])
        self.assertEqual(
            table(self.page("/en/people/mulan/")),
            [["Year", "Written"], ["2020", "1"], ["2019", "1"], ["Total", "2"]],
        )

    def test_the_first_and_the_latest_article_are_dated_by_the_days_of_shanghai(self) -> None:
        builders.published(at=NEW_YEAR_2020, credits=[("author", "mulan")])
        html = self.page("/people/mulan/")
        self.assertIn('<span><time datetime="2020-01-01">2020年1月1日</time></span>', html)
        builders.published(at=LAST_SECOND_OF_2019, credits=[("author", "mulan")])
        builders.hide_from_readers(credits=[("author", "mulan")])
        html = self.page("/people/mulan/")
        self.assertIn('<time datetime="2019-12-31">2019年12月31日</time> – <time datetime="2020-01-01">', html)

    def test_what_a_list_is_narrowed_to_stands_above_it(self) -> None:
        for at in (LAST_SECOND_OF_2019, NEW_YEAR_2020):
            builders.published(at=at, credits=[("author", "mulan"), ("reviewer", "mulan")])
        html = self.page("/en/people/mulan/?role=reviewer&year=2019")
        self.assertInHTML(
            '<p class="narrowed"><b>2019 Reviewed</b> <span class="count">1</span> '
            '<a href="./">Show all articles</a></p>',
            html,
        )
        self.assertIn("mulan · Reviewed · 2019", html)
        self.assertNotIn("narrowed", self.page("/en/people/mulan/"))

    def test_role_and_year_stay_when_the_page_is_turned(self) -> None:
        for hour in range(21):
            builders.published(f"第 {hour} 篇", hour=hour, credits=[("translator", "mulan")])
        for query in ("role=translator", "year=2019", "role=translator&year=2019"):
            turned = re.findall(r'rel="next" href="(\?[^"]+)">', self.page(f"/people/mulan/?{query}"))[-1]
            self.assertRegex(turned, rf"^\?{query.replace('&', '&amp;')}&amp;before=\d+$")
            html = self.page("/people/mulan/" + turned.replace("&amp;", "&"))
            self.assertEqual(titles(html), ["mulan", "第 0 篇"])
            self.assertIn(f'rel="prev" href="?{query.replace("&", "&amp;")}&amp;after=', html)

    def test_a_role_or_year_in_which_they_did_nothing_public_is_404(self) -> None:
        builders.published(credits=[("translator", "mulan")])
        builders.published(at=NEW_YEAR_2020, credits=[("reviewer", "mulan")])
        later = builders.scheduled(credits=[("author", "mulan")])
        builders.withdrawn(at=datetime(2018, 5, 1, tzinfo=UTC), credits=[("reviewer", "mulan")])
        for query in (
            *(
                "role=author",
                "role=x",
                "role=",
                "role=&year=2019",
                "role=translator&year=",
                "role=translator&year=2020",
            ),
            *("year=2018", "year=2021", "year=", "year=0", "year=02019", "year=x", f"year={later.published_at.year}"),
        ):
            self.assert_missing(f"/people/mulan/?{query}")

    def test_the_home_page_is_linked_where_it_is_a_web_address(self) -> None:
        builders.person("mulan", url="https://example.com/~mulan")
        builders.person("evil", url="javascript:alert(1)")
        builders.published(credits=[("translator", "mulan"), ("author", "evil")])
        self.assertIn('href="https://example.com/~mulan" rel="nofollow noopener"', self.page("/people/mulan/"))
        self.assertNotIn("javascript:", self.page("/people/evil/"))

    def test_names_aliases_and_old_addresses_lead_to_the_one_address(self) -> None:
        builders.published(credits=[("translator", "Mulan Hua")])
        Alias.objects.create(contributor=Contributor.objects.get(), name="花木兰")
        for path in (
            "/people/Mulan Hua/",
            "/people/MULAN_HUA/",
            "/people/花木兰/",
            "/lctt/Mulan Hua",
            "/space/mulan hua/",
            "/lctt/花木兰",
        ):
            self.assert_moved(path, "/people/mulan_hua/")
        self.assert_moved("/lctt-list", "/people/")

    def test_who_is_hidden_unknown_or_worked_on_nothing_public_is_404_everywhere(self) -> None:
        builders.published(credits=[("author", "隐姓")])
        Contributor.objects.filter(name="隐姓").update(hidden=True)
        Alias.objects.create(contributor=Contributor.objects.get(name="隐姓"), name="Anon")
        builders.hide_from_readers(credits=[("author", "Ghost")])
        for name in ("隐姓", "Anon", "anon", "Ghost", "ghost", "14763", "%00"):
            for folder in ("people", "lctt", "space"):
                self.assert_missing(f"/{folder}/{name}/")

    def test_the_english_interface(self) -> None:
        builders.published(credits=[("translator", "mulan"), ("reviewer", "mulan")])
        html = self.page("/en/people/mulan/")
        self.assertIn("<span>Translator, Reviewer</span>", html)
        self.assertIn("<span>1 article</span>", html)
        self.assertIn('<h1><span lang="zh-Hans">mulan</span></h1>', html)
        self.assert_moved("/en/people/MuLan/?year=2019", "/en/people/mulan/?year=2019")

    def test_five_queries_for_one_article_and_for_more(self) -> None:
        credits = [("translator", "mulan")]
        builders.published("一", credits=credits)

        def more() -> None:
            for hour in (1, 2):
                builders.published(f"第 {hour} 篇", hour=hour, credits=[*credits, ("author", "甲")], category=f"{hour}")

        self.assert_costs(5, "/people/mulan/", more)
        self.assert_costs(5, "/people/mulan/?role=translator&year=2019", more)
