"""Tests of a kept page: what it is handed out as, and to whom a 304 is enough."""

import gzip

import deflate
from django.test import SimpleTestCase

from cms.page_cache.kept import HEAVY, LEVEL, LEVEL_OF_HEAVY, packed
from tests import builders

from .case import CacheCase

PAGE = "/article-1-1.html"


class PackedTest(SimpleTestCase):
    def test_a_heavy_page_is_packed_harder_than_a_light_one(self) -> None:
        text = "".join(chr(0x4E00 + n * n * 31 % 997) for n in range(HEAVY)).encode()
        for page, is_harder in ((text[:HEAVY], False), (text[: HEAVY + 1], True)):
            self.assertEqual(gzip.decompress(packed(page)), page)
            self.assertEqual(packed(page) == bytes(deflate.gzip_compress(page, LEVEL_OF_HEAVY)), is_harder)
            self.assertEqual(packed(page) == bytes(deflate.gzip_compress(page, LEVEL)), not is_harder)


class KeptTest(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        builders.published("内核 5.0 发布", number=1)

    def test_the_first_reader_has_it_made_and_the_second_gets_the_same_bytes(self) -> None:
        first, second = (self.worker.ask(PAGE, ACCEPT_ENCODING="br, gzip") for _ in range(2))
        self.assertEqual((first.state, second.state, self.worker.renders), ("miss", "hit", 1))
        self.assertEqual((first.status, first.body), (second.status, second.body))
        self.assertIn("内核 5.0 发布", second.text)

    def test_it_is_packed_once_and_unpacked_for_who_cannot(self) -> None:
        packed = self.worker.ask(PAGE, ACCEPT_ENCODING="gzip")
        self.assertEqual(packed.headers["Content-Encoding"], "gzip")
        for accepted in ("", "br", "gzip;q=0", "gzip; q=0.0, br"):
            plain = self.worker.ask(PAGE, ACCEPT_ENCODING=accepted)
            self.assertNotIn("Content-Encoding", plain.headers)
            self.assertEqual((plain.body, plain.state), (gzip.decompress(packed.body), "hit"), accepted)
            self.assertEqual(plain.headers["Content-Length"], str(len(plain.body)))
        self.assertEqual(self.worker.ask(PAGE, ACCEPT_ENCODING="gzip;q=0.5").body, packed.body)

    def test_head_answers_from_the_page_and_makes_it_where_there_is_none(self) -> None:
        head, got = self.worker.ask(PAGE, "HEAD"), self.worker.ask(PAGE)
        self.assertEqual((head.status, head.body, head.state, got.state), (200, b"", "miss", "hit"))
        again = self.worker.ask(PAGE, "HEAD")
        self.assertEqual((again.body, again.headers), (b"", got.headers))

    def test_browsers_and_nginx_ask_each_time_and_a_cdn_after_a_second(self) -> None:
        said = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"
        for _ in range(2):
            headers = self.worker.ask(PAGE).headers
            self.assertEqual(headers["Cache-Control"], said)
            self.assertEqual(headers["X-Accel-Expires"], "@1")
            self.assertLess(list(headers).index("X-Accel-Expires"), list(headers).index("Cache-Control"))
            self.assertEqual(headers["Vary"], "Accept-Encoding")

    def test_nginx_puts_what_is_not_there_in_the_place_of_what_was(self) -> None:
        builders.withdrawn(number=8)
        for address in ("/nothing/", "/article-8-1.html", "/article-8-1.html?utm_source=x"):
            self.assertEqual(self.worker.ask(address).headers["X-Accel-Expires"], "@1", address)
        self.assertNotIn("X-Accel-Expires", self.worker.ask("/choice").headers)

    def test_what_django_says_of_the_page_stays(self) -> None:
        miss, hit = self.worker.ask(PAGE).headers, self.worker.ask(PAGE).headers
        self.assertEqual(miss.pop("Server-Timing"), "cache;desc=miss")
        self.assertEqual(hit.pop("Server-Timing"), "cache;desc=hit")
        self.assertEqual(miss, hit)
        self.assertEqual(hit["Content-Language"], "zh-hans")
        self.assertNotIn("X-Request-ID", hit)  # it would be another request's
        self.assertIn("default-src 'self'", hit["Content-Security-Policy"])

    def test_who_has_it_already_gets_304(self) -> None:
        packed = self.worker.ask(PAGE, ACCEPT_ENCODING="gzip").headers["ETag"]
        plain = self.worker.ask(PAGE, ACCEPT_ENCODING="").headers["ETag"]
        self.assertRegex(packed, r'^"[0-9a-f]{24}-gzip"$')
        self.assertNotEqual(packed, plain)
        for known in (packed, f'"x", {packed}', f"W/{packed}"):
            answer = self.worker.ask(PAGE, ACCEPT_ENCODING="gzip", IF_NONE_MATCH=known)
            self.assertEqual((answer.status, answer.body, answer.headers["ETag"]), (304, b"", packed))
            self.assertNotIn("Content-Type", answer.headers)
        self.assertEqual(self.worker.ask(PAGE, ACCEPT_ENCODING="gzip", IF_NONE_MATCH=plain).status, 200)

    def test_the_mark_outlives_an_edition_in_which_the_page_stayed_the_same(self) -> None:
        before = self.worker.ask("/robots.txt")
        builders.published("另一篇")
        after = self.worker.ask("/robots.txt", IF_NONE_MATCH=before.headers["ETag"])
        self.assertEqual((after.state, after.status), ("miss", 304))

    def test_a_feed_has_one_mark_whoever_asks_first(self) -> None:
        first = self.worker.ask("/feed.atom", IF_NONE_MATCH='"x"')
        self.assertEqual((first.status, first.state), (200, "miss"))
        self.assertEqual(self.worker.ask("/feed.atom", IF_NONE_MATCH=first.headers["ETag"]).status, 304)
