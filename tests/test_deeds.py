"""Tests of likes, and of views that wait and are written together."""

import time
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test import TestCase, TransactionTestCase, override_settings, tag
from django.utils import timezone

from articles.deeds import LIKES, VIEWS, View, Waiting, like, write
from articles.models import Counts, Like, Publication, RateLimit
from articles.visitors import Visitor
from tests import builders

from .together import shared_database, together

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


def views(publication: Publication, *names: str, at: datetime = NOW, household: str = "") -> list[View]:
    """Each of a household of its own where none is named."""
    return [View(publication.pk, Visitor(name, household or f"home of {name}"), at) for name in names]


def counted(publication: Publication) -> int:
    return sum(Counts.objects.filter(article_id=publication.pk).values_list("own_views", flat=True))


class LikeTest(TestCase):
    def setUp(self) -> None:
        self.publication = builders.published()

    def test_one_visitor_likes_an_article_once_a_day(self) -> None:
        self.assertEqual([like(self.publication.pk, "a", DAY) for _ in range(3)], [1, 1, 1])
        self.assertEqual(like(self.publication.pk, "a", DAY + timedelta(days=1)), 2)
        self.assertEqual(Like.objects.count(), 2)

    def test_another_visitor_and_another_article_count_for_themselves(self) -> None:
        other = builders.published("另一篇")
        like(self.publication.pk, "a", DAY)
        self.assertEqual(like(self.publication.pk, "b", DAY), 2)
        self.assertEqual(like(other.pk, "a", DAY), 1)

    def test_likes_come_on_top_of_those_of_the_archive(self) -> None:
        builders.counts(self.publication, base_likes=40, base_views=7, own_views=3)
        self.assertEqual(like(self.publication.pk, "a", DAY), 41)
        counts = Counts.objects.get()
        self.assertEqual((counts.base_likes, counts.own_likes, counts.base_views, counts.own_views), (40, 1, 7, 3))


class WriteTest(TestCase):
    def setUp(self) -> None:
        self.publication = builders.published()

    def test_views_are_added_to_what_was_counted(self) -> None:
        builders.counts(self.publication, base_views=100, own_views=5, own_likes=2)
        other = builders.published("另一篇")
        write([*views(self.publication, "a", "b"), *views(other, "a")], NOW)
        counts = Counts.objects.get(article_id=self.publication.pk)
        self.assertEqual((counts.views, counts.own_likes), (107, 2))
        self.assertEqual(counted(other), 1)

    def test_a_reader_counts_once_for_an_article_in_half_an_hour(self) -> None:
        write(views(self.publication, "a", "a", "a"), NOW)
        write(views(self.publication, "a", at=NOW + timedelta(minutes=29)), NOW)
        self.assertEqual(counted(self.publication), 1)
        write(views(self.publication, "a", at=NOW + timedelta(minutes=30)), NOW)
        self.assertEqual(counted(self.publication), 2)

    def test_a_household_counts_only_so_often_in_an_hour_whatever_its_browsers_are_called(self) -> None:
        names = [f"browser {n}" for n in range(VIEWS.most + 20)]
        write(views(self.publication, *names[:10], household="a"), NOW)
        write(views(self.publication, *names[10:], household="a"), NOW)
        self.assertEqual(counted(self.publication), VIEWS.most)
        write(views(self.publication, "late", household="a"), NOW)
        write(views(self.publication, "neighbour", household="b"), NOW)
        self.assertEqual(counted(self.publication), VIEWS.most + 1)
        write(views(self.publication, "later", household="a", at=NOW + timedelta(hours=1)), NOW)
        self.assertEqual(counted(self.publication), VIEWS.most + 2)

    def test_what_readers_cannot_see_is_not_counted(self) -> None:
        scheduled = builders.scheduled()
        gone = builders.published("撤下的", number=9)
        waiting = [*views(self.publication, "a"), *views(scheduled, "a"), *views(gone, "a")]
        builders.withdraw(gone)
        write([*waiting, View(987654, Visitor("a", "a"), NOW)], NOW)
        self.assertEqual(list(Counts.objects.values_list("article_id", "own_views")), [(self.publication.pk, 1)])

    def test_a_few_statements_however_many_views(self) -> None:
        with self.assertNumQueries(8):  # savepoint and release are two of them
            write(views(self.publication, "a"), NOW)
        others = [builders.published(f"第 {n} 篇") for n in range(20)]
        many = [view for publication in others for view in views(publication, *map(str, range(10)))]
        with self.assertNumQueries(8):
            write(many, NOW)
        self.assertEqual([counted(publication) for publication in others], [10] * 20)

    def test_nothing_is_written_for_nobody(self) -> None:
        with self.assertNumQueries(0):
            write([], NOW)

    def test_neither_who_nor_what_was_read_can_be_told_from_the_rows(self) -> None:
        write(views(self.publication, "a" * 32, household="b"), NOW)
        self.assertNotIn("a" * 32, RateLimit.objects.values_list("visitor", flat=True))


