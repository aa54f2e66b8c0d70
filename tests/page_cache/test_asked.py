"""Tests of the key: which addresses show the same page, and what is passed by."""

import ast
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, override_settings

from articles.urls import PARAMETERS
from cms.page_cache.asked import normalised
from tests import builders

from .case import CacheCase, Worker

# What is read by search, by the form of a report and by old addresses, all of which nobody keeps.
READ_ELSEWHERE = {"q", "order", "page", "passage", "thanks"}


class QueryTest(SimpleTestCase):
    def test_known_parameters_are_sorted_and_strangers_left_out(self) -> None:
        for query, expected in {
            "year=2019&role=author": "role=author&year=2019",
            "role=author&year=2019&utm_source=x&fbclid=y": "role=author&year=2019",
            "before=1&before=2": "before=2",
            "all": "all=",
            "x=1&y=2&z": "",
            "role=%E8%AF%91": "role=%E8%AF%91",
            "role=\xe8\xaf\x91": "role=%E8%AF%91",
            "&".join(f"x{number}=1" for number in range(2000)): "",
        }.items():
            self.assertEqual(normalised(query), expected, query[:50])

    def test_all_parameters_that_a_view_reads_are_known(self) -> None:
        """A view that reads another one would show everybody the page without it: name it in articles/urls.py."""
        read = {name for path in (settings.BASE_DIR / "articles" / "views").glob("*.py") for name in read_in(path)}
        self.assertLessEqual({"role", "year", "all"}, read)
        self.assertEqual(read - PARAMETERS - READ_ELSEWHERE, set())


def read_in(path: Path) -> set[str]:
    """Names that the module looks for in a query: query["x"], query.get("x"), "x" in query, and the same of GET."""
    found: set[ast.expr] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Subscript(value=query, slice=name) if is_query(query):
                found.add(name)
            case ast.Call(func=ast.Attribute(value=query, attr="get" | "getlist"), args=[name, *_]) if is_query(query):
                found.add(name)
            case ast.Compare(left=name, comparators=[query, *_]) if is_query(query):
                found.add(name)
    return {name.value for name in found if isinstance(name, ast.Constant) and isinstance(name.value, str)}


def is_query(node: ast.expr) -> bool:
    return ast.unparse(node) in {"query", "request.GET"}


