"""Tests of the ranking of contributors by role and year."""

from datetime import UTC, datetime

from articles.models import Contributor
from articles.views import ranking
from tests import builders

from .case import PageCase, titles
from .tables import current, links, main, table

LAST_SECOND_OF_2019 = datetime(2019, 12, 31, 15, 59, 59, tzinfo=UTC)
NEW_YEAR_2020 = datetime(2019, 12, 31, 16, 0, tzinfo=UTC)


def translated(*names: str, at: datetime = builders.LONG_AGO) -> None:
    builders.published(at=at, credits=[("translator", name) for name in names])


class RankingTest(PageCase):
    def places(self, path: str = "/ranking/") -> list[list[str]]:
        return table(self.page(path))[1:]

    def test_translators_of_all_years_stand_by_the_number_of_their_articles(self) -> None:
        translated("甲", "乙")
        translated("乙", at=NEW_YEAR_2020)
        builders.published(credits=[("reviewer", "丙"), ("author", "丙")])
        self.assertEqual(self.places(), [["1", "乙", "2"], ["2", "甲", "1"]])

    def test_equal_numbers_share_a_rank_in_the_order_of_names_and_the_next_one_is_passed_over(self) -> None:
        for names in ("abCD", "abC", "a"):
            translated(*names)
        self.assertEqual(self.places(), [["1", "a", "3"], ["2", "b", "2"], ["2", "C", "2"], ["4", "D", "1"]])

    def test_a_role_and_a_year_can_be_asked_for(self) -> None:
        builders.published(at=LAST_SECOND_OF_2019, credits=[("translator", "甲"), ("reviewer", "校一")])
        builders.published(at=NEW_YEAR_2020, credits=[("translator", "甲"), ("reviewer", "校二")])
        self.assertEqual(self.places("/ranking/?year=2019"), [["1", "甲", "1"]])
        self.assertEqual(self.places("/ranking/?role=reviewer"), [["1", "校一", "1"], ["1", "校二", "1"]])
        self.assertEqual(self.places("/ranking/?role=reviewer&year=2019"), [["1", "校一", "1"]])
        self.assertEqual(self.places("/ranking/?role=reviewer&year=2020"), [["1", "校二", "1"]])

    def test_links_to_other_roles_and_years_keep_what_was_chosen(self) -> None:
        translated("甲", at=LAST_SECOND_OF_2019)
        translated("甲", at=NEW_YEAR_2020)
        html = self.page("/ranking/?role=reviewer&year=2020")
        self.assertEqual(current(html), ["?role=reviewer&amp;year=2020"] * 2)
        for query in (
            "?role=translator&amp;year=2020",
            "?role=author&amp;year=2020",
            "?role=reviewer&amp;year=2019",
            "?role=reviewer",
        ):
            self.assertIn(f'<a href="{query}">', html)
        self.assertEqual(current(self.page("/ranking/")), ["?role=translator"] * 2)

    def test_a_name_leads_to_the_person_and_a_number_to_these_articles(self) -> None:
        translated("Mulan Hua")
        self.assertEqual(
            links(self.page("/ranking/?year=2019")),
            ["/people/mulan_hua/", "/people/mulan_hua/?role=translator&amp;year=2019#articles"],
        )
        self.page("/people/mulan_hua/?role=translator&year=2019")

    def test_who_is_hidden_is_neither_listed_nor_counted_in_the_ranks(self) -> None:
        translated("秘密译者", "甲")
        translated("秘密译者")
        Contributor.objects.filter(name="秘密译者").update(hidden=True)
        html = self.page("/ranking/")
        self.assertEqual(table(html)[1:], [["1", "甲", "1"]])
        self.assert_tells_nothing(html)

    def test_what_is_not_public_is_not_counted(self) -> None:
        translated("甲", "乙")
        translated("甲")
        builders.hide_from_readers(credits=[("translator", "乙"), ("translator", "秘密译者")])
        html = self.page("/ranking/")
        self.assertEqual(table(html)[1:], [["1", "甲", "2"], ["2", "乙", "1"]])
        self.assert_tells_nothing(html)

    def test_a_year_is_one_in_which_something_public_may_stand(self) -> None:
        translated("甲")
        tomorrow = builders.scheduled().published_at
        builders.withdrawn(at=datetime(2018, 5, 1, tzinfo=UTC))
        for year in ("2018", "2020", str(tomorrow.year), "", "0", "02019", "x", "٢٠١٩"):
            self.assert_missing(f"/ranking/?year={year}")
        for role in ("emperor", "", "Translator"):
            self.assert_missing(f"/ranking/?role={role}")

    def test_a_year_in_between_without_anybody_is_empty(self) -> None:
        translated("甲", at=LAST_SECOND_OF_2019)
        translated("乙", at=datetime(2017, 5, 1, tzinfo=UTC))
        self.assertEqual(self.places("/en/ranking/?year=2018"), [])
        self.assertIn("Nobody has been credited in this way yet.", self.page("/en/ranking/?year=2018"))
        self.assertIn("Nobody has been credited in this way yet.", self.page("/en/ranking/?role=publisher"))

    def test_an_empty_site_ranks_nobody(self) -> None:
        self.assertEqual(current(self.page("/ranking/")), ["?role=translator"] * 2)

    def test_a_long_list_is_cut_and_can_be_seen_whole(self) -> None:
        names = [f"译者{number:03}" for number in range(ranking.SHOWN + 1)]
        translated(*names)
        html = self.page("/ranking/?year=2019")
        self.assertEqual([place[1] for place in table(html)[1:]], names[:-1])
        self.assertIn('href="?role=translator&amp;year=2019&amp;all=1"', html)
        html = self.page("/ranking/?role=translator&year=2019&all=1")
        self.assertEqual([place[1] for place in table(html)[1:]], names)
        self.assertNotIn("all=1", main(html))

    def test_the_english_interface(self) -> None:
        translated("Mulan Hua")
        html = self.page("/en/ranking/")
        self.assertEqual(titles(html), ["Ranking"])
        self.assertEqual(table(html), [["Rank", "Name", "Articles"], ["1", "Mulan Hua", "1"]])
        self.assertEqual(links(html)[0], "/en/people/mulan_hua/")
        self.assertIn('<th scope="row" lang="zh-Hans">', html)

    def test_three_queries_for_one_person_and_for_more(self) -> None:
        translated("甲")

        def more() -> None:
            translated("乙", "丙")
            translated("甲", at=NEW_YEAR_2020)

        self.assert_costs(3, "/ranking/", more)
