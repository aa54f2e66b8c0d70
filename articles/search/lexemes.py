"""What a tsvector of PostgreSQL holds of a text, and the lexemes to ask for: more than tokens, lest texts be read."""

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

from articles.text import cjk
from articles.text.bigrams import Query

LONGEST = 400  # characters of a token; a lexeme has room for 2,046 bytes
MOST_BYTES = 1_000_000  # a tsvector has room for 1,048,575
PAIRS = 1 << 16  # Numbers for the neighbours of words and signs: with one for each, half of the index would be rare ones.
SPAN = 51  # bits of a position: its number and 24 days
INCOMPLETE = "*"  # of a text with more tokens than a tsvector has room for: it is read at each search

# None of these begins a token of two characters or more.
_NEIGHBOURS, _SPAN, _TITLE = "=", ">", "^"
_is_cjk = re.compile(f"[{cjk.WORD}]").match


def vector(position: int, title: str, body: str) -> tuple[str, bool]:
    """As PostgreSQL reads it, and whether it is complete."""
    of_title = [token[:LONGEST] for token in title.split()]
    tokens = [*of_title, *(token[:LONGEST] for token in body.split())]
    always = {_span(position), *(_TITLE + token for token in of_title)}
    lexemes = {*always, *tokens, *_characters(tokens), *_neighbours(tokens)}
    if complete := sum(map(len, map(str.encode, lexemes))) <= MOST_BYTES:
        return " ".join(map(_quoted, lexemes)), complete
    return " ".join(map(_quoted, {*always, INCOMPLETE})), complete


def holding(words: Sequence[Query]) -> str:
    """The tsquery that every text with these words fulfils."""
    return f"({' & '.join(dict.fromkeys(one for word in words for one in _of(word)))}) | {_quoted(INCOMPLETE)}"


def titled(words: Sequence[Query]) -> str:
    """The tsquery that every title with these words fulfils."""
    marked = [Query([_TITLE + token for token in word.tokens], prefix=word.prefix) for word in words]
    return " & ".join(one for word in marked for one in _tokens(word))


def spans(positions: Iterable[int]) -> str:
    """The tsquery for the texts of these days."""
    return " | ".join(_quoted(_span(position)) for position in positions)


def is_certain(word: Query) -> bool:
    """Whether a text that is complete holds the word if it fulfils the tsquery; otherwise it may not."""
    return len(word.tokens) == 1


def _of(word: Query) -> list[str]:
    following = word.tokens[:-1] if word.prefix else word.tokens
    return [*_tokens(word), *map(_quoted, _neighbours(following))]


def _tokens(word: Query) -> list[str]:
    lexemes = [_quoted(token[:LONGEST]) for token in word.tokens]
    if word.prefix and not _is_lone(word.tokens[-1]):
        lexemes[-1] += ":*"
    return lexemes


def _characters(tokens: Sequence[str]) -> set[str]:
    return {token[0] for token in set(tokens) if _is_cjk(token)}


def _neighbours(tokens: Sequence[str]) -> set[str]:
    """Of CJK characters, pairs overlap anyhow."""
    pairs = {pair for pair in zip(tokens, tokens[1:], strict=False) if not (_is_cjk(pair[0]) and _is_cjk(pair[1]))}
    return {f"{_NEIGHBOURS}{crc32(' '.join(pair).encode()) % PAIRS:x}" for pair in pairs}


def _is_lone(token: str) -> bool:
    return len(token) == 1 and _is_cjk(token) is not None


def _span(position: int) -> str:
    return f"{_SPAN}{position >> SPAN}"


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
