"""The index on PostgreSQL: overlapping parts of a text, since a tsvector loses the positions of a long one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from articles.text.bigrams import Query

from .entry import Entry

TABLE = "articles_searchpart"
PART = 200  # tokens
OVERLAP = 40  # tokens; a longer phrase is looked for in pieces of this length
LONGEST = 400  # characters of a token


def index(entries: Sequence[Entry]) -> None:
    rows = [
        (entry.position, in_title, _vector(part))
        for entry in entries
        for in_title, tokens in ((True, entry.title.split()), (False, entry.body.split()))
        for part in _parts(tokens)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TABLE} (position, in_title, words) VALUES (%s, %s, %s::tsvector)", rows)


def remove(entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE position = ANY(%s)", [[entry.position for entry in entries]])


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


@contextmanager
def bulk() -> Iterator[None]:
    yield


def newest(words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Positions, newest first, none above `at_most`."""
    hits, parameters = _hits(words, at_most)
    return _positions(f"SELECT position FROM ({hits}) hits ORDER BY position DESC LIMIT %s", [*parameters, limit])


def best(words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Positions by how many parts of them hold the words, the title above the body."""
    hits, parameters = _hits(words, at_most)
    queries = _queries(words)
    rank = " + ".join(["ts_rank(words, %s::tsquery) * CASE WHEN in_title THEN 10 ELSE 1 END"] * len(queries))
    sql = (
        f"SELECT position FROM {TABLE} WHERE position IN ({hits}) "
        f"GROUP BY position ORDER BY sum({rank}) DESC, position DESC LIMIT %s"
    )
    return _positions(sql, [*parameters, *queries, limit])


def _hits(words: Sequence[Query], at_most: int) -> tuple[str, list[Any]]:
    queries = _queries(words)
    one = f"SELECT DISTINCT position FROM {TABLE} WHERE words @@ %s::tsquery AND position <= %s"
    return " INTERSECT ".join([one] * len(queries)), [value for query in queries for value in (query, at_most)]


def _queries(words: Sequence[Query]) -> list[str]:
    return [query for word in words for query in _phrases(word)]


def _phrases(word: Query) -> list[str]:
    lexemes = [_lexeme(token) for token in word.tokens]
    if word.prefix:
        lexemes[-1] += ":*"
    step = OVERLAP // 2
    starts = range(0, max(1, len(lexemes) - step), step)
    return [" <-> ".join(lexemes[start : start + OVERLAP]) for start in starts]


def _parts(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, max(1, len(tokens) - OVERLAP), PART - OVERLAP):
        yield tokens[start : start + PART]


def _vector(tokens: Sequence[str]) -> str:
    return " ".join(f"{_lexeme(token)}:{place}" for place, token in enumerate(tokens, 1))


def _lexeme(token: str) -> str:
    quoted = token[:LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"


def _positions(sql: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [position for (position,) in cursor.fetchall()]