class KeyTest(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        for hour in range(25):
            builders.published(f"第 {hour} 篇", hour=hour, chosen=True)

    def test_the_order_of_parameters_and_tracking_make_no_other_page(self) -> None:
        self.worker.ask("/ranking/?role=translator&year=2019")
        for query in (
            "year=2019&role=translator",
            "role=translator&year=2019&utm_source=weibo",
            "x&year=2019&role=translator",
        ):
            self.assert_states(f"/ranking/?{query}", "hit")

    def test_a_parameter_that_a_page_knows_makes_another_page(self) -> None:
        first = self.worker.ask("/choice/")
        onward = first.text.split('href="?before=')[1].split('"')[0]
        second = self.worker.ask(f"/choice/?before={onward}")
        self.assertEqual(second.state, "miss")
        self.assertIn("第 0 篇", second.text)
        self.assertNotIn("第 0 篇", first.text)

    def test_strangers_in_the_query_neither_fill_the_memory_nor_get_round_it(self) -> None:
        for number in range(20):
            self.worker.ask(f"/?x={number}")
        self.assertEqual((self.worker.renders, len(self.worker.cache.shelves)), (1, 1))

    def test_what_somebody_slips_in_is_not_rendered_for_others(self) -> None:
        self.worker.ask("/?x=1", X_FORWARDED_HOST="evil.example", ACCEPT_LANGUAGE="en", COOKIE="django_language=en")
        asked = self.worker.rendering.asked[0]
        self.assertEqual((asked["QUERY_STRING"], asked["HTTP_HOST"]), ("", "localhost"))
        self.assertEqual([name for name in asked if name.startswith("HTTP_")], ["HTTP_HOST"])

    def test_old_addresses_with_a_query_still_lead_to_the_new_ones(self) -> None:
        builders.published("旧", number=9)
        for number, status in ((9, 301), (9, 301), (3, 301)):
            answer = self.worker.ask(f"/portal.php?mod=view&aid={number}")
            self.assertEqual((answer.status, answer.headers["Location"]), (status, f"/article-{number}-1.html"))
        self.assertEqual(len(self.worker.cache.shelves), 0)

    def test_languages_and_hosts_are_pages_of_their_own(self) -> None:
        with override_settings(ALLOWED_HOSTS=["localhost", "yibao.example"]):
            self.assert_states("/", "miss")
            self.assert_states("/en/", "miss")
            self.assertEqual(self.worker.ask("/", HOST="yibao.example").state, "miss")
            self.assertEqual(self.worker.ask("/", HOST="YIBAO.example").state, "hit")

    def test_a_host_that_is_not_ours_is_refused_and_leaves_nothing(self) -> None:
        self.worker.ask("/")
        for host in ("evil.example", "localhost@evil.example", ""):
            with self.assertLogs("django.security.DisallowedHost", "ERROR"):
                answer = self.worker.ask("/", HOST=host)
            self.assertEqual((answer.status, answer.state), (400, ""), host)
        self.assertEqual(len(self.worker.cache.shelves), 1)

    @override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), SECURE_SSL_REDIRECT=True)
    def test_who_comes_without_tls_is_led_to_it_though_the_page_is_kept(self) -> None:
        https, self.worker = {"X_FORWARDED_PROTO": "https"}, Worker()
        self.worker.rendering.application.load_middleware()
        self.assertEqual([self.worker.ask("/", **https).state for _ in range(2)], ["miss", "hit"])
        answer = self.worker.ask("/", X_FORWARDED_PROTO="http")
        self.assertEqual((answer.status, answer.headers["Location"]), (301, "https://localhost/"))

    def test_only_pages_that_are_there_are_kept(self) -> None:
        builders.withdrawn(number=8)
        statuses = {"/nothing/": 404, "/article-8-1.html": 410, "/choice": 301, "/choice/?before=x": 404}
        for address, status in statuses.items():
            for _ in range(2):
                answer = self.worker.ask(address)
                self.assertEqual((answer.status, answer.state), (status, ""), address)
        self.assertEqual(len(self.worker.cache.shelves), 0)

    def test_an_address_of_absurd_length_is_answered_and_leaves_nothing(self) -> None:
        self.assert_states("/?utm_source=" + "x" * 1900, "miss")
        for _ in range(2):
            answer = self.worker.ask("/?utm_source=" + "x" * 2000)
            self.assertEqual((answer.status, answer.state), (200, ""))
        self.assertEqual(len(self.worker.cache.shelves), 1)

    def test_search_files_the_admin_and_what_says_no_store_pass_through(self) -> None:
        number = self.worker.ask("/").text.split('href="/article-')[1].split("-")[0]
        self.worker.cache.shelves.drop(lambda _: True)
        for address in (
            *("/search/?q=x", "/en/search/?q=x", "/admin/login/", "/healthz", "/static/articles/site.css"),
            *("/data/attachment/x.png", f"/article-{number}/report/", f"/article-{number}/qr.svg"),
        ):
            for _ in range(2):
                self.assertEqual(self.worker.ask(address).state, "", address)
        self.assertEqual(len(self.worker.cache.shelves), 0)

    def test_a_search_is_answered_for_what_was_asked(self) -> None:
        self.assertIn('value="甲"', self.worker.ask("/search/?q=%E7%94%B2").text)
        self.assertIn('value="乙"', self.worker.ask("/search/?q=%E4%B9%99").text)

    def test_only_reading_is_answered_from_memory(self) -> None:
        self.worker.ask("/")
        answer = self.worker.ask("/", "POST")
        self.assertEqual((answer.status, answer.state), (403, ""))
