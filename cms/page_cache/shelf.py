"""Where pages are kept: bounded in bytes, least recently used out."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from .asked import Key
from .kept import Kept

QUERIES = 4  # addresses with a query get the fourth part: there is no end of cursors that anybody may write


class Shelf:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        """Without the lock: no other thread can come between one step of the dictionary."""
        found = self._kept.get(key)
        if found:
            try:  # noqa: SIM105  suppress() would cost each hit as much as all the rest of this
                self._kept.move_to_end(key)
            except KeyError:  # dropped since
                pass
        return found

    def put(self, key: Key, page: Kept) -> None:
        """What alone is larger than the shelf is not kept, and neither is what it would replace."""
        with self._lock:
            self._drop(key)
            if page.size > self._limit:
                return
            self._kept[key] = page
            self.size += page.size
            while self.size > self._limit:
                self._drop(next(iter(self._kept)))

    def drop(self, is_out: Callable[[Kept], bool]) -> None:
        with self._lock:
            for key in [key for key, page in self._kept.items() if is_out(page)]:
                self._drop(key)

    def _drop(self, key: Key) -> None:
        page = self._kept.pop(key, None)
        self.size -= page.size if page else 0


class Shelves:
    """One for plain addresses, one for those with a query, so that turning pages never pushes out an article."""

    def __init__(self, limit: int) -> None:
        self._plain, self._queries = Shelf(limit - limit // QUERIES), Shelf(limit // QUERIES)

    def of(self, key: Key) -> Shelf:
        return self._queries if key.query else self._plain

    def drop(self, is_out: Callable[[Kept], bool]) -> None:
        self._plain.drop(is_out)
        self._queries.drop(is_out)

    @property
    def size(self) -> int:
        return self._plain.size + self._queries.size

    def __len__(self) -> int:
        return len(self._plain) + len(self._queries)
