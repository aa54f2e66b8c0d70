"""What the application answered to a request, read to its end."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from .kept import Headers


@dataclass(slots=True)
class Made:
    """`is_whole`: it was no stream; else the body was left where it is."""

    status: str = ""
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    is_whole: bool = False

    @property
    def is_found(self) -> bool:
        return self.status.startswith(str(HTTPStatus.OK.value))

    @property
    def is_broken(self) -> bool:
        return self.status.startswith("5")

    def start(self, status: str, headers: Headers, raised: Any = None, /) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _never

    def give(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response(self.status, self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


@contextmanager
def make(application: WSGIApplication, environ: WSGIEnvironment) -> Iterator[Made]:
    """Until the end of the with-statement, Django has the request, and with it the database's connection, in hand."""
    made = Made()
    answer: Iterable[bytes] = application(environ, made.start)
    try:
        # Django's responses say so themselves; what comes through a server's file wrapper says nothing.
        made.is_whole = not getattr(answer, "streaming", True)
        if made.is_whole:
            made.body = b"".join(answer)
        yield made
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


def _never(_data: bytes) -> object:
    raise NotImplementedError("Django does not write(), it returns what there is.")
