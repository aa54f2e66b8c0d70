"""Two texts that grew out of one, put together line by line."""

from collections.abc import Sequence
from typing import NamedTuple

from articles.text.diff import Block, Budget, blocks, unix


class Merged(NamedTuple):
    """`conflicts`: how many passages both changed differently; there the text holds one after the other."""

    text: str
    conflicts: int


def merge(base: str, theirs: str, mine: str, marks: tuple[str, str, str]) -> Merged:
    """`marks` stand before their passage, before mine, and behind both, where there is a conflict."""
    old, a, b = (unix(text).split("\n") for text in (base, theirs, mine))
    merged, conflicts, at = list[str](), 0, (0, 0, 0)
    for kept, *to in _common(old, a, b):
        was, others, ours = old[at[0] : to[0]], a[at[1] : to[1]], b[at[2] : to[2]]
        if ours in (others, was):
            merged += others
        elif others == was:
            merged += ours
        else:
            merged += [marks[0], *others, marks[1], *ours, marks[2]]
            conflicts += 1
        merged += old[to[0] : to[0] + kept]
        at = (to[0] + kept, to[1] + kept, to[2] + kept)
    return Merged("\n".join(merged), conflicts)


def _common(old: Sequence[str], a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Runs of lines that all three have: how many, and where in each; the last is empty, at the ends."""
    in_a, in_b = _places(blocks(old, a, Budget())), _places(blocks(old, b, Budget()))
    runs: list[tuple[int, int, int, int]] = []
    for at in sorted(in_a.keys() & in_b.keys()):
        here = (at, in_a[at], in_b[at])
        if runs and tuple(start + runs[-1][0] for start in runs[-1][1:]) == here:
            runs[-1] = (runs[-1][0] + 1, *runs[-1][1:])
        else:
            runs.append((1, *here))
    return [*runs, (0, len(old), len(a), len(b))]


def _places(found: list[Block]) -> dict[int, int]:
    return {block.a + n: block.b + n for block in found for n in range(block.size)}
