"""When a change is seen: by each worker, asked itself, and through nginx, on a new connection each time."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from .asking import FAILURES, Answer, Reader, Worker, ask
from .site import Site

PAUSE = 0.02  # seconds between two questions of one asker
WATCHED = 1.5  # seconds after all have seen a change, in which nobody may see the old state again
MOST = 15.0  # seconds to wait for that
Ask = Callable[[str], Answer]
IsNew = Callable[[Answer], bool]


@dataclass
class Watch:
    """What one asker saw of one page: when each question began, and whether the answer showed the change."""

    name: str
    path: str
    ask: Ask
    is_new: IsNew
    seen: list[tuple[float, bool]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def look(self) -> None:
        begun = time.time()
        try:
            answer = self.ask(self.path)
        except FAILURES as failure:
            self.failures.append(f"{type(failure).__name__} {failure}")
            return
        if answer.status >= 500:
            self.failures.append(str(answer.status))
        self.seen.append((begun, self.is_new(answer)))

    @property
    def has_seen(self) -> bool:
        return any(is_new for _, is_new in self.seen)

    def late(self, committed: float) -> float:
        """Seconds from the commit to the beginning of the last question that was answered with the old state.

        It is infinite where nobody saw the new one.
        """
        if not self.has_seen:
            return float("inf")
        return max([begun - committed for begun, is_new in self.seen if not is_new] + [0.0])


def through_nginx(site: Site) -> Ask:
    def fresh(path: str) -> Answer:
        connection = Reader(site.tls, site.context)
        try:
            return ask(connection, path, {"Accept-Encoding": "identity"})
        finally:
            connection.close()

    return fresh


def watches(site: Site, workers: list[Worker], path: str, is_new: IsNew) -> list[Watch]:
    """Every worker, and nginx twice."""
    askers: list[tuple[str, Ask]] = [(f"worker {worker.pid}", worker.ask) for worker in workers]
    return [Watch(name, path, asks, is_new) for name, asks in [*askers, *[("nginx", through_nginx(site))] * 2]]


@contextmanager
def watching(watched: list[Watch]) -> Iterator[None]:
    """Asks from now until all have seen the change that the with-statement's body makes, and a while longer."""
    over = threading.Event()

    def run(watch: Watch) -> None:
        while not over.wait(PAUSE):
            watch.look()

    threads = [threading.Thread(target=run, args=[watch], daemon=True) for watch in watched]
    for thread in threads:
        thread.start()
    try:
        time.sleep(0.2)
        yield
        until = time.monotonic() + MOST
        while time.monotonic() < until and not all(watch.has_seen for watch in watched):
            time.sleep(PAUSE)
        time.sleep(WATCHED)
    finally:
        over.set()
        for thread in threads:
            thread.join()
