"""Search: which publications hold these words. One face, an engine for each database."""

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import connection, transaction
from django.utils import timezone

from articles.models import Publication, PublishedText, ceiling
from articles.text import bigrams

from . import postgres, sqlite
from .entry import Entry

__all__ = ["Entry", "Hits", "bulk", "index", "rebuild", "remove", "search"]

Order = Literal["newest", "relevance"]

WORDS = re.compile(r'"([^"]+)"|(\S+)')
MOST_WORDS = 12
AT_ONCE = 200


def _engine() -> Any:
    """The module for this database; both have the same functions."""
    return sqlite if connection.vendor == "sqlite" else postgres


def index(entries: Sequence[Entry]) -> None:
    """Make these findable, in the caller's transaction; none of them is in the index."""
    _engine().index(entries)


def remove(entries: Sequence[Entry]) -> None:
    """Forget these, in the caller's transaction; they hold the same tokens as when they were indexed."""
    _engine().remove(entries)


def bulk() -> AbstractContextManager[None]:
    """Around many transactions that index many: the index is right at each commit, and tidied up at the end."""
    engine: AbstractContextManager[None] = _engine().bulk()
    return engine


@dataclass(frozen=True)
class Hits:
    """The live publications that hold all words of a query."""

    words: tuple[bigrams.Query, ...]
    now: datetime
    order: Order

    def positions(self, limit: int, before: int | None = None) -> list[int]:
        """In their order; `before` goes on below a position, newest first only."""
        if not self.words:
            return []
        highest = ceiling(self.now) if before is None else min(before - 1, ceiling(self.now))
        found = _engine().best if self.order == "relevance" else _engine().newest
        positions: list[int] = found(self.words, highest, limit)
        return positions

    def page(self, limit: int, before: int | None = None) -> list[Publication]:
        positions = self.positions(limit, before)
        rows = Publication.objects.filter(position__in=positions).select_related("category")
        publications = {row.position: row for row in rows}
        return [publications[position] for position in positions if position in publications]

    def __iter__(self) -> Iterator[Publication]:
        return iter(self.page(1000))


def search(text: str, *, now: datetime | None = None, order: Order = "newest") -> Hits:
    """Words are parted by spaces and all must be there; "a phrase" stands in quotes; nothing is an operator."""
    words = [quoted or word for quoted, word in WORDS.findall(text)][:MOST_WORDS]
    queries = (bigrams.query(word) for word in words)
    return Hits(tuple(query for query in queries if query.tokens), now or timezone.now(), order)


def rebuild() -> int:
    """Make the index anew from what is published; how many publications."""
    count = 0
    with bulk(), transaction.atomic():
        _engine().clear()
        texts = PublishedText.objects.select_related("publication").defer("html", "contents")
        batch: list[Entry] = []
        for text in texts.order_by("publication__position").iterator(chunk_size=AT_ONCE):
            publication = text.publication
            title, body = bigrams.line(publication.title), bigrams.line(text.text)
            batch.append(Entry(publication.pk, publication.position, title, body))
            if len(batch) == AT_ONCE:
                index(batch)
                batch = []
            count += 1
        index(batch)
    return count