class WaitingTest(TestCase):
    def setUp(self) -> None:
        self.publication = builders.published()

    def test_waiting_writes_nothing_until_it_is_told_to(self) -> None:
        waiting = Waiting()
        with self.assertNumQueries(0):
            for view in views(self.publication, "a", "b"):
                waiting.add(view)
        self.assertEqual((len(waiting), counted(self.publication)), (2, 0))
        waiting.write(NOW)
        self.assertEqual((len(waiting), counted(self.publication)), (0, 2))

    def test_never_more_wait_than_there_is_room_for(self) -> None:
        waiting = Waiting(most=3)
        for view in views(self.publication, *"abcdef"):
            waiting.add(view)
        waiting.write(NOW)
        self.assertEqual(counted(self.publication), 3)

    def test_while_the_database_is_away_they_wait_and_are_counted_once_it_is_back(self) -> None:
        waiting = Waiting(most=3)
        for view in views(self.publication, "a", "b"):
            waiting.add(view)
        self.rename("articles_counts", "away")
        for _ in range(2):
            with self.assertLogs("articles.deeds", "WARNING") as logs:
                waiting.write(NOW)
            self.assertIn("2 views wait for the database", logs.output[0])
        self.rename("away", "articles_counts")
        for view in views(self.publication, "c", "d"):
            waiting.add(view)
        self.assertEqual(len(waiting), 3)
        waiting.write(NOW)
        self.assertEqual((len(waiting), counted(self.publication)), (0, 3))

    def rename(self, table: str, name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")


@tag("slow")
class TogetherTest(TransactionTestCase):
    def setUp(self) -> None:
        self.publication = builders.published()

    def test_the_same_like_from_many_windows_at_once_counts_once(self) -> None:
        with shared_database():
            together(8, lambda _: like(self.publication.pk, "a", DAY))
            self.assertEqual(together(1, lambda _: like(self.publication.pk, "b", DAY)), [2])

    def test_likes_of_many_at_once_all_count(self) -> None:
        with shared_database():
            together(8, lambda n: like(self.publication.pk, f"visitor {n}", DAY))
            self.assertEqual(together(1, lambda _: like(self.publication.pk, "last", DAY)), [9])

    def test_processes_that_write_the_same_readers_at_once_count_each_once(self) -> None:
        names = [f"reader {n}" for n in range(50)]
        with shared_database():
            together(4, lambda _: write(views(self.publication, *names), NOW))
            self.assertEqual(together(1, lambda _: counted(self.publication)), [50])

    def test_a_household_that_comes_by_several_processes_has_one_limit(self) -> None:
        with shared_database():
            together(4, lambda n: write(self.crowd(n), NOW))
            self.assertEqual(together(1, lambda _: counted(self.publication)), [VIEWS.most])

    def crowd(self, number: int) -> list[View]:
        return views(self.publication, *(f"{number} {n}" for n in range(VIEWS.most // 3)), household="a")

    @override_settings(VIEWS_WRITE_THEMSELVES=True)
    def test_enough_views_are_written_at_once_without_further_traffic(self) -> None:
        self.assert_writes_itself(Waiting(enough=3, seconds=3600), "a", "b", "c")

    @override_settings(VIEWS_WRITE_THEMSELVES=True)
    def test_a_single_view_is_written_after_a_while_without_further_traffic(self) -> None:
        self.assert_writes_itself(Waiting(enough=1000, seconds=0.5), "a")

    def assert_writes_itself(self, waiting: Waiting, *names: str) -> None:
        now = timezone.now()
        with shared_database():
            for view in views(self.publication, *names, at=now):
                waiting.add(view)
            deadline = time.monotonic() + 20
            while not (found := together(1, lambda _: counted(self.publication))[0]) and time.monotonic() < deadline:
                time.sleep(0.05)
        self.assertEqual((found, len(waiting)), (len(names), 0))


class LimitsTest(TestCase):
    def test_the_names_of_deeds_fit_their_column(self) -> None:
        longest = RateLimit._meta.get_field("deed").max_length or 0
        self.assertLessEqual(max(len(limit.deed) for limit in (LIKES, VIEWS)), longest)
