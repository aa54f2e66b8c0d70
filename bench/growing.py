"""One size of bench/scale.py: the site grows to it, and every page is asked for in turn; prints JSON.

python -m bench.growing 10000, with DATABASE_URL and the other settings in the environment: for each kind of page the
milliseconds that a first render takes, as the middle of some, and how many queries it asks. `cpu` are those of the
processor, PostgreSQL's among them where it runs on this machine, `ms` those by the clock; `again` is `cpu` when the
same address is asked for once more: what is left of the first time is what the database and the system have in memory.
`yardstick`: milliseconds of the processor that the same additions took each time, between the pages: a busy machine
does everything more slowly.
"""

import json
import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.grown import CHIEF, grow  # isort: skip  it sets Django up
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles import editions
from bench.first_renders import Asker
from bench.grown_pages import of_readers, of_staff

ROUNDS = 15
WARM = 3  # rounds that are not counted
ADDITIONS = 300_000

Taken = tuple[float, float, int]  # milliseconds of CPU and by the clock, queries


class Spent:
    """Seconds of CPU: of this process, and of the ones that serve it in a PostgreSQL on this machine."""

    def __init__(self) -> None:
        self._files: list[Path] = []
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
                files = [Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall()]
            self._files = [file for file in files if file.exists()]

    def __call__(self) -> float:
        return time.process_time() + sum(int(file.read_text().split()[0]) for file in self._files) / 1e9


class Queries:
    """Counts statements."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, *statement: Any) -> Any:
        self.number += 1
        return execute(*statement)


def main() -> None:
    size = int(sys.argv[1])
    begun = time.perf_counter()
    grow(size)
    spent = time.perf_counter() - begun
    json.dump({"size": size, "seconds": spent, "bytes": weight(), **measured()}, sys.stdout)


def measured() -> dict[str, Any]:
    """Each round asks for each kind twice, at one address, in editions of their own: nothing is known from before."""
    readers, staff = of_readers(ROUNDS + WARM), of_staff(ROUNDS + WARM)
    spent, cookie = Spent(), session()
    asked = {kind: (Asker(spent), addresses) for kind, addresses in readers.items()}
    asked |= {kind: (Asker(spent, cookie), addresses) for kind, addresses in staff.items()}
    first: dict[str, list[Taken]] = {kind: [] for kind in asked}
    again: dict[str, list[Taken]] = {kind: [] for kind in asked}
    yards: list[float] = []
    for number in range(-WARM, ROUNDS):
        for found in (first, again):
            editions.start()
            for kind, (ask, addresses) in asked.items():
                taken = timed(ask, addresses[number])
                if number >= 0:
                    found[kind].append(taken)
                    yards.append(yardstick())
    return {"pages": {kind: middle(first[kind], again[kind]) for kind in asked}, "yardstick": median(yards)}


def timed(ask: Asker, address: str) -> Taken:
    begun = time.perf_counter()
    with counted() as queries:
        cpu = seconds(ask, address)
    return cpu * 1000, (time.perf_counter() - begun) * 1000, queries.number


def yardstick() -> float:
    """Milliseconds."""
    begun = time.process_time()
    sum(number for number in range(ADDITIONS))
    return (time.process_time() - begun) * 1000


def seconds(ask: Asker, address: str) -> float:
    """For ever where the page is not answered, as when PostgreSQL's statement_timeout ends a query."""
    try:
        return ask(address)
    except SystemExit as failed:
        print(failed, file=sys.stderr)
        return math.inf


def middle(first: list[Taken], again: list[Taken]) -> dict[str, float]:
    cpu, ms, queries = zip(*first, strict=True)
    return {"cpu": median(cpu), "ms": median(ms), "queries": max(queries), "again": median(cpu for cpu, *_ in again)}


@contextmanager
def counted() -> Iterator[Queries]:
    queries = Queries()
    with connection.execute_wrapper(queries):
        yield queries


def session() -> str:
    """The cookie of a chief."""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(User.objects.get(username=CHIEF))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def weight() -> int:
    """Of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        found: int = cursor.fetchone()[0]
        return found


if __name__ == "__main__":
    main()
