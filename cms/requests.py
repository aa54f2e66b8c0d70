"""Each request has an id, which its answer names and every line of the log that it causes; and a line of its own."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .logs import FIELDS, META, REQUEST, shown_path

HEADER = "X-Request-ID"
GIVEN_AS = "HTTP_X_REQUEST_ID"
GIVEN = re.compile(r"[0-9A-Za-z._-]{8,64}", re.ASCII)
# Asked every few seconds by whoever watches the site.
SILENT = frozenset({"/healthz", "/healthz/ready"})

log = logging.getLogger("yibao.requests")


def ids(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The line says method, path, status and milliseconds: no query, no address, no name, nothing of who asked."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun, name = time.perf_counter(), request_id(request)
        request.META[META], token = name, REQUEST.set(name)
        try:
            response = answer(request)
            response.headers[HEADER] = name
            if request.path_info not in SILENT:
                _tell(request, response.status_code, time.perf_counter() - begun)
        finally:
            REQUEST.reset(token)
        return response

    return middleware


def request_id(request: HttpRequest) -> str:
    """What a trusted proxy calls the request; else a name of our own."""
    given = request.META.get(GIVEN_AS, "")
    return given if GIVEN.fullmatch(given) and _is_from_proxy(request) else secrets.token_hex(16)


def _is_from_proxy(request: HttpRequest) -> bool:
    """A Unix socket has no address, and nobody but a proxy of ours can knock there."""
    address, proxies = request.META.get("REMOTE_ADDR", ""), tuple(settings.TRUSTED_PROXIES)
    return _is_in(address, proxies) if address else bool(proxies)


@lru_cache(maxsize=64)
def _is_in(address: str, names: tuple[str, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in ip_network(name.strip(), strict=False) for name in names)


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    path, milliseconds = shown_path(request), round(seconds * 1000, 1)
    fields = {"method": request.method, "path": path, "status": status, "ms": milliseconds}
    log.info("%s %s %d %s ms", request.method, path, status, milliseconds, extra={FIELDS: fields})
