"""What a reader typed, taken apart: the words and phrases to look for. Nothing in it is an operator."""

import re

from articles.text import bigrams
from articles.text.bigrams import Query

MOST_CHARACTERS = 300
MOST_WORDS = 12
# A word of as many letters is also found at the beginning of a longer one: Docker in Dockerfile, but not Go in Google.
BEGINNING = 4

_WORDS = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')


def parse(text: str) -> tuple[Query, ...]:
    """Words are parted by spaces; what stands in quotes is a phrase, and its last word a whole one."""
    return tuple(word for _, word in terms(text))


def terms(text: str) -> list[tuple[str, Query]]:
    """The same, each with what was typed."""
    return _terms(text)[:MOST_WORDS]


def is_cut(text: str) -> bool:
    """Whether parse() leaves out the end of it."""
    return len(text) > MOST_CHARACTERS or len(_terms(text)) > MOST_WORDS


def _terms(text: str) -> list[tuple[str, Query]]:
    found = _WORDS.findall(text[:MOST_CHARACTERS])
    terms = [(straight or curly or word, _query(straight or curly, word)) for straight, curly, word in found]
    return [(typed, query) for typed, query in terms if query.tokens]


def _query(phrase: str, word: str) -> Query:
    query = bigrams.query(phrase or word)
    last = query.tokens[-1] if query.tokens else ""
    return Query(query.tokens, prefix=True) if word and last.isalpha() and len(last) >= BEGINNING else query
