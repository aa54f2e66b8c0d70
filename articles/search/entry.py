"""What the index is told of a publication."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """`title` and `body`: tokens of text/bigrams.py, joined by one space."""

    publication_id: int
    position: int
    title: str
    body: str
