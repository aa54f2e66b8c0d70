"""A page as it is kept: compressed once, with the headers of each way in which it is handed out."""

import gzip
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import deflate

from .news import News

Headers = list[tuple[str, str]]

LIFETIME = 600  # seconds: counts of readers change without an edition
# Of libdeflate. The second takes five times as long for a twentieth less: for the few pages that weigh something.
LEVEL, LEVEL_OF_HEAVY = 7, 10
HEAVY = 50_000  # bytes as written
OVERHEAD = 2000  # bytes beside the body: headers, key, bookkeeping
# Browsers ask each time, which costs a 304, and have something to show in need. A CDN may spare the site the rush of a
# second, no more: what was taken back must be gone at once. nginx asks each time as well.
FOR_OTHERS = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"
IN_NEED = "public, max-age=0, stale-if-error=86400"
# nginx keeps no page that is old when it comes, unless it is told a time of 1970. Up to 1.22 it must hear this first.
KEEP_FOR_NEED = ("X-Accel-Expires", "@1")
HIT, MISS, STALE = "hit", "miss", "stale"
NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
# Not the view's to say.
OURS = {
    *("content-length", "etag", "vary", "cache-control", "server-timing", "last-modified", "expires", "connection"),
    "x-request-id",  # of the one request that made the page
}


class Kept:
    """`number` and `token`: of the edition in which it was made; `at`: when; `due`: what it shows ends there."""

    __slots__ = ("at", "body", "due", "hit", "mark", "number", "own", "token")

    def __init__(self, own: Headers, body: bytes, news: News) -> None:
        self.number, self.token, self.due, self.at = news.number, news.token, news.due, news.at
        self.own = [(name, value) for name, value in own if name.lower() not in OURS]
        self.mark = blake2b(body, digest_size=12).hexdigest()
        self.body = packed(body)
        # What nearly everybody gets, put together once.
        self.hit = self._headers(HIT, len(self.body), packed=True)

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    def is_of(self, news: News, now: float) -> bool:
        """Whether readers may take it for the present, save perhaps for its counts."""
        return self.token == news.token and now < self.due

    def is_fresh(self, news: News, now: float) -> bool:
        return self.token == news.token and now < self.due and 0 <= now - self.at < LIFETIME

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse, state: str) -> list[bytes]:
        packed = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        # Who keeps a page would go on showing it without a word of its being stale.
        if (
            state != STALE
            and "HTTP_IF_NONE_MATCH" in environ
            and self._is_known(environ["HTTP_IF_NONE_MATCH"], packed=packed)
        ):
            start_response("304 Not Modified", self._common(state, packed=packed))
            return []
        body = self.body if packed else gzip.decompress(self.body)
        is_usual = packed and state == HIT
        start_response("200 OK", self.hit.copy() if is_usual else self._headers(state, len(body), packed=packed))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _headers(self, state: str, length: int, *, packed: bool) -> Headers:
        encoding = [("Content-Encoding", "gzip")] if packed else []
        return [*self.own, *self._common(state, packed=packed), *encoding, ("Content-Length", str(length))]

    def _common(self, state: str, *, packed: bool) -> Headers:
        """What a 304 says as well."""
        return [
            ("ETag", self._etag(packed=packed)),
            ("Vary", "Accept-Encoding"),
            *([("Cache-Control", IN_NEED)] if state == STALE else [KEEP_FOR_NEED, ("Cache-Control", FOR_OTHERS)]),
            ("Server-Timing", f"cache;desc={state}"),
            *([("Warning", '110 - "Response is Stale"')] if state == STALE else []),
        ]

    def _etag(self, *, packed: bool) -> str:
        """Strong: of the same bytes, so that each encoding has its own."""
        return f'"{self.mark}-gzip"' if packed else f'"{self.mark}"'

    def _is_known(self, marks: str, *, packed: bool) -> bool:
        return self._etag(packed=packed) in (mark.strip().removeprefix("W/") for mark in marks.split(","))


def packed(body: bytes) -> bytes:
    return bytes(deflate.gzip_compress(body, LEVEL_OF_HEAVY if len(body) > HEAVY else LEVEL))


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    return "gzip" in accepted and not ("q=0" in accepted and NO_GZIP.search(accepted))


def may_be_kept(status: str, headers: Iterable[tuple[str, str]]) -> bool:
    """Only a page that is there, and of which its view says nothing about keeping and nothing about who asks.

    Not 404 and no redirect: there is no end of addresses that answer so, and they are cheap. Not 410: it is rare.
    """
    names = {name.lower(): value for name, value in headers}
    said = {"set-cookie", "cache-control", "expires", "content-encoding", "content-disposition"} & names.keys()
    varies = names.get("vary", "").lower().strip() not in {"", "accept-encoding"}
    return status.startswith("200 ") and not said and not varies


def replacing(start_response: StartResponse) -> StartResponse:
    """Has nginx put an answer that there is no page, or no more, in the place of the page that it may have kept."""

    def start(status: str, headers: Headers, raised: Any = None, /) -> Callable[[bytes], object]:
        if status.startswith(("404 ", "410 ")) and not any(name.lower() == "cache-control" for name, _ in headers):
            headers = [KEEP_FOR_NEED, *headers]
        return start_response(status, headers, raised) if raised else start_response(status, headers)

    return start


def is_personal(headers: Sequence[tuple[str, str]]) -> bool:
    """Whether the answer depends, or might depend, on who asks: then only who asks may have it made."""
    names = {name.lower(): value.lower() for name, value in headers}
    is_public = "public" in names.get("cache-control", "public")
    return "set-cookie" in names or "cookie" in names.get("vary", "") or not is_public
