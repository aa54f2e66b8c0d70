"""Words that end in a lone CJK character: it begins thousands of pairs, so texts are read before the index is asked.

One that is in most texts is soon met there, while the index would have to merge every pair that begins with it.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from articles.models import Publication, PublishedText
from articles.text import bigrams
from articles.text.bigrams import Query

from .engine import Engine

READ = 300  # texts, at the most
READ_AT_ONCE = 50


def ends_in_one(word: Query) -> bool:
    return word.prefix and len(word.tokens[-1]) == 1


def newest(engine: Engine, words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Positions as the engine gives them, of words some of which end in a lone character."""
    lone = [word for word in words if ends_in_one(word)]
    most = max(READ, 2 * limit) if all(len(word.tokens) == 1 for word in lone) else READ
    candidates = _candidates(engine, words, at_most, most)
    found = list(islice(_holding(candidates, lone), limit))
    if len(found) == limit or len(candidates) < most:
        return found
    return engine.newest(words, at_most, limit)


def _candidates(engine: Engine, words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """The newest that hold all but the lone characters."""
    beginnings = [Query(word.tokens[:-1], prefix=False) if ends_in_one(word) else word for word in words]
    others = [word for word in beginnings if word.tokens]
    if others:
        return engine.newest(others, at_most, limit)
    newest_first = Publication.objects.filter(position__lte=at_most).order_by("-position")
    return list(newest_first.values_list("position", flat=True)[:limit])


def _holding(positions: Sequence[int], words: Sequence[Query]) -> Iterator[int]:
    for start in range(0, len(positions), READ_AT_ONCE):
        texts = PublishedText.objects.filter(publication__position__in=positions[start : start + READ_AT_ONCE])
        rows = texts.order_by("-publication__position")
        for position, *parts in rows.values_list("publication__position", "publication__title", "text"):
            if all(any(_holds(part, word) for part in parts) for word in words):
                yield position


def _holds(text: str, word: Query) -> bool:
    if len(word.tokens) == 1:
        return word.tokens[0] in text
    return word.tokens[-1] in text and f" {' '.join(word.tokens)}" in f" {bigrams.line(text)}"
