"""Readers who ask all the time, and a count of what they did not get."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from ssl import SSLContext

from .asking import FAILURES, Answer, Reader, ask

ON_ONE_CONNECTION = 20
KNOWN = 0.3  # of the requests come with the mark of what the reader has already


class Load:
    """So many threads with together so many requests a second, of addresses with the statuses that are right for each.

    `take()` gives what was counted since it was called last.
    """

    def __init__(self, port: int, context: SSLContext, threads: int, rate: float) -> None:
        self._port, self._context = port, context
        self._wait = threads / rate
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._asked, self._failures, self._states = 0, Counter[str](), Counter[str]()
        self._slowest = 0.0
        self.expected: dict[str, frozenset[int]] = {}
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(threads)]

    def ask_for(self, expected: Mapping[str, Iterable[int]]) -> None:
        self.expected = {path: frozenset(statuses) for path, statuses in expected.items()}

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def take(self) -> "Taken":
        with self._lock:
            taken = Taken(self._asked, self._failures, self._states, self._slowest)
            self._asked, self._failures, self._states, self._slowest = 0, Counter(), Counter(), 0.0
        return taken

    def _run(self) -> None:
        chance, marks = random.Random(threading.get_ident()), dict[str, str]()  # noqa: S311  no secret
        while not self._over.is_set():
            connection = Reader(self._port, self._context)
            for _ in range(ON_ONE_CONNECTION):
                if self._over.wait(self._wait * chance.uniform(0.5, 1.5)) or not self._one(connection, chance, marks):
                    break
            connection.close()

    def _one(self, connection: Reader, chance: random.Random, marks: dict[str, str]) -> bool:
        path, statuses = chance.choice(list(self.expected.items()))
        mark = marks.get(path) if chance.random() < KNOWN else None
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": mark} if mark else {})
        begun = time.monotonic()
        try:
            answer = ask(connection, path, headers)
        except FAILURES as failure:
            self._count(f"{path}: {type(failure).__name__} {failure}", None, begun)
            return False
        marks[path] = answer.headers.get("etag", "")
        is_right = answer.status in statuses or (answer.status == 304 and mark)
        self._count("" if is_right else f"{path}: {answer.status}", answer, begun)
        return True

    def _count(self, failure: str, answer: Answer | None, begun: float) -> None:
        with self._lock:
            self._asked += 1
            self._slowest = max(self._slowest, time.monotonic() - begun)
            if failure:
                self._failures[failure] += 1
            if answer:
                self._states[answer.headers.get("x-cache", "-")] += 1


class Taken:
    """What was asked in a while, what failed and how often, what nginx said of its cache, and the longest wait."""

    def __init__(self, asked: int, failures: Counter[str], states: Counter[str], slowest: float) -> None:
        self.asked, self.failures, self.states, self.slowest = asked, failures, states, slowest

    @property
    def failed(self) -> int:
        return self.failures.total()

    def __str__(self) -> str:
        states = ", ".join(f"{state} {number:,}" for state, number in self.states.most_common())
        lines = [f"{self.asked:,} requests, {self.failed} failed, the longest took {self.slowest:.2f} s ({states})"]
        return "\n".join(lines + [f"      {number} × {what}" for what, number in self.failures.most_common(10)])
