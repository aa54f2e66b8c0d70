"""One render of a page at a time: the first thread makes it, the others learn when it is done."""

from collections.abc import Hashable
from threading import Event, Lock


class Turns:
    def __init__(self) -> None:
        self._lock = Lock()
        self._going: dict[Hashable, Event] = {}

    def take(self, what: Hashable) -> Event | None:
        """None where it is the caller's turn, who must end() it; else what is set when the other one has done."""
        with self._lock:
            going = self._going.get(what)
            if going is None:
                self._going[what] = Event()
            return going

    def end(self, what: Hashable) -> None:
        with self._lock:
            self._going.pop(what).set()
