"""Whether a request is that of a signed-in person, who is asked about once in a while: a made-up cookie is nobody."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any
from wsgiref.types import StartResponse

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import Error, close_old_connections
from django.http import parse_cookie

from .news import Clock

FORM = re.compile(r"[a-z0-9]{32}")  # of the keys that Django draws
KNOWN_FOR, UNKNOWN_FOR = 30.0, 5.0  # seconds
MOST = 1000


class SignedIn:
    """A person who signs in gets a new key, so that no older answer stands in the way."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sessions: Any = import_module(settings.SESSION_ENGINE).SessionStore
        self._cookie = settings.SESSION_COOKIE_NAME
        self._answers: dict[str, tuple[bool, float]] = {}

    def __call__(self, cookies: str) -> bool:
        if self._cookie not in cookies:
            return False
        key = parse_cookie(cookies).get(self._cookie, "")
        return bool(FORM.fullmatch(key)) and self._is_somebody(key)

    def _is_somebody(self, key: str) -> bool:
        now = self._clock()
        answer, until = self._answers.get(key, (False, 0.0))
        if now < until <= now + KNOWN_FOR:
            return answer
        try:
            answer = SESSION_KEY in self._sessions(key).load()
        except Error:  # nobody can be known now: the page for everybody is the best there is
            return False
        finally:
            close_old_connections()
        if len(self._answers) >= MOST:
            self._answers.clear()
        self._answers[key] = (answer, now + (KNOWN_FOR if answer else UNKNOWN_FOR))
        return answer


def for_one_person(start_response: StartResponse) -> StartResponse:
    """Whatever stands between us and a signed-in person keeps nothing, unless the view says otherwise."""

    def start(status: str, headers: list[tuple[str, str]], raised: Any = None, /) -> Callable[[bytes], object]:
        if not any(name.lower() == "cache-control" for name, _ in headers):
            headers = [*headers, ("Cache-Control", "private, no-store")]
        return start_response(status, headers, raised) if raised else start_response(status, headers)

    return start
