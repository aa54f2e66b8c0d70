"""Which edition readers see: each process asks the database at most twice a second, and at once after its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from threading import Lock, Thread
from time import sleep

from django.db import Error, close_old_connections, connections

from articles import editions

Clock = Callable[[], float]

YOUNG = 0.5  # seconds: readers are promised every change within one, and the page must be made, too
REST = 1.0  # seconds between two attempts to reach a database that does not answer
PATIENCE = 1.0  # seconds to wait for a thread that asks the database

log = logging.getLogger("yibao.pages")


@dataclass(frozen=True, slots=True)
class News:
    """The edition as the database had it at `at` or later; `due`: when the next scheduled article appears.

    `call`: the last one before it was asked for.
    """

    number: int
    hard: int
    token: int
    due: float
    at: float
    call: object


class Newsroom:
    """Shared by the threads of a process. `on_break` is called where kept pages may be shown no more at all."""

    def __init__(self, clock: Clock, on_break: Callable[[News], object]) -> None:
        self._clock = clock
        self._on_break = on_break
        self._asking = Lock()
        self._telling = Lock()
        self.known: News | None = None  # the last that was heard, however old
        self.is_away = False  # whether the database did not answer when it was asked last
        self._looking = Lock()
        # A new object with each edition of this process: what was asked before it is old.
        self.called: object = object()

    def call(self) -> None:
        """An edition of this process was committed."""
        self.called = object()

    def latest(self, now: float) -> News | None:
        """Not older than half a second. None while the database does not answer.

        Once that is known, no request waits for it again: a thread of its own asks once a second until it answers.
        """
        if known := self._young(now):
            return known
        if self.is_away:
            self._look()
            return None
        if not self._asking.acquire(timeout=PATIENCE):
            return None
        try:
            return self._young(self._clock()) or (None if self.is_away else self.ask())
        finally:
            self._asking.release()
            close_old_connections()  # as Django does around a request: a pool gets its connection back

    def ask(self) -> News | None:
        """The database's word at this moment, by this thread's connection, which stays open for what comes next."""
        call, at = self.called, self._clock()
        try:
            edition, due = editions.current_and_due(datetime.fromtimestamp(at, UTC))
        except Error as error:
            self._failed_by(error)
            close_old_connections()
            return None
        self._answered()
        news = News(edition.number, edition.hard, edition.token, inf if due is None else due, at, call)
        self._tell(news)
        return news

    def _young(self, now: float) -> News | None:
        known = self.known
        is_young = known and known.call is self.called and 0 <= now - known.at < YOUNG
        return known if is_young else None

    def _failed_by(self, error: Error) -> None:
        if not self.is_away:
            log.error("The database does not answer: %s", error)
        self.is_away = True
        self._look()

    def _answered(self) -> None:
        if self.is_away:
            log.warning("The database answers again")
        self.is_away = False

    def _look(self) -> None:
        """Where no thread can be started now, the next request tries to."""
        if self._looking.acquire(blocking=False):
            try:
                Thread(target=self._look_out, daemon=True).start()
            except RuntimeError:
                self._looking.release()

    def _look_out(self) -> None:
        try:
            while self.is_away:
                sleep(REST)
                self.ask()
                connections.close_all()
        finally:
            self._looking.release()

    def _tell(self, news: News) -> None:
        """What was asked later knows more: a slow thread does not put older news in its place."""
        with self._telling:
            before = self.known
            if before and before.at > news.at:
                return
            self.known = news
        is_other = before and before.token != news.token
        # Something was taken back; or the number did not grow: another database, or an older state of this one.
        if before and is_other and (news.hard > before.hard or news.number <= before.number):
            self._on_break(news)
