"""What is shown of a hit: the passage that holds the most of the words, and where in it they stand."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from articles.text import cjk
from articles.text.bigrams import Query

from .words import parse

LENGTH = 120  # characters of a snippet
LEAD = 20  # of them before the first word
CONSIDERED = 500  # places where a word stands
LONGEST_WORD = 30

_LETTER = rf"[^\W_{cjk.WORD}]"
_BETWEEN = r"[\W_]{0,9}?"


class Piece(NamedTuple):
    """A stretch of plain text, to be escaped; `hit` where it is what was looked for."""

    text: str
    hit: bool


class Place(NamedTuple):
    start: int
    end: int
    word: int


def highlight(text: str, query: str) -> list[Piece]:
    """All of a short text, as of a title."""
    places = list(_places(text, query))
    return list(_pieces(text, places, 0, len(text)))


def snippet(text: str, query: str) -> list[Piece]:
    """A passage of about LENGTH characters, its beginning where no word is in it; "…" where text was left out."""
    plain = " ".join(text.split())
    places = list(islice(_places(plain, query), CONSIDERED))
    start, end = _passage(plain, places)
    pieces = list(_pieces(plain, places, start, end))
    before = [Piece("…", hit=False)] if start else []
    after = [Piece("…", hit=False)] if end < len(plain) else []
    return [*before, *pieces, *after]


def _places(text: str, query: str) -> Iterator[Place]:
    pattern = _any_word(query)
    if pattern is None:
        return
    for found in pattern.finditer(text.translate(_FOLDED)):
        yield Place(found.start(), found.end(), int((found.lastgroup or "w0")[1:]))


@lru_cache(maxsize=64)  # a page of hits asks for the same one forty times
def _any_word(query: str) -> re.Pattern[str] | None:
    # The longest first: of 内核 and 内核模块 the latter is what stands there.
    ordered = sorted(enumerate(parse(query)), key=lambda pair: -len(pair[1].tokens))
    patterns = [f"(?P<w{number}>{_pattern(word)})" for number, word in ordered]
    return re.compile("|".join(patterns)) if patterns else None


def _pattern(word: Query) -> str:
    """A regular expression for a text in which the tokens of this word follow each other."""
    parts: list[str] = []
    for token, following in zip(word.tokens, [*word.tokens[1:], ""], strict=True):
        if len(token) == 2 and _is_cjk(token[0]):  # its second character begins the next token
            parts.append(re.escape(token[0] if following else token))
        else:
            parts += [_whole(token, prefix=word.prefix and not following), _BETWEEN if following else ""]
    return "".join(parts)


def _whole(token: str, *, prefix: bool) -> str:
    if not token.isalnum() or _is_cjk(token):
        return re.escape(token)
    return f"(?<!{_LETTER}){re.escape(token)}" + ("" if prefix else f"(?!{_LETTER})")


def _passage(text: str, places: Sequence[Place]) -> tuple[int, int]:
    """Where the stretch with the most different words, and then the most places, begins and ends."""
    if not places:
        return 0, _edge(text, LENGTH)

    def worth(number: int) -> tuple[int, int, int]:
        last = places[number].start - LEAD + LENGTH
        within = [place for place in islice(places, number, number + LENGTH) if place.end <= last]
        return len({place.word for place in within}), len(within), -number

    first = places[max(range(len(places)), key=worth)].start
    start = max(0, min(first - LEAD, len(text) - LENGTH))
    return _edge(text, start), _edge(text, max(start + LENGTH, 0))


def _edge(text: str, place: int) -> int:
    """The beginning of the Latin word in which this place lies, unless the word is endless."""
    if place >= len(text):
        return len(text)
    start = place
    while start and place - start < LONGEST_WORD and _is_latin(text[start]) and _is_latin(text[start - 1]):
        start -= 1
    return start if place - start < LONGEST_WORD else place


def _pieces(text: str, places: Sequence[Place], start: int, end: int) -> Iterator[Piece]:
    done = start
    for place in places:
        if place.start < done or place.end > end:
            continue
        if place.start > done:
            yield Piece(text[done : place.start], hit=False)
        yield Piece(text[place.start : place.end], hit=True)
        done = place.end
    if done < end:
        yield Piece(text[done:end], hit=False)


class _Folding(dict[int, str]):
    """Each character as the index sees it, where that is one character: so places stay where they are."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FOLDED = _Folding()
_is_cjk = re.compile(f"[{cjk.WORD}]").match
_is_latin = re.compile(_LETTER).match
