"""Tests of who passes through: people who are signed in, and nobody who only says so."""

from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

from articles.models import Edition
from tests import builders

from .case import CacheCase


class SignedInTest(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        builders.published("一篇文章")
        self.user = User.objects.create_user("mulan")

    def cookie(self) -> str:
        self.client.force_login(self.user)
        return f"theme=dark; sessionid={self.client.cookies['sessionid'].value}"

    def test_a_signed_in_person_passes_through_and_nothing_of_it_is_kept(self) -> None:
        cookie = self.cookie()
        for _ in range(2):
            answer = self.worker.ask("/", COOKIE=cookie)
            self.assertEqual((answer.status, answer.state), (200, ""))
            self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertEqual(len(self.worker.cache.shelves), 0)
        self.assertEqual(self.worker.rendering.asked[0]["HTTP_COOKIE"], cookie)

    def test_a_made_up_session_is_nobody(self) -> None:
        self.worker.ask("/")
        for made_up in ("a" * 32, "x", "", "../../etc/passwd", "a" * 40):
            self.assertEqual(self.worker.ask("/", COOKIE=f"sessionid={made_up}").state, "hit", made_up)

    def test_a_session_in_which_nobody_signed_in_is_nobody(self) -> None:
        session = SessionStore()
        session["basket"] = 1
        session.create()
        self.assertEqual(self.worker.ask("/", COOKIE=f"sessionid={session.session_key}").state, "miss")

    def test_who_signed_out_gets_what_everybody_gets_soon(self) -> None:
        cookie = self.cookie()
        self.worker.ask("/", COOKIE=cookie)
        self.client.logout()
        self.worker.clock.ahead = 31
        self.assertEqual(self.worker.ask("/", COOKIE=cookie).state, "miss")

    def test_the_database_is_asked_once_about_a_session(self) -> None:
        self.worker.ask("/")
        made_up = f"sessionid={'a' * 32}"
        with self.assertNumQueries(1):
            self.assertEqual([self.worker.ask("/", COOKIE=made_up).state for _ in range(3)], ["hit"] * 3)

    def test_other_cookies_change_nothing(self) -> None:
        self.worker.ask("/", COOKIE="messages=x; csrftoken=y; _ga=z")
        self.assertEqual(self.worker.ask("/").state, "hit")
        self.assertNotIn("HTTP_COOKIE", self.worker.rendering.asked[0])

    def test_what_sets_a_cookie_is_not_kept_and_is_made_for_the_one_who_asks(self) -> None:
        builders.published("有错的", number=9)
        for token in ("a" * 32, "b" * 32):
            answer = self.worker.ask("/article-9/report/", COOKIE=f"csrftoken={token}")
            self.assertEqual((answer.state, answer.status), ("", 200))
            self.assertIn("no-store", answer.headers["Cache-Control"])
            self.assertEqual(self.worker.rendering.asked[-1]["HTTP_COOKIE"], f"csrftoken={token}")
        self.assertEqual(len(self.worker.cache.shelves), 0)

    def test_what_a_reader_asked_about_a_report_reaches_the_form(self) -> None:
        builders.published("有错的", number=9)
        self.assertIn(
            "这一句</textarea>", self.worker.ask("/article-9/report/?passage=%E8%BF%99%E4%B8%80%E5%8F%A5").text
        )
        self.assertEqual(Edition.objects.count(), 1)
