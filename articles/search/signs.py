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

GAP = "\n"
_LETTER = rf"[^\W_{cjk.WORD}]"
_is_letter, _is_sign, _is_cjk = (re.compile(each).match for each in (_LETTER, bigrams.SIGN, f"[{cjk.WORD}]"))
_together = re.compile(rf"(?:\w|{bigrams.SIGN}|[{cjk.WORD}])+").findall


@dataclass(frozen=True)
class Sign:
    """A word with signs. `seen`: what is it wherever it stands in a text; `row`: what is it among gapped tokens."""

    seen: re.Pattern[str]
    row: re.Pattern[str]

    def is_in(self, title: str, summary: str, text: str) -> bool:
        if any(map(self.seen.search, (title, text, summary))):
            return True
        return any(self.row.search(f" {_gapped(part)} ") for part in (title, prose.searched(summary, text)))


def signs(terms: Sequence[tuple[str, Query]]) -> tuple[Sign, ...]:
    """Of words as they were typed, and what is looked for: those in which a sign stands beside a letter or a sign."""
    return tuple(
        Sign(_seen(typed, word), _row(typed, word)) for typed, word in terms if any(map(_is_sign, word.tokens))
    )


def newest(ask: Ask, words: Sequence[Query], wanted: Sequence[Sign], reach: Reach, limit: int) -> list[int]:
    """What `ask` gives of the index, newest first or upwards, without what only looks like it."""
    found: list[int] = []
    while positions := ask(words, reach, limit):
        found += islice(_holding(positions, wanted), limit - len(found))
        if len(found) == limit or len(positions) < limit:
            break
        reach = replace(reach, lowest=positions[-1] + 1) if reach.upwards else replace(reach, highest=positions[-1] - 1)
    return found


def best(ask: Ask, words: Sequence[Query], wanted: Sequence[Sign], reach: Reach, limit: int) -> list[int]:
    """The same by relevance."""
    return list(islice(_holding(ask(words, reach, RANKED), wanted), limit))


def _holding(positions: Sequence[int], wanted: Sequence[Sign]) -> Iterator[int]:
    return (position for position, parts in texts(positions) if all(sign.is_in(*parts) for sign in wanted))


def _seen(typed: str, word: Query) -> re.Pattern[str]:
    begin = f"(?<!{_LETTER})" if _is_letter(typed) else ""
    end = f"(?!{_LETTER})" if _is_letter(typed[-1]) and not word.prefix else ""
    return re.compile(f"{begin}{re.escape(typed)}{end}", re.IGNORECASE)


def _row(typed: str, word: Query) -> re.Pattern[str]:
    """Only where a sign touches a letter or a sign in what was typed must it do so in the text."""
    pattern, before, left = "", "", list(word.tokens)
    for token in _gapped(typed).split(" "):
        if token != GAP and left:
            touches = before != GAP and any(map(_is_sign, (before, token))) and not any(map(_is_cjk, (before, token)))
            pattern += f"{' ' if touches or not before else f' (?:{GAP} )?'}{re.escape(left.pop(0))}"
        before = token
    return re.compile(pattern + ("" if word.prefix else " "))


def _gapped(text: str) -> str:
    """The tokens of a text, joined by spaces, with GAP between those that were apart."""
    return f" {GAP} ".join(filter(None, map(bigrams.line, _together(text))))
