"""Tests of the edition: a kept page is never behind by more than a second, and nothing taken back is shown."""

import time
from datetime import timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import editions, publishing
from articles.models import Edition, Publication
from tests import builders

from .case import CacheCase, Worker


def withdraw(publication: Publication) -> None:
    publishing.withdraw(publication, now=timezone.now(), reason="")


class EditionTest(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        self.publication = builders.published("第一篇", number=1)
        self.other = Worker()

    def test_the_worker_that_publishes_shows_it_at_once(self) -> None:
        self.assert_states("/", "miss", "hit")
        builders.published("第二篇")
        self.assertIn("第二篇", self.worker.ask("/").text)

    def test_nothing_is_heard_of_a_transaction_before_it_is_over(self) -> None:
        self.assert_states("/", "miss")
        with transaction.atomic():
            editions.start()
            self.assertEqual(self.worker.ask("/").state, "hit")
        self.assertEqual(self.worker.ask("/").state, "miss")

    def test_another_worker_shows_it_within_half_a_second(self) -> None:
        self.other.ask("/")
        builders.published("第二篇")
        self.other.clock.ahead = 0.5
        self.assertIn("第二篇", self.other.ask("/").text)

    def test_the_database_is_asked_twice_a_second_and_never_for_a_page_that_is_kept(self) -> None:
        self.other.ask("/")
        for ahead, queries in ((0.2, 0), (0.4, 0), (0.6, 1), (1.0, 0), (1.2, 1)):
            self.other.clock.ahead = ahead
            with self.assertNumQueries(queries):
                self.assertEqual(self.other.ask("/").state, "hit")

    def test_edition_and_next_date_are_read_by_one_statement_through_an_index(self) -> None:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editions.current_and_due(timezone.now())
        self.assertEqual(len(queries), 1)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
                plan = " ".join(str(row) for row in cursor.fetchall())
            self.assertRegex(plan, r"USING COVERING INDEX \S+ \(position>\?\)")
            self.assertNotIn("SCAN", plan)

    def test_a_page_is_kept_only_if_no_edition_began_while_it_was_made(self) -> None:
        application = self.worker.rendering.application

        def meanwhile(environ: object, start_response: object) -> object:
            answer = application(environ, start_response)  # type: ignore[arg-type]
            Edition.objects.update(token=editions.current().token + 1)
            return answer

        self.worker.rendering.application = meanwhile  # type: ignore[assignment]
        answer = self.worker.ask("/")
        self.assertEqual((answer.status, answer.state, len(self.worker.cache.shelves)), (200, "", 0))

    def test_without_an_edition_nothing_would_tell_of_a_change_and_nothing_is_kept(self) -> None:
        Edition.objects.all().delete()
        self.assert_states("/", "", "")

    def test_a_page_lives_ten_minutes(self) -> None:
        self.assert_states("/", "miss")
        self.worker.clock.ahead = 598
        self.assert_states("/", "hit")
        self.worker.clock.ahead = 600
        self.assert_states("/", "miss", "hit")

    def test_a_clock_that_goes_back_makes_no_page_immortal(self) -> None:
        self.worker.clock.ahead = 7200
        self.assert_states("/", "miss", "hit")
        self.worker.clock.ahead = 0
        self.assert_states("/", "miss", "hit")

    def test_what_is_taken_back_is_forgotten_and_not_only_outdated(self) -> None:
        for path in ("/", "/article-1-1.html"):
            self.worker.ask(path)
        withdraw(self.publication)
        self.assertEqual(self.worker.ask("/article-1-1.html").status, 410)
        self.assertEqual(len(self.worker.cache.shelves), 0)

    def test_what_is_only_outdated_stays_for_times_of_need(self) -> None:
        for path in ("/", "/article-1-1.html"):
            self.worker.ask(path)
        builders.published("第二篇")
        self.worker.ask("/")
        self.assertEqual(len(self.worker.cache.shelves), 2)

    def test_an_older_state_of_the_database_is_not_taken_for_the_present(self) -> None:
        before = Edition.objects.get()
        builders.published("第二篇")
        self.worker.ask("/")
        Publication.objects.filter(title="第二篇").delete()
        before.save()
        self.worker.clock.ahead = 1
        answer = self.worker.ask("/")
        self.assertEqual(answer.state, "miss")
        self.assertNotIn("第二篇", answer.text)


class ScheduledTest(CacheCase):
    def test_a_scheduled_article_appears_on_time(self) -> None:
        """By the real clock: Django's views look at no other."""
        builders.published("今天的")
        due = int(time.time()) + 2
        builders.published("明天的", at=timezone.now() + timedelta(seconds=due + 0.5 - time.time()))
        answer = self.worker.ask("/")
        while time.time() < due:
            self.assertNotIn("明天的", answer.text)
            time.sleep(0.02)
            answer = self.worker.ask("/") if time.time() < due - 0.01 else answer
        self.assertLess(self.worker.renders, 3)
        self.assertIn("明天的", self.worker.ask("/").text)
        self.assert_states("/", "hit")

    def test_no_page_of_before_the_date_is_fresh_after_it(self) -> None:
        builders.published("今天的")
        builders.scheduled()
        self.assert_states("/choice/", "miss", "hit")
        self.worker.clock.ahead = 86400 - 590
        self.assert_states("/choice/", "miss")
        self.worker.clock.ahead = 86400 - 10
        self.assert_states("/choice/", "hit")
        self.worker.clock.ahead = 86401
        self.assert_states("/choice/", "miss", "hit")
