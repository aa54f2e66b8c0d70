"""Several threads at once with the tests' database, each with a connection of its own."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
PATIENCE = 20.0  # seconds


@contextmanager
def shared_database() -> Iterator[None]:
    """For a TransactionTestCase: inside, threads find what the test made, in a file as on a real site.

    SQLite's database of a test is in memory, where threads lock each other out. The test's own thread still sees that
    one: it looks at the file by together().
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    name = connection.settings_dict["NAME"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "threads.sqlite3"
        # Open all the while, as on a site that runs: whoever is alone takes the file for itself to change its journal.
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")
            connection.settings_dict["NAME"] = str(path)
            try:
                yield
            finally:
                connection.settings_dict["NAME"] = name


def together(threads: int, do: Callable[[int], T]) -> list[T]:
    """What do(0), do(1), … answer, started at the same moment."""
    barrier = Barrier(threads)

    def run(number: int) -> T:
        try:
            barrier.wait()
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def wait_until(holds: Callable[[], bool]) -> None:
    """For what another thread or process does in a moment; whoever waits in vain finds out by what is asserted next."""
    until = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
