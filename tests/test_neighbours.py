"""Tests of which other publications an article's page names."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from articles.models import Publication
from articles.neighbours import AMONG, Neighbours, neighbours
from tests import builders


def around(publication: Publication) -> Neighbours:
    return neighbours(publication, timezone.now())


def related(publication: Publication) -> list[int]:
    """The numbers of the related publications."""
    return [found.number for found in around(publication).related]


class BesideTest(TestCase):
    def beside(self, publication: Publication) -> tuple[int | None, int | None]:
        found = around(publication)
        return found.previous.number if found.previous else None, found.next.number if found.next else None

    def test_previous_and_next_stand_before_and_after_in_the_order_of_publication(self) -> None:
        rows = [builders.published(number=number, hour=hour) for number, hour in ((30, 0), (10, 1), (20, 2))]
        self.assertEqual([self.beside(row) for row in rows], [(None, 10), (30, 20), (10, None)])

    def test_of_the_same_second_the_number_decides(self) -> None:
        rows = [builders.published(number=number) for number in (7, 5, 9)]
        self.assertEqual(self.beside(rows[0]), (5, 9))

    def test_what_readers_may_not_see_stands_neither_before_nor_after(self) -> None:
        builders.withdrawn(number=1, hour=-1)
        publication = builders.published(number=2)
        builders.withdrawn(number=3, hour=1)
        builders.hide_from_readers()
        self.assertEqual(self.beside(publication), (None, None))

    def test_a_scheduled_article_stands_before_the_newest_there_is(self) -> None:
        builders.published(number=1)
        builders.scheduled(number=2)
        later = builders.scheduled(number=3)
        self.assertEqual(self.beside(later), (1, None))

    def test_a_neighbour_has_its_address_its_title_and_its_day_in_china(self) -> None:
        at = builders.LONG_AGO.replace(hour=17)
        builders.published("前一篇", number=1, at=at)
        found = around(builders.published(number=2, at=at + timedelta(hours=1))).previous
        assert found
        self.assertEqual(
            (found.get_absolute_url(), found.title, found.day), ("/article-1-1.html", "前一篇", "2019-06-28")
        )


class RelatedTest(TestCase):
    """The article in question is always number 1, the oldest, and number 2 stands between it and the others."""

    def article(self, *tags: str) -> Publication:
        publication = builders.published(number=1, tags=tags)
        builders.published(number=2, hour=1)
        return publication

    def others(self, *numbers: int, tags: tuple[str, ...] = ()) -> None:
        for number in numbers:
            builders.published(number=number, hour=number, tags=tags)

    def test_those_of_the_archive_come_first_in_their_order_then_those_with_a_tag_in_common_newest_first(self) -> None:
        publication = self.article("内核")
        self.others(3, 4, 5, 6, tags=("内核",))
        self.others(7, 8)
        builders.related(publication, 8, 7)
        self.assertEqual(related(publication), [8, 7, 6, 5, 4, 3])

    def test_the_more_tags_in_common_the_earlier(self) -> None:
        publication = self.article("内核", "Rust", "驱动")
        self.others(3, tags=("Rust", "内核", "驱动"))
        self.others(4, 5, tags=("驱动", "内核"))
        self.others(6, tags=("Rust", "别的"))
        self.assertEqual(related(publication), [3, 5, 4, 6])

    def test_a_tag_in_common_counts_even_where_the_publication_is_not_among_the_newest_of_that_tag(self) -> None:
        publication = self.article("内核", "Rust")
        self.others(3, 4, tags=("Rust", "内核"))
        self.others(*range(5, 5 + AMONG), tags=("内核",))
        self.assertEqual(related(publication)[:2], [4, 3])

    def test_of_as_many_tags_in_common_the_rarer_one_counts_more(self) -> None:
        publication = self.article("内核", "Rust")
        self.others(3, tags=("Rust",))
        self.others(*range(4, 4 + AMONG), tags=("内核",))
        self.assertEqual(related(publication)[0], 3)

    def test_there_are_six_at_most(self) -> None:
        publication = self.article("内核")
        self.others(*range(3, 13), tags=("内核",))
        self.assertEqual(related(publication), [12, 11, 10, 9, 8, 7])
        builders.related(publication, *range(3, 12))
        self.assertEqual(related(publication), [3, 4, 5, 6, 7, 8])

    def test_an_article_is_not_related_to_itself_and_to_no_other_twice(self) -> None:
        publication = self.article("内核", "Rust")
        self.others(3, 4, tags=("Rust", "内核"))
        builders.related(publication, 3, 1, 3, 404)
        self.assertEqual(related(publication), [3, 4])

    def test_what_stands_beside_is_not_found_by_its_tags_but_may_be_named_by_the_archive(self) -> None:
        publication = builders.published(number=1, tags=["内核"])
        self.others(2, 3, tags=("内核",))
        self.assertEqual(related(publication), [3])
        builders.related(publication, 2)
        self.assertEqual(related(publication), [2, 3])

    def test_what_readers_may_not_see_is_related_neither_by_the_archive_nor_by_tags(self) -> None:
        publication = self.article("内核")
        builders.draft(number=3, tags=["内核"])
        builders.scheduled(number=4, tags=["内核"])
        builders.withdrawn(number=5, tags=["内核"])
        builders.hide_from_readers(tags=["内核"])
        builders.related(publication, 3, 4, 5)
        self.assertEqual(related(publication), [])

    def test_scheduled_articles_of_a_tag_leave_their_places_among_its_newest_to_others(self) -> None:
        publication = self.article("内核")
        self.others(3, tags=("内核",))
        for _ in range(AMONG):
            builders.scheduled(tags=["内核"])
        self.assertEqual(related(publication), [3])

    def test_without_tags_and_without_the_archive_nothing_is_related(self) -> None:
        self.others(3, 4, tags=("内核",))
        self.assertEqual(related(self.article()), [])
