"""For the reader's pages: the page in another language, and text, names and dates as a reader wants them."""

import re
from collections.abc import Iterable
from datetime import date as day
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from unicodedata import normalize

from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import override

from articles.middleware import ENGLISH, ENGLISH_PATH
from articles.views.rows import Credited

LIST_ITEM = re.compile(r"[?•]\s+")  # the question mark was an emoji once
TIME = " H:i"


def path_in(language: str, request: HttpRequest | None) -> str:
    """The address of this page in the other language; the home page where there is no request."""
    path = request.get_full_path() if request else "/"
    path = "/" + ENGLISH_PATH.sub("", path).lstrip("/")  # "//host/…" would leave the site
    return f"/{ENGLISH}{path}" if language == ENGLISH else path


def one_line(text: str) -> str:
    """White space of any kind as single spaces; lists of the archive (`? …`, `• …`, an arrow to follow) as lists."""
    items = [line.strip() for line in text.splitlines()] if "?" in text or "•" in text else []
    if not any(LIST_ITEM.match(item) for item in items):
        return " ".join(text.split())
    return " · ".join(" ".join(LIST_ITEM.sub("", item).split()) for item in items if item.strip("»"))


def by_role(credited: Iterable[Credited]) -> list[tuple[str, list[Credited]]]:
    """(role, who has it) in the order of the bylines, authors first."""
    role = attrgetter("role")
    return [(name, list(group)) for name, group in groupby(sorted(credited, key=role), key=role)]


def truncatechars(text: str, size: int) -> str:
    """As Django's filter does, which counts the characters of each text one by one."""
    text = normalize("NFC", text)
    return text if len(text) <= size else Truncator(text).chars(size)


def thousands(number: int) -> str:
    return f"{number:,}"


def date(language: str, at: datetime | day, form: str) -> str:
    """As Django's filter writes it in the language, by the site's clock; days are written once for each language.

    `form`: of a day, and " H:i" behind it where the time is wanted too; or "c".
    """
    at = at.astimezone(timezone.get_default_timezone()) if isinstance(at, datetime) else at
    if form == "c":
        return at.isoformat()
    of_day = form.removesuffix(TIME)
    said = _day(language, at.year, at.month, at.day, of_day)
    return said if of_day == form else f"{said} {at:%H:%M}"


@lru_cache(maxsize=10_000)
def _day(language: str, year: int, month: int, number: int, form: str) -> str:
    with override(language):
        return formats.date_format(day(year, month, number), form)
