"""What a database must be able to do for the index. All of it happens in the caller's transaction."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from articles.text.bigrams import Query


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index is told of a publication. `title` and `body`: tokens of text/bigrams.py, joined by one space."""

    publication_id: int
    position: int
    title: str
    body: str


class Engine(Protocol):
    """`newest` and `best` give positions up to `at_most` whose text holds all words, as many as `limit`."""

    def index(self, entries: Sequence[Entry]) -> None: ...

    def remove(self, entries: Sequence[Entry]) -> None: ...

    def clear(self) -> None: ...

    def bulk(self) -> AbstractContextManager[None]: ...

    def newest(self, words: Sequence[Query], at_most: int, limit: int) -> list[int]: ...

    def best(self, words: Sequence[Query], at_most: int, limit: int) -> list[int]: ...
