"""Tests of what a search can be narrowed to."""

from datetime import UTC, datetime

from django.test import TestCase
from django.utils import timezone

from articles.filters import Facets
from articles.models import Contributor
from tests import builders


class FacetsTest(TestCase):
    def setUp(self) -> None:
        builders.published(
            "一", hour=1, category="技术", tags=["C++"], credits=[("translator", "mulan"), ("reviewer", "wxy")]
        )
        builders.published("二", hour=2, category="新闻", tags=["C"], credits=[("translator", "wxy")], chosen=True)
        builders.published("三", at=datetime(2018, 12, 31, 16, tzinfo=UTC), credits=[("author", "mulan")])
        builders.published("四", at=datetime(2018, 12, 31, 15, 59, 59, tzinfo=UTC), credits=[("author", "mulan")])

    def left(self, **given: str) -> list[str]:
        facets = Facets(given, timezone.now())
        self.assertEqual(dict(facets.errors), {})
        return [publication.title for publication in facets.qs.order_by("-position")]

    def test_without_a_value_all_are_left(self) -> None:
        self.assertEqual(self.left(), ["二", "一", "三", "四"])

    def test_each_facet_narrows(self) -> None:
        for given, expected in (
            ({"category": "新闻"}, ["二"]),
            ({"tag": "c++"}, ["一"]),
            ({"year": "2019"}, ["二", "一", "三"]),
            ({"year": "2018"}, ["四"]),
            ({"year": "2017"}, []),
            ({"person": "wxy"}, ["二", "一"]),
            ({"role": "author"}, ["三", "四"]),
            ({"choice": "1"}, ["二"]),
            ({"person": "mulan", "year": "2019"}, ["一", "三"]),
        ):
            self.assertEqual(self.left(**given), expected, given)

    def test_a_person_and_a_role_are_that_person_in_that_role(self) -> None:
        self.assertEqual(self.left(person="wxy", role="translator"), ["二"])
        self.assertEqual(self.left(person="wxy", role="reviewer"), ["一"])
        self.assertEqual(self.left(person="wxy", role="author"), [])

    def test_a_person_with_two_roles_has_an_article_once(self) -> None:
        builders.published("五", hour=5, credits=[("author", "wxy"), ("publisher", "wxy")])
        self.assertEqual(self.left(person="wxy"), ["五", "二", "一"])

    def test_unknown_values_are_errors_and_have_no_value(self) -> None:
        for name, values in {
            "category": ("技", "\0"),
            "tag": ("c#", "C++", "' OR 1=1", "\0"),
            "year": ("1969", "2200", "19", "2019\n", "２０１９", "2019.0", "-2019"),
            "person": ("mu", "Mulan", "\0"),
            "role": ("translators", "AUTHOR"),
            "choice": ("0", "true"),
        }.items():
            for value in values:
                facets = Facets({"role": "author", "choice": "1", name: value}, timezone.now())
                self.assertEqual(set(facets.errors), {name}, value)
                self.assertNotIn(name, facets.values)

    def test_names_behind_which_nothing_is_public_are_unknown(self) -> None:
        builders.hide_from_readers(category="秘密", tags=["Plan 9"], credits=[("author", "Ghost")])
        builders.tag("无人用")
        Contributor.objects.filter(name="wxy").update(hidden=True)
        for name, value in (
            *(("category", "秘密"), ("tag", "plan_9"), ("tag", "无人用")),
            *(("person", "ghost"), ("person", "wxy")),
        ):
            self.assertEqual(set(Facets({name: value}, timezone.now()).errors), {name}, value)

    def test_what_was_chosen_is_looked_up_once_for_each_name(self) -> None:
        facets = Facets({"category": "技术", "tag": "c++", "person": "mulan", "role": "translator"}, timezone.now())
        with self.assertNumQueries(3):
            self.assertEqual(str(facets.values["person"]), "mulan")
            self.assertEqual(facets.values["role"], "translator")
        with self.assertNumQueries(1):
            self.assertEqual([publication.title for publication in facets.qs], ["一"])
