"""Django's SQLite; but what is asked again and again is put into SQLite's words once, and not each time."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

LONGEST = 5_000  # characters; a statement that lists many values is hardly asked twice


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> "Cursor":
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        names = None if param_names is None else tuple(param_names)
        return (_converted if len(query) < LONGEST else _converted.__wrapped__)(query, names)


@lru_cache(maxsize=1000)
def _converted(query: str, names: tuple[str, ...] | None) -> str:
    # Django's method looks at nothing but what it is given.
    said: Any = base.SQLiteCursorWrapper.convert_query
    return str(said(None, query, param_names=names))
