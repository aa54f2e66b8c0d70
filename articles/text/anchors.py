"""Anchors: what stands exactly once in each of two texts, in the same order in both."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence


def anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of pairs (place in a, place in b) that goes forward in both; n log n."""
    in_a, in_b = Counter(a), Counter(b)
    place = {token: at for at, token in enumerate(b) if in_b[token] == 1}
    pairs = [(at, place[token]) for at, token in enumerate(a) if in_a[token] == 1 and token in place]
    return _increasing(pairs)


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []  # the lowest place in b at which a row of that length can end
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        length = bisect_left(ends, at)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [at]
        last[length : length + 1] = [number]
    row, number = list[tuple[int, int]](), last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]
