"""SQLite: words that end in a lone CJK character. It begins thousands of pairs, so texts are read before the index.

One that is in most texts is soon met there, while the index would have to merge every pair that begins with it.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from articles.text import bigrams
from articles.text.bigrams import Query

from .engine import Reach
from .texts import texts

Indexed = Callable[[Sequence[Query], Reach, int], list[int]]

READ = 300  # texts, at the most


def ends_in_one(word: Query) -> bool:
    return word.prefix and len(word.tokens[-1]) == 1


def hits(indexed: Indexed, words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """Positions as the index gives them, of words some of which end in a lone character."""
    lone = [word for word in words if ends_in_one(word)]
    most = max(READ, 2 * limit) if all(len(word.tokens) == 1 for word in lone) else READ
    candidates = _candidates(indexed, words, reach, most)
    found = list(islice(_holding(candidates, lone), limit))
    if len(found) == limit or len(candidates) < most:
        return found
    return indexed(words, reach, limit)


def _candidates(indexed: Indexed, words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """The first that hold all but the lone characters."""
    beginnings = [Query(word.tokens[:-1], prefix=False) if ends_in_one(word) else word for word in words]
    others = [word for word in beginnings if word.tokens]
    return indexed(others, reach, limit) if others else reach.positions(limit)


def _holding(positions: Sequence[int], words: Sequence[Query]) -> Iterator[int]:
    for position, parts in texts(positions):
        if all(any(_holds(part, word) for part in parts) for word in words):
            yield position


def _holds(text: str, word: Query) -> bool:
    if len(word.tokens) == 1:
        return word.tokens[0] in text
    return word.tokens[-1] in text and f" {' '.join(word.tokens)}" in f" {bigrams.line(text)}"
