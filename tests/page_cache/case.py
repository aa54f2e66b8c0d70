"""A site behind its page cache: asking it as a browser does, with a clock that can be put forward."""

import gzip
import io
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.handlers.wsgi import WSGIHandler
from django.test import TransactionTestCase, tag

from articles import editions
from cms.page_cache import MEGABYTE, PageCache

BROWSER = {"HOST": "localhost", "ACCEPT_ENCODING": "gzip"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def state(self) -> str:
        """What Server-Timing says: hit, miss, stale, or nothing."""
        return self.headers.get("Server-Timing", "").removeprefix("cache;desc=")


@dataclass(slots=True)
class Rendering:
    """Django's application, which writes down what it is asked for, and takes its time."""

    application: WSGIHandler = field(default_factory=WSGIHandler)
    asked: list[WSGIEnvironment] = field(default_factory=list)
    seconds: float = 0.0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(environ)
        answer: Iterable[bytes] = self.application(environ, start_response)
        time.sleep(self.seconds)
        return answer


@dataclass(slots=True)
class Clock:
    ahead: float = 0.0
    stopped_at: float | None = None

    def __call__(self) -> float:
        return (self.stopped_at or time.time()) + self.ahead


class Worker:
    """A process that serves the site. Several in one test know nothing of each other, as on a real site."""

    def __init__(self, limit: int = MEGABYTE) -> None:
        self.clock, self.rendering = Clock(), Rendering()
        self.cache = PageCache(self.rendering, limit, self.clock)

    @property
    def renders(self) -> int:
        return len(self.rendering.asked)

    def environ(self, address: str, method: str = "GET", **headers: str) -> WSGIEnvironment:
        """`headers` are named as WSGI names them, without HTTP_; as from a browser on localhost."""
        path, _, query = address.partition("?")
        sent = {f"HTTP_{name}": value for name, value in (BROWSER | headers).items()}
        return self._environ(method, path, query) | sent

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        environ = self.environ(address, method, **headers)
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        answer = self.cache(environ, lambda status, headers, *_: begun.append((status, headers)))  # type: ignore[arg-type]
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", bool)()
        status, given = begun[-1]
        return Answer(int(status.split(" ")[0]), dict(given), body)

    def _environ(self, method: str, path: str, query: str) -> WSGIEnvironment:
        return {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


@tag("slow")
class CacheCase(TransactionTestCase):
    def setUp(self) -> None:
        self.worker = self.publishing_worker()

    def publishing_worker(self) -> Worker:
        """One that hears at once of the editions which the test starts, as if it had started them."""
        worker = Worker()
        editions.LISTENERS.append(worker.cache.new_edition)
        self.addCleanup(editions.LISTENERS.remove, worker.cache.new_edition)
        return worker

    def assert_states(self, address: str, *states: str) -> None:
        """So the next answers to this address say."""
        self.assertEqual([self.worker.ask(address).state for _ in states], list(states), address)
