"""Search: which publications hold these words. One face, an engine for each database."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Literal

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Publication, PublishedText, ceiling
from articles.text import bigrams, prose
from articles.text.bigrams import Query

from . import characters, postgres, signs, sqlite
from .engine import Engine, Entry, Reach
from .snippets import Piece, highlight, snippet
from .words import MOST_CHARACTERS, MOST_WORDS, is_cut, terms

__all__ = [
    "MOST_CHARACTERS",
    "MOST_WORDS",
    "Entry",
    "Hits",
    "Order",
    "Piece",
    "bulk",
    "clear",
    "highlight",
    "holds",
    "index",
    "is_cut",
    "rebuild",
    "remove",
    "search",
    "snippet",
]

Order = Literal["newest", "relevance"]

INDEXED_AT_ONCE = 200
# Whoever goes through the hits reads so many, then ever more at once.
READ_FIRST = 20
READ_AT_ONCE = 1000


def _engine() -> Engine:
    return sqlite if connection.vendor == "sqlite" else postgres


def index(entries: Sequence[Entry]) -> None:
    """Make these findable, in the caller's transaction; none of them is in the index."""
    _engine().index(entries)


def remove(entries: Sequence[Entry]) -> None:
    """Forget these, in the caller's transaction; they hold the same tokens as when they were indexed."""
    _engine().remove(entries)


def clear() -> None:
    """Forget everything, in the caller's transaction."""
    _engine().clear()


def holds(position: int) -> bool:
    """Whether the publication at this position can be found. Raises a database's Error where there is no index."""
    return _engine().holds(position)


def bulk() -> AbstractContextManager[None]:
    """Around many transactions that index many: the index is right at each commit, and tidied up at the end."""
    return _engine().bulk()


@dataclass(frozen=True)
class Hits:
    """The live publications that hold all words of a query; asks the index whenever it is asked.

    By relevance only the best are given, as many as are asked for at once.
    """

    words: tuple[Query, ...]
    now: datetime
    order: Order
    among: QuerySet[Publication] | None = None
    with_signs: tuple[signs.Sign, ...] = ()

    @property
    def is_lone(self) -> bool:
        """Whether a word ends in a lone CJK character, so that the hits are given newest first whatever was asked."""
        return any(characters.ends_in_one(word) for word in self.words)

    def positions(self, limit: int, before: int | None = None) -> list[int]:
        """At most `limit`; newest first, `before` a position goes on below it."""
        highest = ceiling(self.now) if before is None else min(before - 1, ceiling(self.now))
        return self._find(Reach(highest, among=self.among), limit, self.order)

    def upwards(self, limit: int, after: int = 0) -> list[int]:
        """At most `limit` above a position, oldest first, whatever the order."""
        highest = ceiling(self.now)
        reach = Reach(highest, lowest=min(after, highest) + 1, among=self.among, upwards=True)
        return self._find(reach, limit, "newest")

    def page(self, limit: int, before: int | None = None) -> list[Publication]:
        return _publications(self.positions(limit, before))

    def _find(self, reach: Reach, limit: int, order: Order) -> list[int]:
        if not self.words:
            return []
        is_best = order == "relevance"
        ask = _engine().best if is_best else _engine().hits
        if not self.with_signs:
            return ask(self.words, reach, limit)
        return (signs.best if is_best else signs.newest)(ask, self.words, self.with_signs, reach, limit)

    def __iter__(self) -> Iterator[Publication]:
        if self.order == "relevance":
            yield from self.page(READ_AT_ONCE)
            return
        limit, before = READ_FIRST, None
        while positions := self.positions(limit, before):
            yield from _publications(positions)
            limit, before = min(2 * limit, READ_AT_ONCE), positions[-1]


def search(
    text: str, *, now: datetime | None = None, order: Order = "newest", among: QuerySet[Publication] | None = None
) -> Hits:
    """Words are parted by spaces and all must be there; "a phrase" stands in quotes; nothing is an operator.

    A word of four letters or more is also found at the beginning of a longer one, unless it stands in quotes. A word
    that ends in a lone character is always answered newest first. `among` narrows the search to some publications.
    """
    typed = terms(text)
    words = tuple(word for _, word in typed)
    hits = Hits(words, now or timezone.now(), order, among, signs.signs(typed))
    return replace(hits, order="newest") if hits.is_lone else hits


def rebuild() -> int:
    """Make the index anew from what is published, in one transaction; how many publications."""
    with bulk(), transaction.atomic():
        clear()
        count = 0
        entries = _entries()
        while batch := list(islice(entries, INDEXED_AT_ONCE)):
            index(batch)
            count += len(batch)
    return count


def _entries() -> Iterator[Entry]:
    texts = PublishedText.objects.order_by("publication__position")
    rows = texts.values_list("pk", "publication__position", "publication__title", "publication__summary", "text")
    for pk, position, title, summary, text in rows.iterator(chunk_size=INDEXED_AT_ONCE):
        yield Entry(pk, position, bigrams.line(title), bigrams.line(prose.searched(summary, text)))


def _publications(positions: Sequence[int]) -> list[Publication]:
    rows = Publication.objects.filter(position__in=positions).select_related("category")
    found = {row.position: row for row in rows}
    return [found[position] for position in positions if position in found]
