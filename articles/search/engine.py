"""What a database must be able to do for the index. All of it happens in the caller's transaction."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from articles.models import Publication
from articles.text.bigrams import Query

RANKED = 1000  # by relevance: of the newest hits, and of the newest titles that hold all words


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index is told of a publication. `title` and `body`: tokens of text/bigrams.py, joined by one space."""

    publication_id: int
    position: int
    title: str
    body: str


@dataclass(frozen=True)
class Reach:
    """Where hits are looked for: positions from `lowest` to `highest`, where given `among` these publications only.

    Newest first, unless `upwards`.
    """

    highest: int
    lowest: int = 0
    among: QuerySet[Publication] | None = None
    upwards: bool = False

    @property
    def direction(self) -> str:
        return "ASC" if self.upwards else "DESC"

    def positions(self, limit: int) -> list[int]:
        """The first within reach, whatever they hold."""
        rows = Publication.objects.all() if self.among is None else self.among
        rows = rows.filter(position__gte=self.lowest, position__lte=self.highest)
        return list(
            rows.order_by("position" if self.upwards else "-position").values_list("position", flat=True)[:limit]
        )

    def condition(self, column: str, sign: str = "") -> tuple[str, list[Any]]:
        """SQL that holds the positions in `column` to this reach, and its parameters; `sign` before it: see SQLite."""
        between, ends = f"{column} BETWEEN %s AND %s", [self.lowest, self.highest]
        if self.among is None:
            return between, ends
        try:
            chosen, parameters = self.among.order_by().values("position").query.sql_with_params()
        except EmptyResultSet:
            return "1 = 0", []
        return f"{between} AND {sign}{column} IN ({chosen})", [*ends, *parameters]


class Engine(Protocol):
    """`hits` and `best` give positions within reach whose text holds all words, as many as `limit`."""

    def index(self, entries: Sequence[Entry]) -> None: ...

    def remove(self, entries: Sequence[Entry]) -> None: ...

    def clear(self) -> None: ...

    def holds(self, position: int) -> bool: ...

    def bulk(self) -> AbstractContextManager[None]: ...

    def hits(self, words: Sequence[Query], reach: Reach, limit: int) -> list[int]: ...

    def best(self, words: Sequence[Query], reach: Reach, limit: int) -> list[int]: ...
