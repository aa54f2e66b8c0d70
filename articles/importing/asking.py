"""Asking the site for a page as a reader would, through the WSGI handler and without a network."""

import io
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http.request import split_domain_port, validate_host

OK: Final = int(HTTPStatus.OK)
NOT_FOUND: Final = int(HTTPStatus.NOT_FOUND)
GONE: Final = int(HTTPStatus.GONE)

Raised = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None


class Asking:
    """The site with all its middleware, at the address where readers find it."""

    def __init__(self) -> None:
        self._site = WSGIHandler()
        self._scheme = urlsplit(settings.SITE_URL).scheme
        self._host = _host()
        self._status = 0

    def page(self, path: str) -> tuple[int, str]:
        """(status, HTML) of the page at a path."""
        with _quiet(), _connected():
            response = self._site(self._environ(path), self._start)
            try:
                content = b"".join(response)
            finally:
                response.close()
        return self._status, content.decode("utf-8", "replace")

    def _start(
        self, status: str, headers: list[tuple[str, str]], raised: Raised = None, /
    ) -> Callable[[bytes], object]:
        self._status = int(status.partition(" ")[0])
        return io.BytesIO().write

    def _environ(self, path: str) -> dict[str, Any]:
        # Behind a proxy it is this header that tells a safe connection from another one.
        proxied = {settings.SECURE_PROXY_SSL_HEADER[0]: self._scheme} if settings.SECURE_PROXY_SSL_HEADER else {}
        return proxied | {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": split_domain_port(self._host)[0],
            "SERVER_PORT": "443" if self._scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


@contextmanager
def _quiet() -> Iterator[None]:
    """Pages that are not there are looked for on purpose: no word about them in the log."""
    log = logging.getLogger("django.request")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


@contextmanager
def _connected() -> Iterator[None]:
    """A request closes the database's connection before and after itself; ours is still in use."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _host() -> str:
    """The host of the site's address where the settings allow it, else the first that they do allow."""
    host: str = urlsplit(settings.SITE_URL).netloc
    if validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS) or not settings.ALLOWED_HOSTS:
        return host
    return str(settings.ALLOWED_HOSTS[0]).lstrip(".")
