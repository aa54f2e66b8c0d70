"""Whole pages before Django: what an anonymous reader gets is kept under the edition in which it was made."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from cms.away import AWAY

from .asked import Addresses, Key
from .at_hand import AtHand
from .kept import HIT, MISS, STALE, Kept, is_personal, may_be_kept, replacing
from .made import Made, make
from .news import Clock, News, Newsroom
from .shelf import Shelves
from .signed_in import SignedIn, for_one_person
from .turns import Turns

MEGABYTE = 1 << 20
READING = frozenset({"GET", "HEAD"})
PATIENCE = 10.0  # seconds to wait for the thread that makes the same page


@dataclass(frozen=True, slots=True)
class Request:
    """What WSGI gives, and the key under which the answer is kept."""

    environ: WSGIEnvironment
    start_response: StartResponse
    key: Key

    def give(self, page: Kept, state: str) -> list[bytes]:
        return page.answer(self.environ, self.start_response, state)


class PageCache:
    """The WSGI application with a memory of its own, of so many bytes; threads share it, processes do not.

    A page is fresh as long as its edition is the database's, no scheduled article fell due, and it is not ten minutes
    old. A page that is not stays as a fallback, unless something was taken back since.
    """

    def __init__(self, application: WSGIApplication, limit: int, clock: Clock = time.time) -> None:
        self._application = application
        self._clock = clock
        self._addresses = Addresses()
        self._newsroom = Newsroom(clock, self._forget)
        self._at_hand = AtHand(self._newsroom, self._addresses.scheme_in)
        self._signed_in = SignedIn(clock)
        self._turns = Turns()
        self.shelves = Shelves(limit)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        now = self._clock()
        if at_hand := self._at_hand.get(environ, now):
            start_response("200 OK", at_hand.hit.copy())
            return [at_hand.body]
        key = self._addresses.key_of(environ) if environ["REQUEST_METHOD"] in READING else None
        if key is None:
            return self._application(self._marked(environ), start_response)
        if "HTTP_COOKIE" in environ and self._is_somebody(environ["HTTP_COOKIE"]):
            return self._application(environ, for_one_person(start_response))
        news, page = self._newsroom.latest(now), self.shelves.of(key).get(key)
        if news and page and page.is_fresh(news, now):
            self._at_hand.put(environ, page, news)
            return page.answer(environ, start_response, HIT)
        request = Request(environ, replacing(start_response), key)
        if news is None:
            return self._without_database(request, page)
        return self._turn(request, page, news)

    def new_edition(self) -> None:
        """One of this process was committed: no request from now on gets a page of before."""
        self._newsroom.call()

    def _is_somebody(self, cookies: str) -> bool:
        """Nobody can be known while the database is away: the page for everybody is the best there is then."""
        return not self._newsroom.is_away and self._signed_in(cookies)

    def _turn(self, request: Request, page: Kept | None, news: News) -> Iterable[bytes]:
        """One thread makes the page, the others wait for it; nobody waits for newer counts."""
        turn = (request.key, news.token)
        other = self._turns.take(turn)
        if other is None:
            try:
                return self._made_meanwhile_or_now(request, page)
            finally:
                self._turns.end(turn)
        if page and page.is_of(news, self._clock()):
            return request.give(page, STALE)
        other.wait(PATIENCE)
        return self._made_meanwhile_or_now(request, page)

    def _made_meanwhile_or_now(self, request: Request, page: Kept | None) -> Iterable[bytes]:
        # What answers HEAD, or is known already, is empty, and there all the same.
        return self._make(request, page) if (found := self._made_meanwhile(request)) is None else found

    def _made_meanwhile(self, request: Request) -> list[bytes] | None:
        news, page = self._newsroom.latest(self._clock()), self.shelves.of(request.key).get(request.key)
        is_fresh = news and page and page.is_fresh(news, self._clock())
        return request.give(page, HIT) if page and is_fresh else None

    def _make(self, request: Request, page: Kept | None) -> Iterable[bytes]:
        """Asked as nobody in particular. Where the answer is not for everybody, it is asked for again as it came."""
        before = self._newsroom.ask()
        if before is None:
            return self._without_database(request, page)
        with make(self._application, self._addresses.for_everybody(request.environ, request.key)) as made:
            kept = self._keep(request.key, made, before)
        if kept:
            return request.give(kept, MISS)
        if made.is_broken and (fallback := self._in_need(request, page)) is not None:
            return fallback
        has_strangers = request.environ.get("QUERY_STRING", "") != request.key.query
        if not made.is_whole or is_personal(made.headers) or (has_strangers and not made.is_found):
            return self._application(request.environ, request.start_response)
        return made.give(request.environ, request.start_response)

    def _keep(self, key: Key, made: Made, before: News) -> Kept | None:
        """Keeps it if the database's edition is still the one of before; there is none before the first one."""
        if not (before.token and made.is_whole and may_be_kept(made.status, made.headers)):
            return None
        after = self._newsroom.ask()
        if after is None or after.token != before.token:
            return None
        kept = Kept(made.headers, made.body, before)
        self.shelves.of(key).put(key, kept)
        return kept

    def _without_database(self, request: Request, page: Kept | None) -> Iterable[bytes]:
        if (fallback := self._in_need(request, page)) is not None:
            return fallback
        return self._application(self._marked(request.environ), request.start_response)

    def _marked(self, environ: WSGIEnvironment) -> WSGIEnvironment:
        return environ | {AWAY: True} if self._newsroom.is_away else environ

    def _in_need(self, request: Request, page: Kept | None) -> list[bytes] | None:
        known = self._newsroom.known
        return request.give(page, STALE) if page and known and page.number >= known.hard else None

    def _forget(self, news: News) -> None:
        """What was taken back, and what another history of the database has left."""
        self.shelves.drop(lambda page: page.token != news.token and not news.hard <= page.number < news.number)
