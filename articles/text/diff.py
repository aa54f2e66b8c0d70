"""What changed between two texts: lines first, then the characters inside the lines that changed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from articles.text.anchors import anchors

CONTEXT: Final = 2
# What comparing may cost, counted in pairs of equal tokens: in all, and at once in pairs times tokens.
BUDGET: Final = 400_000
AT_ONCE: Final = 4_000_000
# How alike two lines are, from 0 to 1, at which one counts as the other, changed.
ALIKE: Final = 0.35
MOST_ALIGNED: Final = 400
LONGEST_LOOK: Final = 4000

_NEWLINES = re.compile("\r\n?")
_TOKEN = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.S)


class Block(NamedTuple):
    """a[a:a+size] equals b[b:b+size]."""

    a: int
    b: int
    size: int


class Piece(NamedTuple):
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` is same, changed, removed or added; of what is removed `new` is empty, of what is added `old`."""

    kind: str
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    old_number: int | None = None
    new_number: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Lines that are the same, and not shown."""

    count: int
    kind: str = "skipped"


class Budget:
    def __init__(self, pairs: int = BUDGET) -> None:
        self.left = pairs

    def allows(self, a: Sequence[str], b: Sequence[str]) -> bool:
        """Whether these may be compared token by token; if so, that is paid."""
        if min(len(a), len(b)) ** 2 > AT_ONCE:
            return False
        count = Counter(b)
        pairs = sum(count[token] for token in a)
        if pairs > self.left or pairs * min(len(a), len(b)) > AT_ONCE:
            return False
        self.left -= pairs + 1
        return True


def unix(text: str) -> str:
    """With the one kind of line end that counts: browsers send another, and so did the archive."""
    return _NEWLINES.sub("\n", text) if "\r" in text else text


def is_same(old: str, new: str) -> bool:
    return old == new or unix(old) == unix(new)


def compare(old: str, new: str) -> list[Line]:
    """Every line of both texts, in order; in bounded time, at the price of coarser answers about very long texts."""
    a, b = unix(old).split("\n"), unix(new).split("\n")
    budget, lines = Budget(), list[Line]()
    at_a = at_b = 0
    for block in [*blocks(a, b, budget), Block(len(a), len(b), 0)]:
        lines += _replaced(a[at_a : block.a], b[at_b : block.b], (at_a, at_b), budget)
        at_a, at_b = block.a + block.size, block.b + block.size
        lines += [_same(a[block.a + n], block.a + n, block.b + n) for n in range(block.size)]
    return lines


def folded(lines: Sequence[Line], context: int = CONTEXT) -> list[Line | Skipped]:
    """Only what changed, with a few lines around."""
    near = bytearray(len(lines))
    for number, line in enumerate(lines):
        if line.kind != "same":
            start, end = max(0, number - context), min(len(lines), number + context + 1)
            near[start:end] = b"\1" * (end - start)
    found: list[Line | Skipped] = []
    for number, line in enumerate(lines):
        if near[number]:
            found.append(line)
        elif found and isinstance(found[-1], Skipped):
            found[-1] = Skipped(found[-1].count + 1)
        else:
            found.append(Skipped(1))
    return found


def blocks(a: Sequence[str], b: Sequence[str], budget: Budget) -> list[Block]:
    """What both have in common, in order: ends first, then what is found only once in each, then the rest."""
    found, todo = list[Block](), [(0, len(a), 0, len(b))]
    while todo:
        ends, (start_a, end_a, start_b, end_b) = _trimmed(a, b, *todo.pop())
        found += ends
        inner_a, inner_b = a[start_a:end_a], b[start_b:end_b]
        if not inner_a or not inner_b:
            continue
        if budget.allows(inner_a, inner_b):
            matcher = SequenceMatcher(None, inner_a, inner_b, autojunk=False)
            found += [Block(start_a + each.a, start_b + each.b, each.size) for each in matcher.get_matching_blocks()]
        else:
            # Each anchor begins a part of its own, and is found as the common beginning of it.
            cuts = [(start_a + at_a, start_b + at_b) for at_a, at_b in anchors(inner_a, inner_b)]
            froms, tos = [(start_a, start_b), *cuts], [*cuts, (end_a, end_b)]
            if cuts:
                todo += [(at[0], to[0], at[1], to[1]) for at, to in zip(froms, tos, strict=True)]
    return sorted(block for block in found if block.size)


def _trimmed(
    a: Sequence[str], b: Sequence[str], start_a: int, end_a: int, start_b: int, end_b: int
) -> tuple[list[Block], tuple[int, int, int, int]]:
    """What is common to both ends, and what is left between them."""
    first_a, first_b, last_a, last_b = start_a, start_b, end_a, end_b
    while start_a < end_a and start_b < end_b and a[start_a] == b[start_b]:
        start_a, start_b = start_a + 1, start_b + 1
    while start_a < end_a and start_b < end_b and a[end_a - 1] == b[end_b - 1]:
        end_a, end_b = end_a - 1, end_b - 1
    ends = [Block(first_a, first_b, start_a - first_a), Block(end_a, end_b, last_a - end_a)]
    assert last_a - end_a == last_b - end_b
    return ends, (start_a, end_a, start_b, end_b)


def _same(text: str, old: int, new: int) -> Line:
    pieces = (Piece(text, is_changed=False),)
    return Line("same", pieces, pieces, old + 1, new + 1)


def _replaced(old: Sequence[str], new: Sequence[str], at: tuple[int, int], budget: Budget) -> Iterator[Line]:
    """Lines in place of others: those that are alike as changed, between what was removed and added."""
    done_old = done_new = 0
    for n_old, n_new in [*_aligned(old, new), (len(old), len(new))]:
        for number in range(done_old, n_old):
            yield Line("removed", old=(Piece(old[number], is_changed=True),), old_number=at[0] + number + 1)
        for number in range(done_new, n_new):
            yield Line("added", new=(Piece(new[number], is_changed=True),), new_number=at[1] + number + 1)
        if n_old < len(old) and n_new < len(new):
            pieces = inside(old[n_old], new[n_new], budget)
            yield Line("changed", *pieces, at[0] + n_old + 1, at[1] + n_new + 1)
        done_old, done_new = n_old + 1, n_new + 1


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of lines that are alike, going forward: those that are most alike in all."""
    if len(old) * len(new) > MOST_ALIGNED:
        if len(old) != len(new):
            return []
        return [(n, n) for n in range(len(old)) if likeness(old[n], new[n]) >= ALIKE]
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]]
    best = [[(0.0, ())] * (len(new) + 1) for _ in range(len(old) + 1)]
    for n in range(len(old)):
        for m in range(len(new)):
            alike = likeness(old[n], new[m])
            choices = [best[n][m + 1], best[n + 1][m]]
            if alike >= ALIKE:
                score, pairs = best[n][m]
                choices.append((score + alike, (*pairs, (n, m))))
            best[n + 1][m + 1] = max(choices, key=lambda choice: choice[0])
    return list(best[-1][-1][1])


