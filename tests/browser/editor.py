"""Editors at the desk: each in a window of their own, who do what people do there, by the words that they see."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles import permissions
from articles.models import Article, Category, StageChange
from tests.cast import Cast, cast

from .reader import DESK, BrowserCase, Page

PATIENCE = 20_000  # milliseconds: the desk's pages hold more than a reader's, and each test has several windows
SOURCE = "https://example.org/containers"


class Editor:
    """Somebody who is logged in, and the page that they look at."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def on_board(self, board: str, article: str) -> None:
        """From the index through one of its cards to the row of an article."""
        self.page.goto("/admin/")
        self.page.locator(".card", has=self.page.get_by_text(board, exact=True)).click()
        self.page.locator("#result_list").get_by_role("link", name=article, exact=True).wait_for()

    def open(self, article: str) -> None:
        self.page.locator("#result_list").get_by_role("link", name=article, exact=True).click()
        self.page.locator(".stage-bar").wait_for()

    def choose(self, move: str) -> None:
        """The page of a move, from a list or from the bar of an article."""
        self.page.locator(".stage-bar, #result_list").get_by_role("link", name=move, exact=True).click()
        self.page.locator(".move-form").wait_for()

    def confirm(self, move: str) -> None:
        self.page.locator(".move-form").get_by_role("button", name=move, exact=True).click()
        self.page.locator(".messagelist .success").wait_for()

    def make(self, move: str) -> None:
        self.choose(move)
        self.confirm(move)

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.locator(f"#id_{name}").fill(text)

    def save(self) -> None:
        self.page.get_by_role("button", name="保存", exact=True).click()
        self.page.locator(".messagelist .success").wait_for()

    def said(self) -> str:
        return self.page.locator("#content, .messagelist").first.inner_text()


class EditorCase(BrowserCase):
    """Each test begins with an empty desk and the cast of the tests."""

    cast: Cast

    def setUp(self) -> None:
        super().setUp()
        self.cast = cast()
        permissions.grant()  # the migrations granted it to groups that the last test swept away
        self.category = Category.objects.create(name="技术")

    def editor(self, user: User, **options: Any) -> Editor:
        """In a window of their own, where they are logged in."""
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.live_server_url}
        return Editor(self.window([cookie], **options))

    def visitor(self) -> Page:
        return self.window([])

    def window(self, cookies: list[Any], **options: Any) -> Page:
        defaults = {"base_url": self.live_server_url, "viewport": DESK, "reduced_motion": "reduce", "locale": "zh-CN"}
        context = self.browser.new_context(**(defaults | options))
        self.addCleanup(context.close)
        context.add_cookies(cookies)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)
        return page

    @contextmanager
    def complaining(self, about: str) -> Iterator[None]:
        """A browser writes down every answer that is an error, and here one is right."""
        before = len(self.complaints)
        yield
        found = self.complaints[before:]
        del self.complaints[before:]
        self.assertTrue(found and all(about in each for each in found), found)

    def moves_of(self, article: Article) -> list[tuple[str, str]]:
        """Which move was made by whom, as the log has it."""
        changes = StageChange.objects.filter(article=article).order_by("pk").select_related("by")
        return [(change.move, change.by.username if change.by else "") for change in changes]
