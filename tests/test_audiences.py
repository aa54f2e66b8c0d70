"""Tests that every address is opened by those for whom it is declared and by nobody else, and a draft by no reader."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.test import Client, TestCase, tag
from django.urls import URLPattern, URLResolver, get_resolver

from tests.audiences import LOGIN, TABLE, Answers, Row
from tests.world import SECRET, VISITOR, World, world

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
UNTOLD = (VISITOR, "stranger")


def addresses(patterns: list[URLPattern | URLResolver], before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """The name of each view, and where it is; a view without a name goes by its route."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else route, route
        else:
            yield from addresses(pattern.url_patterns, route, f"{pattern.namespace}:" if pattern.namespace else space)


class AudienceTests(TestCase):
    world: World
    cookies: dict[str, str]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = world()
        found = cls.world.clients()
        cls.cookies = {name: client.cookies.output(header="", sep=";") for name, client in found.items()}

    def setUp(self) -> None:
        logging.disable(logging.CRITICAL)  # of two thousand requests, most are refused
        self.addCleanup(logging.disable, logging.NOTSET)
        self.views = list(addresses(get_resolver().url_patterns))

    def test_every_view_has_declared_its_audience_and_every_row_has_its_view(self) -> None:
        names = {name for name, _route in self.views}
        self.assertEqual(sorted(names - TABLE.keys()), [], "declare them in tests/audiences.py")
        self.assertEqual(sorted(TABLE.keys() - names), [], "these rows have no view")

    @tag("slow")
    def test_whoever_is_not_the_audience_is_refused_and_one_who_is_gets_in(self) -> None:
        self.asked_by(one_each)

    @tag("slow")
    def test_everybody_gets_what_is_declared(self) -> None:
        self.asked_by(all_of)

    def asked_by(self, chosen: Callable[[Answers, Iterable[str]], Iterable[str]]) -> None:
        for name, route in self.views:
            row = TABLE[name]
            for method, answers in (("get", row.get), ("post", row.post)):
                for person in chosen(answers, self.world.people):
                    with self.subTest(view=name, method=method, person=person):
                        self.check(person, method, self.path(route, row), row)

    @tag("slow")
    def test_in_english_the_outside_is_as_far_outside(self) -> None:
        for name, route in self.views:
            row = TABLE[name]
            for method in ("get", "post"):
                for person in (VISITOR, "newcomer"):
                    if route.startswith("admin/"):
                        with self.subTest(view=name, method=method, person=person):
                            self.check(person, method, f"/en{self.path(route, row)}", row)

    def test_nothing_is_posted_without_a_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.cookies = SimpleCookie(self.cookies["superuser"])
        for name, route in self.views:
            with self.subTest(view=name):
                self.assertEqual(client.post(self.path(route, TABLE[name])).status_code, 403)

    def check(self, person: str, method: str, path: str, row: Row) -> None:
        answers: Answers = row.get if method == "get" else row.post
        response = self.ask(person, method, path + row.query, row)
        self.assertEqual(answered(response), expected(answers, person))
        if person in UNTOLD and not row.shows_drafts:
            self.assertNotIn(SECRET, text(response))

    def ask(self, person: str, method: str, path: str, row: Row) -> Any:
        """Whatever it does is undone."""
        client = Client()
        client.cookies = SimpleCookie(self.cookies[person])
        savepoint = transaction.savepoint()
        try:
            sent = row.sent(self.world) if callable(row.sent) else row.sent
            return getattr(client, method)(path, sent if method == "post" else None)
        finally:
            transaction.savepoint_rollback(savepoint)

    def path(self, route: str, row: Row) -> str:
        table = "_".join(route.split("/")[1:3])
        known = {**self.world.arguments, "object_id": self.world.objects.get(table), **row.at}
        known = {name: self.world.objects.get(value, value) for name, value in known.items()}
        plain = route.replace("^(?P<app_label>articles|auth)/$", "articles/").replace("(?P<url>.*)$", "nowhere/")
        return quote("/" + ARGUMENT.sub(lambda found: str(known[found[1]]), plain))


class DraftTests(TestCase):
    """What is no row of the table: addresses that would name what is hidden."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = world()

    def test_no_address_shows_what_is_hidden(self) -> None:
        clients = [client for name, client in self.world.clients().items() if name in UNTOLD]
        paths = [*self.of_articles(), *self.of_names(), *self.of_lists(), *self.of_links()]
        for client, prefix in zip(clients, ("", "/en"), strict=True):
            for path in paths:
                with self.subTest(path=prefix + path):
                    self.assertNotIn(SECRET, text(client.get(prefix + path)))

    def test_the_numbers_of_what_is_hidden_are_not_found_or_gone(self) -> None:
        pages = {article.stage: f"/article-{article.number}-1.html" for article in self.numbered()}
        found = {stage: self.client.get(page).status_code for stage, page in pages.items()}
        self.assertEqual(found, {"published": 404, "withdrawn": 410})

    def numbered(self) -> list[Any]:
        return [article for article in self.world.hidden if article.number]

    def of_articles(self) -> Iterator[str]:
        for number in [*(article.number for article in self.numbered()), *(each.pk for each in self.world.hidden)]:
            for rest in ("-1.html", "-2.html", "/comments/", "/report/", "/qr.svg"):
                yield f"/article-{number}{rest}"

    def of_names(self) -> Iterator[str]:
        for kind, name in (("tag", "标签"), ("category", "分类"), ("people", "作者")):
            yield f"/{kind}/{quote(SECRET + name)}/"
            yield f"/{kind}/{quote(SECRET + name)}/feed.atom"

    def of_lists(self) -> Iterator[str]:
        yield from ("/", "/tags/", "/people/", "/archive/", "/choice/", "/ranking/", "/ranking/?all=1")
        yield from ("/feed.atom", "/feed.rss", "/sitemap.xml", "/sitemap-1.xml", "/sitemap-pages.xml")
        yield from (f"/search/?q={quote(words)}" for words in ("内核", "正文", "摘要", "新题", "孤稿", "作者"))

    def of_links(self) -> Iterator[str]:
        token = self.world.objects["token"]
        for forged in (str(self.world.article.pk), token[:-1], f"x{token}", f"1{token}"):
            yield f"/preview/{forged}/"


def all_of(answers: Answers, people: Iterable[str]) -> Iterable[str]:
    return people


def one_each(answers: Answers, people: Iterable[str]) -> Iterator[str]:
    """All who are refused, which costs little, and of those who get a page the first."""
    seen = set()
    for person in people:
        answer = expected(answers, person)
        if answer in {LOGIN, 403} or answer not in seen:
            yield person
        seen.add(answer)


def expected(answers: Answers, person: str) -> int | str:
    for answer, people in answers.items():
        if person in people.split():
            return answer
    return LOGIN if person in UNTOLD else 403


def answered(response: Any) -> int | str:
    is_login = response.status_code == 302 and "/admin/login/?next=" in response.headers["Location"]
    return LOGIN if is_login else int(response.status_code)


def text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode("utf-8", "replace")) + str(dict(response.headers))
