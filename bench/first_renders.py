"""How much CPU a page costs that nobody keeps: Django asked in one process, without a page cache; prints JSON.

python -m bench.first_renders, with DATABASE_URL and the other settings in the environment: milliseconds for each kind,
and the address of an article, for bench/serve.py.

What is warm: the process, by 20 pages of the kind. Templates are compiled, SQL is written, the connection is open, and
the imprint of the edition is known. What is not: no page, no row and no part of one is kept anywhere in the process, so
that a page that is asked for again and again (there is only one front page) costs what it costs the first time. The
database's own cache is as warm as it is. `after an edition`: the first article after something was published, which
reads the imprint again; `cold`: the very first page of a process, which compiles and connects as well.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable
from statistics import mean, median
from typing import Any
from urllib.parse import unquote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django.setup()

from django.conf import settings  # noqa: E402  the settings must be named first
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db.models import Count  # noqa: E402

from articles import imprint  # noqa: E402
from articles.models import Category, Publication, Tag  # noqa: E402

ROUNDS = 5
PAGES = 40  # of each kind in a round
PAGE = 20  # rows
DEEP = 600


def main() -> None:
    ask, pages = Asker(), kinds()
    found: dict[str, float | str] = {"cold": ask(pages["article"][-1]) * 1000}
    for addresses in pages.values():
        for address in addresses[: PAGES // 2]:
            ask(address)
    # A round asks for every kind, so that a moment in which the machine is slow is one round's for each of them.
    rounds = [a_round(ask, pages, number) for number in range(ROUNDS)]
    found |= {kind: median(times[kind] for times in rounds if kind in times) * 1000 for kind in pages}
    found["after an edition"] = median(after_an_edition(ask, address) for address in pages["article"][:PAGES]) * 1000
    json.dump(found | {"address": pages["article"][0]}, sys.stdout)


def a_round(ask: "Asker", pages: dict[str, list[str]], number: int) -> dict[str, float]:
    """Seconds that a page of each kind takes; a small site has no page of some kind in some rounds."""
    own = {kind: addresses[number::ROUNDS] for kind, addresses in pages.items()}
    return {kind: mean(map(ask, addresses)) for kind, addresses in own.items() if addresses}


def after_an_edition(ask: "Asker", address: str) -> float:
    """What is kept under an edition is forgotten as a new one would have it; nothing is written."""
    imprint._kept.clear()  # noqa: SLF001
    return ask(address)


def kinds() -> dict[str, list[str]]:
    """Addresses by kind: different ones where there are so many, else one again and again."""
    many = PAGES * ROUNDS
    numbers = list(Publication.objects.newest().values_list("number", flat=True))
    step = max(1, len(numbers) // many)
    tags = Tag.objects.annotate(count=Count("publication_taggings")).order_by("-count")
    shown = [each.get_absolute_url() for each in tags.filter(count__gte=PAGE)[:many]]
    return {
        "article": [f"/article-{number}-1.html" for number in numbers[::step]][:many],
        "home": ["/"] * many,
        "list": _deep(_largest_category(), 0) * many,
        "tag": shown,
        f"page {DEEP}": _deep(_largest_category(), DEEP) * many,
        "feed": ["/feed.atom"] * (many // 4),
    }


def _largest_category() -> Category:
    return Category.objects.annotate(count=Count("publications")).order_by("-count")[0]


def _deep(category: Category, page: int) -> list[str]:
    """The page of that number, or the last full one."""
    rows = Publication.objects.in_category(category).newest()
    number = min(page, rows.count() // PAGE - 1)
    before = rows.values_list("position", flat=True)[number * PAGE - 1] if number else None
    return [category.get_absolute_url() + (f"?before={before}" if before else "")]


class Asker:
    """Asks for a page; seconds by the clock, which is that of its CPU unless another one is named."""

    def __init__(self, clock: Callable[[], float] = time.process_time, cookie: str = "") -> None:
        self._application = WSGIHandler()
        self._clock, self._cookie = clock, cookie
        self._status = ""

    def __call__(self, address: str) -> float:
        environ = self._environ(*address.partition("?")[::2])
        begun = self._clock()
        answer = self._application(environ, self._start)
        b"".join(answer)
        answer.close()
        spent = self._clock() - begun
        if not self._status.startswith("200 "):
            sys.exit(f"{address} answers {self._status}")
        return spent

    def _start(self, status: str, headers: list[tuple[str, str]], raised: Any = None, /) -> Any:
        self._status = status

    def _environ(self, path: str, query: str) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": settings.ALLOWED_HOSTS[0],
            "HTTP_COOKIE": self._cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        }


if __name__ == "__main__":
    main()
