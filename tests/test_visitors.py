"""Tests of who a visitor is, of what comes from our own pages, and of the limits."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory, SimpleTestCase, TestCase, TransactionTestCase, override_settings, tag
from django.test.utils import CaptureQueriesContext

from articles.models import RateLimit
from articles.visitors import Limit, Visitor, allow, client_address, is_from_own_page, is_spent, knocked, visitor

from .together import shared_database, together

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
FIVE = Limit("like", most=5, seconds=600)
THIRTY = Limit("like", most=30, seconds=600)


def request(address: str = "203.0.113.9", forwarded: str | None = None, **headers: str) -> HttpRequest:
    sent = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().post("/", headers={**sent, **headers}, REMOTE_ADDR=address)


class ClientAddressTest(SimpleTestCase):
    def test_without_trusted_proxies_the_connection_counts_whatever_is_said(self) -> None:
        self.assertEqual(client_address(request("203.0.113.9", "198.51.100.7")), "203.0.113.9")
        self.assertEqual(client_address(request("", "198.51.100.7")), "")

    @override_settings(TRUSTED_PROXIES=["127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"])
    def test_proxies_are_believed_from_the_right_until_the_first_stranger(self) -> None:
        for connected, forwarded, client in (
            ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
            ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
            ("127.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
            ("127.0.0.1", "1.2.3.4, 198.51.100.7, 10.9.8.7", "198.51.100.7"),
            ("127.0.0.1", "10.0.0.1 , 10.0.0.2", "10.0.0.1"),
            ("2001:db8:1::5", "2001:db8:9::1", "2001:db8:9::1"),
            ("2001:db8:2::5", "2001:db8:9::1", "2001:db8:2::5"),
            ("::ffff:127.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
            ("127.0.0.1", None, "127.0.0.1"),
            ("", "198.51.100.7", "198.51.100.7"),
        ):
            self.assertEqual(client_address(request(connected, forwarded)), client, (connected, forwarded))

    @override_settings(TRUSTED_PROXIES=["127.0.0.1", "10.0.0.0/8"])
    def test_a_list_that_cannot_be_read_is_not_believed(self) -> None:
        for forwarded in ("", "unknown", "198.51.100.7, x", "198.51.100.7,", "198.51.100.7:80", "999.1.1.1", "甲"):
            self.assertEqual(client_address(request("127.0.0.1", forwarded)), "127.0.0.1", forwarded)
        self.assertEqual(client_address(request("127.0.0.1", "x, 10.0.0.1")), "127.0.0.1")

    def test_a_connection_without_an_address_is_still_somebody(self) -> None:
        self.assertEqual(client_address(request("unix:")), "unix:")


class VisitorTest(SimpleTestCase):
    def who(self, address: str = "203.0.113.9", agent: str = "Firefox", now: datetime = NOON) -> Visitor:
        return visitor(request(address, **{"User-Agent": agent}), now)

    def test_a_visitor_is_two_hashes_of_32_hexadecimal_digits(self) -> None:
        for digits in (self.who().name, self.who().household):
            self.assertRegex(digits, "^[0-9a-f]{32}$")
        self.assertNotEqual(self.who().name, self.who().household)

    def test_the_same_browser_is_the_same_visitor_all_day(self) -> None:
        self.assertEqual(self.who(), self.who(now=NOON + timedelta(hours=11)))

    def test_nobody_is_known_again_on_another_day_of_shanghai(self) -> None:
        tomorrow = self.who(now=datetime(2026, 11, 23, 16, tzinfo=UTC))
        self.assertNotEqual(self.who().name, tomorrow.name)
        self.assertNotEqual(self.who().household, tomorrow.household)

    def test_another_browser_is_another_visitor_of_the_same_household(self) -> None:
        self.assertNotEqual(self.who().name, self.who(agent="Chrome").name)
        self.assertEqual(self.who().household, self.who(agent="Chrome").household)

    def test_another_address_is_another_household(self) -> None:
        self.assertNotEqual(self.who().household, self.who("203.0.113.10").household)

    def test_addresses_of_one_ipv6_network_of_64_bits_are_one_household(self) -> None:
        self.assertEqual(self.who("2001:db8:1:2::5"), self.who("2001:db8:1:2:ffff::1"))
        self.assertNotEqual(self.who("2001:db8:1:2::5").household, self.who("2001:db8:1:3::5").household)

    def test_without_the_secret_of_the_site_no_hash_can_be_made(self) -> None:
        before = self.who()
        with override_settings(SECRET_KEY="another"):
            self.assertNotEqual(before.name, self.who().name)
            self.assertNotEqual(before.household, self.who().household)


@override_settings(SITE_URL="https://yibao.example")
class OwnPageTest(SimpleTestCase):
    def test_what_a_page_of_ours_sends_is_accepted(self) -> None:
        for headers in (
            {"Origin": "https://yibao.example", "Sec-Fetch-Site": "same-origin"},
            {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
            {"Origin": "https://yibao.example"},
            {"Sec-Fetch-Site": "same-origin"},
        ):
            self.assertTrue(is_from_own_page(request(**headers)), headers)

    def test_what_others_send_or_nobody_vouches_for_is_not(self) -> None:
        for headers in (
            {},
            {"Origin": "https://evil.example"},
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
            {"Origin": "https://yibao.example", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "null"},
            {"Origin": ""},
            {"Origin": "https://yibao.example.evil.example"},
            {"Origin": "http://yibao.example"},
        ):
            self.assertFalse(is_from_own_page(request(**headers)), headers)


class AllowTest(TestCase):
    def test_a_household_may_knock_so_often_in_a_window_and_again_in_the_next(self) -> None:
        self.assertEqual([allow(FIVE, "a", NOON) for _ in range(7)], [True] * 5 + [False] * 2)
        self.assertFalse(allow(FIVE, "a", NOON + timedelta(seconds=599)))
        self.assertTrue(allow(FIVE, "a", NOON + timedelta(seconds=600)))

    def test_households_and_deeds_do_not_wait_for_each_other(self) -> None:
        for _ in range(6):
            allow(FIVE, "a", NOON)
        self.assertTrue(allow(FIVE, "b", NOON))
        self.assertTrue(allow(Limit("report", most=5, seconds=600), "a", NOON))

    def test_each_knock_is_one_statement_and_the_first_one_also_clears_away(self) -> None:
        with self.assertNumQueries(2):
            allow(FIVE, "a", NOON)
        with self.assertNumQueries(1):
            allow(FIVE, "a", NOON)

    def test_windows_of_the_day_before_are_deleted(self) -> None:
        allow(FIVE, "a", NOON - timedelta(hours=25))
        allow(FIVE, "a", NOON - timedelta(hours=23))
        allow(FIVE, "a", NOON)
        windows = RateLimit.objects.order_by("window").values_list("window", flat=True)
        self.assertEqual(list(windows), [FIVE.window(NOON - timedelta(hours=23)), FIVE.window(NOON)])

    def test_whether_a_limit_is_spent_is_asked_without_knocking(self) -> None:
        for spent in (False, False, False, False, False, True, True):
            with CaptureQueriesContext(connection) as asked:
                self.assertEqual(is_spent(FIVE, "a", NOON), spent)
            self.assertTrue(all(query["sql"].startswith("SELECT") for query in asked))
            allow(FIVE, "a", NOON)
        self.assertFalse(is_spent(FIVE, "a", NOON + timedelta(seconds=600)))

    def test_what_is_left_of_a_window_is_counted_in_whole_seconds(self) -> None:
        self.assertEqual(FIVE.left(NOON), 600)
        self.assertEqual(FIVE.left(NOON + timedelta(seconds=1, milliseconds=700)), 599)
        self.assertEqual(FIVE.left(NOON + timedelta(seconds=599, milliseconds=999)), 1)

    def test_many_knocks_are_one_statement_and_each_gets_its_count(self) -> None:
        knocked({("view", "a", 0): 3})
        with self.assertNumQueries(1):
            counts = knocked({("view", "b", 0): 2, ("view", "a", 0): 4, ("seen", "a", 0): 1})
        self.assertEqual(counts, {("view", "a", 0): 7, ("view", "b", 0): 2, ("seen", "a", 0): 1})
        with self.assertNumQueries(0):
            self.assertEqual(knocked({}), {})


@tag("slow")
class TogetherTest(TransactionTestCase):
    def test_many_at_once_get_exactly_what_is_allowed(self) -> None:
        with shared_database():
            answers = together(8, lambda _: [allow(THIRTY, "a", NOON) for _ in range(10)])
        self.assertEqual(sum(answer.count(True) for answer in answers), 30)
        self.assertEqual(sum(map(len, answers)), 80)
