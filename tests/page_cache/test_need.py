"""Tests of times of need: many who ask at once, and a database that does not answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import skipUnless
from unittest.mock import patch

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import publishing
from cms.page_cache import news
from tests import builders
from tests.together import shared_database, together, wait_until

from .case import Answer, CacheCase


class TogetherTest(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        builders.published("一篇文章", number=1)
        self.worker.rendering.seconds = 0.1

    def ask_together(self, *paths: str) -> list[Answer]:
        with shared_database():
            return together(len(paths), lambda number: self.worker.ask(paths[number]))

    def test_one_thread_makes_a_page_and_the_others_wait_for_it(self) -> None:
        answers = self.ask_together(*["/"] * 8)
        self.assertEqual(sorted(answer.state for answer in answers), [*["hit"] * 7, "miss"])
        self.assertEqual(self.worker.renders, 1)
        self.assertEqual({answer.body for answer in answers}, {answers[0].body})

    def test_what_was_made_meanwhile_is_the_answer_also_where_it_has_no_body(self) -> None:
        with shared_database():
            answers = together(8, lambda _: self.worker.ask("/", "HEAD"))
        self.assertEqual({(answer.status, answer.body) for answer in answers}, {(200, b"")})
        self.assertEqual(self.worker.renders, 1)

    def test_nobody_waits_for_another_page(self) -> None:
        answers = self.ask_together("/", "/choice/", "/tags/", "/archive/")
        self.assertEqual([answer.state for answer in answers], ["miss"] * 4)

    def test_nobody_waits_for_newer_counts(self) -> None:
        self.ask_together("/")
        self.worker.clock.ahead = 601
        answers = self.ask_together(*["/"] * 4)
        self.assertEqual(sorted(answer.state for answer in answers), ["miss", "stale", "stale", "stale"])
        self.assertEqual(self.worker.renders, 2)

    def test_what_is_not_kept_is_made_for_each(self) -> None:
        answers = self.ask_together(*["/nothing/"] * 3)
        self.assertEqual([answer.status for answer in answers], [404] * 3)


@skipUnless(connection.vendor == "sqlite", "takes the file of the database away")
class DatabaseDownTest(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        self.publication = builders.published("一篇文章", number=1)
        self.rest(0.05)

    def rest(self, seconds: float) -> None:
        """Between two attempts to reach the database."""
        self.enterContext(patch.object(news, "REST", seconds))

    @property
    def newsroom(self) -> news.Newsroom:
        return self.worker.cache._newsroom

    def ask(self, path: str) -> Answer:
        """In a thread of its own, with a connection of its own."""
        return together(1, lambda _: self.worker.ask(path))[0]

    @contextmanager
    def down(self) -> Iterator[None]:
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = "/nowhere/at/all.sqlite3"
        self.worker.clock.ahead += 2
        try:
            with self.assertLogs("yibao.pages", "ERROR"):
                yield
        finally:
            connection.settings_dict["NAME"] = name
            self.worker.clock.ahead += 2
            wait_until(lambda: not self.newsroom._looking.locked())

    def test_kept_pages_are_shown_and_say_that_they_may_be_old(self) -> None:
        with shared_database():
            before = self.ask("/")
            with self.down():
                answer = self.ask("/")
            after = self.ask("/")
        self.assertEqual((answer.status, answer.state, answer.body), (200, "stale", before.body))
        self.assertEqual(answer.headers["Warning"], '110 - "Response is Stale"')
        self.assertEqual(answer.headers["Cache-Control"], "public, max-age=0, stale-if-error=86400")
        self.assertNotIn("X-Accel-Expires", answer.headers)  # nginx keeps what it has
        self.assertEqual(after.state, "hit")

    def test_pages_of_earlier_editions_are_shown_too(self) -> None:
        with shared_database():
            self.ask("/")
            together(1, lambda _: builders.published("另一篇"))
            self.assertEqual(self.ask("/article-1-1.html").state, "miss")
            with self.down():
                self.assertEqual(self.ask("/").state, "stale")

    def test_nothing_that_was_taken_back_is_shown(self) -> None:
        with shared_database():
            self.ask("/article-1-1.html")
            together(1, lambda _: publishing.withdraw(self.publication, now=timezone.now(), reason=""))
            self.assertEqual(self.ask("/").state, "miss")
            with self.down(), self.assertLogs("django.request", "ERROR"):
                answer = self.ask("/article-1-1.html")
        self.assertEqual((answer.status, answer.headers["Retry-After"], answer.state), (503, "5", ""))
        self.assertIn("数据库暂时没有响应", answer.text)

    def test_a_page_that_nobody_kept_is_not_looked_for(self) -> None:
        with shared_database():
            self.ask("/")
            with self.down(), self.assertLogs("django.request", "ERROR") as logged:
                answers = [self.ask(path) for path in ("/choice/", "/en/choice/", "/nothing/")]
        self.assertEqual([answer.status for answer in answers], [503] * 3)
        self.assertEqual([answer.headers["Content-Language"] for answer in answers], ["zh-hans", "en", "zh-hans"])
        self.assertEqual([record.exc_info for record in logged.records], [None] * 3)

    def test_a_developer_is_told_what_is_wrong(self) -> None:
        with shared_database(), self.settings(DEBUG=True), self.down(), self.assertLogs("django.request", "ERROR"):
            answer = self.ask("/choice/")
        self.assertEqual(answer.status, 500)
        self.assertIn("unable to open database file", answer.text)

    def test_requests_do_not_make_it_be_tried_more_often(self) -> None:
        self.rest(1)
        tries = tried(self.newsroom)
        with shared_database():
            self.ask("/")
            with self.down():
                self.assertEqual([self.ask("/").state for _ in range(5)], ["stale"] * 5)
                self.assertEqual(len(tries), 4)  # before, at the beginning and at the end of the render, and once since

    def test_it_is_tried_until_it_answers_though_nobody_asks_for_a_page(self) -> None:
        tries = tried(self.newsroom)
        with shared_database(), self.assertLogs("yibao.pages", "WARNING") as logged:
            self.ask("/")
            with self.down():
                self.ask("/")
                wait_until(lambda: len(tries) > 6)
                self.assertTrue(self.newsroom.is_away)
        self.assertFalse(self.newsroom.is_away)
        self.assertEqual(logged.records[-1].getMessage(), "The database answers again")

    def test_nobody_waits_for_the_one_who_tries_it_again(self) -> None:
        with shared_database():
            self.newsroom.ask()
            with self.down(), self.assertLogs("django.request", "ERROR"):
                self.ask("/choice/")
                tried(self.newsroom, seconds=4)
                self.rest(0)
                begun = time.monotonic()
                self.assertEqual([self.ask("/choice/").status for _ in range(3)], [503] * 3)
                took = time.monotonic() - begun
        self.assertLess(took, 3.5)

    def test_where_no_thread_can_be_started_a_later_request_tries_to(self) -> None:
        with shared_database():
            self.ask("/")
            with self.down():
                with patch.object(news, "Thread", side_effect=RuntimeError("can't start new thread")):
                    self.assertEqual(self.ask("/").state, "stale")
                self.assertFalse(self.newsroom._looking.locked())
                self.assertEqual(self.ask("/").state, "stale")
                self.assertTrue(self.newsroom._looking.locked())
        self.assertFalse(self.newsroom.is_away)

    def test_who_only_waits_too_long_for_another_thread_is_not_told_that_it_is_away(self) -> None:
        with shared_database(), patch.object(news, "PATIENCE", 0.01), self.newsroom._asking:
            answer = self.ask("/choice/")
        self.assertEqual((answer.status, answer.state), (200, ""))

    def test_what_needs_no_database_is_there_all_the_while(self) -> None:
        with shared_database():
            self.ask("/")
            with self.down():
                self.ask("/")
                paths = ("/robots.txt", "/healthz")
                self.assertEqual([self.ask(path).status for path in paths], [200, 200])

    def test_what_is_never_kept_does_not_wait_either(self) -> None:
        paths = ("/search/?q=a", "/admin/", "/?" + "a" * 2100)
        with shared_database():
            self.ask("/")
            with self.down(), self.assertLogs("django.request", "ERROR"):
                self.ask("/")
                answers = [self.ask(path) for path in paths]
                post = together(1, lambda _: self.worker.ask("/article-1/like/", "POST"))[0]
        self.assertEqual([answer.status for answer in (*answers, post)], [503] * 4)

    def test_whoever_asks_for_nothing_but_headers_gets_them(self) -> None:
        with shared_database():
            self.ask("/")
            with self.down():
                answer = together(1, lambda _: self.worker.ask("/", "HEAD"))[0]
        self.assertEqual((answer.status, answer.state, answer.body), (200, "stale", b""))

    def test_who_has_the_page_already_is_told_that_it_may_be_old(self) -> None:
        with shared_database():
            mark = self.ask("/").headers["ETag"]
            with self.down():
                answer = together(1, lambda _: self.worker.ask("/", IF_NONE_MATCH=mark))[0]
        self.assertEqual((answer.status, answer.state), (200, "stale"))

    def test_a_page_that_breaks_is_shown_as_it_was(self) -> None:
        with shared_database():
            self.ask("/choice/")
            self.worker.clock.ahead = 601
            together(1, lambda _: break_names())
            with self.assertLogs("django.request", "ERROR"):
                answer = self.ask("/choice/")
        self.assertEqual((answer.status, answer.state), (200, "stale"))

    def test_a_signed_in_person_gets_what_everybody_gets(self) -> None:
        client = Client()
        client.force_login(User.objects.create_user("editor"))
        cookie = f"sessionid={client.cookies['sessionid'].value}"
        with shared_database():
            self.ask("/")
            before = together(1, lambda _: self.worker.ask("/", COOKIE=cookie))[0].state
            with self.down():
                self.ask("/")
                during = together(1, lambda _: self.worker.ask("/", COOKIE=cookie))[0].state
        self.assertEqual((before, during), ("", "stale"))


def tried(newsroom: news.Newsroom, seconds: float = 0.0) -> list[float]:
    """When the database is asked for its edition, from now on; it takes its time."""
    tries = list[float]()
    ask = newsroom.ask

    def asked() -> news.News | None:
        time.sleep(seconds)
        tries.append(time.monotonic())
        return ask()

    newsroom.ask = asked  # type: ignore[method-assign]
    return tries


def break_names() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_publication RENAME COLUMN title TO heading")
