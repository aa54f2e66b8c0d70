"""Words with signs, such as C# and 5.15: the index does not know what stood between two tokens, so texts are read.

"c) #" has the tokens of C#, but nobody who looks for C# wants it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from articles.text import bigrams, cjk, prose
from articles.text.bigrams import Query

from .engine import RANKED, Reach
from .texts import texts

Ask = Callable[[Sequence[Query], Reach, int], list[int]]

GAP = "x0gap0x"  # a token that no text has
_LETTER = rf"[^\W_{cjk.WORD}]"
_is_letter, _is_sign, _is_cjk = (re.compile(each).match for each in (_LETTER, bigrams.SIGN, f"[{cjk.WORD}]"))
_APART = rf"[^\w{bigrams.SIGN[1:-1]}{cjk.WORD}]+"
_apart, _at_ends = re.compile(_APART), re.compile(rf"\A{_APART}|{_APART}\Z")


@dataclass(frozen=True)
class Sign:
    """A word with signs, which a text holds where `seen` is found.

    If not, it may still do so if it holds all `segments`, in lower case, or letters that the index sees as others: then
    `row` is looked for among its tokens.
    """

    typed: tuple[str, ...]  # as it probably stands there
    seen: re.Pattern[str]
    segments: tuple[str, ...]
    row: re.Pattern[str]

    def is_in(self, title: str, summary: str, text: str) -> bool:
        parts = title, text, summary
        if any(map(self._is_met, parts)) or any(map(self.seen.search, parts)):
            return True
        folded = "\n".join(parts).casefold()
        if not all(segment in folded for segment in self.segments) and not bigrams.OTHER_SCRIPT.search(folded):
            return False
        return any(self.row.search(f" {_gapped(part)} ") for part in (title, prose.searched(summary, text)))

    def _is_met(self, text: str) -> bool:
        """At once, in most texts that hold it."""
        places = (text.find(typed) for typed in self.typed)
        return any(place >= 0 and self.seen.match(text, place) is not None for place in places)


def signs(terms: Sequence[tuple[str, Query]]) -> tuple[Sign, ...]:
    """Of words as they were typed, and what is looked for: those in which a sign stands beside a letter or a sign."""
    return tuple(_sign(_at_ends.sub("", typed), word) for typed, word in terms if any(map(_is_sign, word.tokens)))


def newest(ask: Ask, words: Sequence[Query], wanted: Sequence[Sign], reach: Reach, limit: int) -> list[int]:
    """What `ask` gives of the index, newest first or upwards, without what only looks like it."""
    found, count = list[int](), limit
    while positions := ask(words, reach, count):
        found += islice(_holding(positions, wanted), limit - len(found))
        if len(found) == limit or len(positions) < count:
            break
        count = max(limit, min(2 * count, RANKED))
        reach = replace(reach, lowest=positions[-1] + 1) if reach.upwards else replace(reach, highest=positions[-1] - 1)
    return found


def best(ask: Ask, words: Sequence[Query], wanted: Sequence[Sign], reach: Reach, limit: int) -> list[int]:
    """The same by relevance."""
    return list(islice(_holding(ask(words, reach, RANKED), wanted), limit))


def _holding(positions: Sequence[int], wanted: Sequence[Sign]) -> Iterator[int]:
    return (position for position, parts in texts(positions) if all(sign.is_in(*parts) for sign in wanted))


def _sign(typed: str, word: Query) -> Sign:
    begin = f"(?<!{_LETTER})" if _is_letter(typed) else ""
    end = f"(?!{_LETTER})" if _is_letter(typed[-1]) and not word.prefix else ""
    seen = re.compile(f"{begin}{re.escape(typed)}{end}", re.IGNORECASE)
    segments = _segments(typed, word)
    row = f" (?:{GAP} )?".join(" ".join(map(re.escape, segment)) for segment in segments)
    variants = dict.fromkeys((typed, typed.casefold(), typed.upper(), typed.capitalize()))
    return Sign(tuple(variants), seen, tuple(map("".join, segments)), re.compile(f" {row}{'' if word.prefix else ' '}"))


def _segments(typed: str, word: Query) -> list[list[str]]:
    """Tokens that must touch in a text: where a sign touches a letter or a sign in what was typed, and nowhere else."""
    segments: list[list[str]] = []
    before, left = GAP, list(word.tokens)
    for token in _gapped(typed).split(" "):
        pair = before, token
        if token != GAP and left:
            touches = before != GAP and any(map(_is_sign, pair)) and not any(map(_is_cjk, pair))
            if not touches:
                segments.append([])
            segments[-1].append(left.pop(0))
        before = token
    return segments


def _gapped(text: str) -> str:
    """The tokens of a text, joined by spaces, with GAP between those that were apart."""
    return bigrams.line(_apart.sub(f" {GAP} ", text))
