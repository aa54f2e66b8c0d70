"""The texts themselves, where the index does not tell enough: read a few at a time, in the order of their positions."""

from collections.abc import Iterator, Sequence

from articles.models import PublishedText

READ_FIRST, READ_AT_ONCE = 50, 400

Parts = tuple[str, str, str]  # title, summary, text


def texts(positions: Sequence[int]) -> Iterator[tuple[int, Parts]]:
    """Without those that are gone meanwhile."""
    columns = ("publication__position", "publication__title", "publication__summary", "text")
    start, count = 0, READ_FIRST
    while some := positions[start : start + count]:
        start, count = start + count, min(2 * count, READ_AT_ONCE)
        rows = PublishedText.objects.filter(publication__position__in=some)
        found: dict[int, Parts] = {position: parts for position, *parts in rows.values_list(*columns)}
        yield from ((position, found[position]) for position in some if position in found)
