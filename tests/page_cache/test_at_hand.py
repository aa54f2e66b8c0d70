"""Tests of what is handed out again and again: for half a second, to requests that are the same, and to no other."""

import time
from unittest import mock

from django.contrib.auth.models import User
from django.test import override_settings
from django.utils import timezone

from articles import publishing
from cms.page_cache import at_hand
from tests import builders

from .case import CacheCase, Worker

PAGE = "/article-1-1.html"


class AtHandTest(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        self.publication = builders.published("内核 5.0 发布", number=1)
        self.worker.clock.stopped_at = time.time()
        self.worker.ask(PAGE)
        self.first = self.worker.ask(PAGE)

    def is_at_hand(self, **headers: str) -> bool:
        cache = self.worker.cache
        return cache._at_hand.get(self.worker.environ(PAGE, **headers), self.worker.clock()) is not None

    def test_it_is_what_the_shelves_gave(self) -> None:
        self.assertTrue(self.is_at_hand())
        self.assertEqual(self.worker.ask(PAGE), self.first)
        self.assertEqual((self.first.state, self.worker.renders), ("hit", 1))

    def test_nobody_who_asks_otherwise_gets_it(self) -> None:
        others = (
            {"ACCEPT_ENCODING": "br"},
            {"COOKIE": "sessionid=x"},
            {"IF_NONE_MATCH": self.first.headers["ETag"]},
        )
        for other in others:
            with self.subTest(**other):
                self.assertFalse(self.is_at_hand(**other))

    def test_a_signed_in_person_a_stranger_and_a_head_get_their_own(self) -> None:
        self.client.force_login(User.objects.create_user("mulan"))
        cookie = f"sessionid={self.client.cookies['sessionid'].value}"
        self.assertEqual(self.worker.ask(PAGE, COOKIE=cookie).headers["Cache-Control"], "private, no-store")
        with self.assertLogs("django.security.DisallowedHost"):
            self.assertEqual(self.worker.ask(PAGE, HOST="elsewhere.example").status, 400)
        self.assertEqual(self.worker.ask(PAGE, "HEAD").body, b"")
        self.assertEqual(self.worker.ask(PAGE, "POST").status, 403)
        self.assertEqual(self.worker.ask(PAGE, IF_NONE_MATCH=self.first.headers["ETag"]).status, 304)
        self.assertEqual(self.worker.ask(f"{PAGE}?after=1").state, "miss")

    def test_after_half_a_second_the_shelves_are_asked_again(self) -> None:
        self.worker.clock.ahead = 0.6
        self.assertFalse(self.is_at_hand())

    def test_an_edition_of_this_worker_ends_it_at_once(self) -> None:
        publishing.withdraw(self.publication, now=timezone.now(), reason="")
        self.assertEqual(self.worker.ask(PAGE).status, 410)

    def test_whatever_this_worker_hears_of_another_one_ends_it_at_once(self) -> None:
        """A page that is made hears of the withdrawal, within the half second in which nobody would have asked."""
        worker = Worker()
        worker.clock.stopped_at = time.time()
        self.assertEqual([worker.ask(PAGE).state for _ in range(3)], ["miss", "hit", "hit"])
        publishing.withdraw(self.publication, now=timezone.now(), reason="")
        self.assertEqual(worker.ask("/archive/").state, "miss")
        self.assertEqual(worker.ask(PAGE).status, 410)

    def test_a_page_about_to_end_is_not_at_hand(self) -> None:
        self.worker.clock.ahead = 599.7
        self.assertEqual(self.worker.ask(PAGE).state, "hit")
        self.assertFalse(self.is_at_hand())

    @mock.patch.object(at_hand, "MOST", 2)
    def test_it_tells_so_many_requests_apart_and_no_more(self) -> None:
        for accepted, is_at_hand in (("gzip", True), ("gzip, br", True), ("br, gzip", False)):
            self.worker.ask(PAGE, ACCEPT_ENCODING=accepted)
            self.assertEqual(self.is_at_hand(ACCEPT_ENCODING=accepted), is_at_hand, accepted)

    @override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), SECURE_SSL_REDIRECT=True)
    def test_who_comes_without_tls_is_led_to_it(self) -> None:
        self.worker = self.publishing_worker()
        states = [self.worker.ask(PAGE, X_FORWARDED_PROTO="https").state for _ in range(3)]
        self.assertEqual(states, ["miss", "hit", "hit"])
        self.assertEqual(self.worker.ask(PAGE, X_FORWARDED_PROTO="http").status, 301)
        self.assertEqual(self.worker.ask(PAGE).status, 301)
