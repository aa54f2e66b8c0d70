"""What a tsvector of PostgreSQL holds of a text, and the lexemes to ask for: more than tokens, lest texts be read."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from articles.text import cjk
from articles.text.bigrams import Query

LONGEST = 400  # characters of a token; a lexeme has room for 2,046 bytes
MOST_BYTES = 1_000_000  # a tsvector has room for 1,048,575
# Numbers for neighbours, one of which is no CJK character: as lexemes of their own they would be most of the index.
PAIRS = 1 << 16
# What is cut off a position so that what is left stands for some time around it: 2 hours and a half, a day and a half,
# 24 days.
SPANS = (43, 47, 51)
INCOMPLETE = "*"  # a text with more tokens than a tsvector has room for: it is read at each search

# None of these begins a token of two characters or more.
TIME, _PAIR, _TITLE = ">", "=", "^"
_is_cjk = re.compile(f"[{cjk.WORD}]").match


def vector(position: int, title: str, body: str) -> tuple[str, bool]:
    """As PostgreSQL reads it, and whether it is complete."""
    of_title = [token[:LONGEST] for token in title.split()]
    tokens = [*of_title, *(token[:LONGEST] for token in body.split())]
    times = (f"{TIME}{bits}.{position >> bits}" for bits in SPANS)
    always = {*times, *(_TITLE + token for token in of_title)}
    packed = _packed({*always, *tokens, *_characters(tokens), *_pairs(tokens)})
    if complete := len(packed.encode()) <= MOST_BYTES:
        return packed, complete
    return _packed({*always, INCOMPLETE}), complete


def holding(words: Sequence[Query]) -> str:
    """The tsquery that every text with these words fulfils."""
    return f"({_all(one for word in words for one in _of(word))}) | {_packed([INCOMPLETE])}"


def titled(words: Sequence[Query]) -> str:
    """The tsquery that every title with these words fulfils."""
    marked = [Query([_TITLE + token for token in word.tokens], prefix=word.prefix) for word in words]
    return _all(one for word in marked for one in _tokens(word))


def is_certain(word: Query) -> bool:
    """Whether a text holds the word if it is complete and fulfils the tsquery; if not, it must be read."""
    return len(word.tokens) == 1


def _of(word: Query) -> Iterable[str]:
    whole = word.tokens[:-1] if word.prefix else word.tokens
    return *_tokens(word), *(_packed([pair]) for pair in _pairs(whole))


def _tokens(word: Query) -> Sequence[str]:
    lexemes = [_packed([token[:LONGEST]]) for token in word.tokens]
    if word.prefix and not _is_lone(word.tokens[-1]):
        lexemes[-1] += ":*"
    return lexemes


def _characters(tokens: Sequence[str]) -> set[str]:
    return {token[0] for token in set(tokens) if _is_cjk(token)}


def _pairs(tokens: Sequence[str]) -> set[str]:
    """Not those of CJK characters, which overlap anyhow."""
    others = {token for token in set(tokens) if not _is_cjk(token)}
    pairs = {" ".join(pair) for pair in set(pairwise(tokens)) if pair[0] in others or pair[1] in others}
    return {f"{_PAIR}{crc32(pair.encode()) % PAIRS:x}" for pair in pairs}


def _is_lone(token: str) -> bool:
    return len(token) == 1 and _is_cjk(token) is not None


def _all(queries: Iterable[str]) -> str:
    return " & ".join(dict.fromkeys(queries))


def _packed(lexemes: Iterable[str]) -> str:
    """In quotes; all at once, since a text has more than a thousand."""
    escaped = "\n".join(lexemes).replace("\\", "\\\\").replace("'", "''").replace("\n", "' '")
    return f"'{escaped}'"
