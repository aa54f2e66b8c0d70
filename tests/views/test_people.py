"""Tests of the list of contributors."""

import re

from articles.models import Contributor
from articles.views import people
from tests import builders

from .case import PageCase, titles
from .tables import main


class PeopleTest(PageCase):
    def test_everybody_stands_under_each_role_with_the_number_of_articles(self) -> None:
        builders.published(credits=[("author", "甲"), ("translator", "mulan")])
        builders.published(credits=[("translator", "mulan"), ("reviewer", "wxy")])
        html = self.page("/people/")
        self.assertEqual(titles(html), ["作译者", "译者", "校对", "作者"])
        self.assertInHTML('<li><a href="/people/mulan/">mulan</a> <span class="count">2</span></li>', html)

    def test_who_is_hidden_or_worked_on_nothing_public_is_not_named(self) -> None:
        builders.published(credits=[("author", "秘密作者")])
        Contributor.objects.filter(name="秘密作者").update(hidden=True)
        builders.hide_from_readers(credits=[("author", "秘密译者")])
        html = self.page("/people/")
        self.assert_tells_nothing(html)
        self.assertIn("还没有人署名", html)

    def test_a_long_list_is_cut_and_shown_whole_on_its_own_page(self) -> None:
        for number in range(people.SHOWN + 1):
            builders.published(credits=[("translator", f"译者{number:02}")])
        self.assertNotIn(f"译者{people.SHOWN:02}", self.page("/people/"))
        self.assertInHTML(
            '<a href="?role=translator">All 37 translators <span aria-hidden="true">→</span></a>',
            self.page("/en/people/"),
        )
        self.assertIn(f"译者{people.SHOWN:02}", self.page("/people/?role=translator"))

    def test_an_unknown_role_is_404(self) -> None:
        self.assert_missing("/people/?role=emperor")

    def test_equal_numbers_stand_in_the_order_of_names(self) -> None:
        builders.published(credits=[("translator", name) for name in ("b", "C", "a")])
        builders.published(credits=[("translator", "C")])
        self.assertEqual(re.findall(r'href="/people/(\w+)/"', self.page("/people/")), ["c", "a", "b"])

    def test_the_ranking_is_one_step_away(self) -> None:
        builders.published()
        self.assertIn('href="/ranking/"', main(self.page("/people/")))
        self.assertIn('href="/ranking/?role=author"', self.page("/people/?role=author"))
        self.assertIn('href="/en/ranking/"', self.page("/en/people/"))

    def test_three_queries_for_one_person_and_for_more(self) -> None:
        builders.published(credits=[("author", "甲")])
        self.assert_costs(3, "/people/", lambda: builders.published(credits=[("author", "乙"), ("author", "丙")]))