def likeness(old: str, new: str) -> float:
    """From 0 to 1: the share of their characters that two lines have in common, wherever these stand."""
    old, new = old[:LONGEST_LOOK], new[:LONGEST_LOOK]
    shared = sum((Counter(old) & Counter(new)).values())
    return 2 * shared / max(1, len(old) + len(new))


def inside(old: str, new: str, budget: Budget) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces: a Chinese character is one token, a Latin word another."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    common = _readable(blocks(a, b, budget), len(a), len(b))
    return _pieces(a, [(block.a, block.size) for block in common]), _pieces(
        b, [(block.b, block.size) for block in common]
    )


def _readable(found: list[Block], end_a: int, end_b: int) -> list[Block]:
    """Without single tokens that are the same by chance, between longer changes on both sides."""
    joined: list[Block] = []
    for block in found:
        if joined and (joined[-1].a + joined[-1].size, joined[-1].b + joined[-1].size) == block[:2]:
            joined[-1] = joined[-1]._replace(size=joined[-1].size + block.size)
        else:
            joined.append(block)
    kept: list[Block] = []
    for number, block in enumerate(joined):
        before = kept[-1] if kept else Block(0, 0, 0)
        after = joined[number + 1] if number + 1 < len(joined) else Block(end_a, end_b, 0)
        changed_before = max(block.a - before.a - before.size, block.b - before.b - before.size)
        changed_after = max(after.a - block.a - block.size, after.b - block.b - block.size)
        if block.size > 1 or min(changed_before, changed_after) < 2:
            kept.append(block)
    return kept


def _pieces(tokens: Sequence[str], common: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, done = list[Piece](), 0
    for at, size in [*common, (len(tokens), 0)]:
        pieces += [Piece("".join(tokens[done:at]), is_changed=True)] if done < at else []
        pieces += [Piece("".join(tokens[at : at + size]), is_changed=False)] if size else []
        done = at + size
    return tuple(pieces)
