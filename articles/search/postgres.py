"""The index on PostgreSQL: overlapping parts of a text, since a tsvector loses the positions of a long one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from articles.text.bigrams import Query

from .engine import Entry

TABLE = "articles_searchpart"
PART = 100  # tokens: a row as small stays in its page, where a phrase is checked without fetching it from elsewhere
OVERLAP = 20  # tokens; a longer phrase is looked for in pieces that overlap by half
LONGEST = 400  # characters of a token
WALKED = 3000  # parts, some 120 texts: read newest first before the index is asked for every hit there is
WALKED_PER_HIT = 25
RANKED = 1000  # hits, and as many titles that hold all words


def index(entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} (position, in_title, words) FROM STDIN") as copy:
        for entry in entries:
            for in_title, tokens in ((True, entry.title.split()), (False, entry.body.split())):
                for part in _parts(tokens):
                    copy.write_row((entry.position, in_title, _vector(part)))


def remove(entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE position = ANY(%s)", [[entry.position for entry in entries]])


def clear() -> None:
    with connection.cursor() as cursor:
        # Until the end of the transaction nobody else may write, lest an article be indexed twice; searching goes on.
        cursor.execute(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
        cursor.execute(f"DELETE FROM {TABLE}")


@contextmanager
def bulk() -> Iterator[None]:
    """Then the planner knows what came in, and no search reads through what was not yet sorted in."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{TABLE}_words"])
        cursor.execute(f"ANALYZE {TABLE}")


def newest(words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Newest first: common words are met on a walk through the newest parts, rarer ones are asked of the index."""
    found = _walk(words, at_most, limit)
    return found if len(found) == limit else _indexed(words, at_most, limit)


def best(words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Titles that hold all words first, then by how often the words stand there; ranks the newest hits only."""
    titles = _indexed(words, at_most, RANKED, only="in_title AND")
    hits = sorted({*titles, *newest(words, at_most, max(RANKED, limit))})
    queries = _queries(words)
    rank = " + ".join(["ts_rank(words, %s::tsquery)"] * len(queries))
    sql = (
        f"SELECT position FROM {TABLE} WHERE position = ANY(%s) GROUP BY position "
        f"ORDER BY position = ANY(%s) DESC, sum(({rank}) * CASE WHEN in_title THEN 10 ELSE 1 END) DESC, "
        "position DESC LIMIT %s"
    )
    return _positions(sql, [hits, titles, *queries, limit])


def _walk(words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Hits among the newest parts; the oldest publication there may be missed, since its other parts may lie beyond."""
    queries = _queries(words)
    sql = (
        f"WITH newest AS (SELECT position, words FROM {TABLE} WHERE position <= %s ORDER BY position DESC LIMIT %s) "
        f"SELECT position FROM newest GROUP BY position HAVING {_all('bool_or(words @@ %s::tsquery)', queries)} "
        "ORDER BY position DESC LIMIT %s"
    )
    return _positions(sql, [at_most, max(WALKED, limit * WALKED_PER_HIT), *queries, limit])


def _indexed(words: Sequence[Query], at_most: int, limit: int, only: str = "") -> list[int]:
    first, *others = _queries(words)
    holding = f"SELECT position FROM {TABLE} WHERE {only} words @@ %s::tsquery"
    # Materialised: otherwise the planner hopes to meet rare words soon on a walk through the whole table.
    sql = (
        f"WITH hits AS MATERIALIZED ({holding} AND position <= %s {'AND ' * bool(others)}"
        f"{_all(f'position IN ({holding})', others)}) "
        "SELECT DISTINCT position FROM hits ORDER BY position DESC LIMIT %s"
    )
    return _positions(sql, [first, at_most, *others, limit])


def _all(condition: str, queries: Sequence[str]) -> str:
    return " AND ".join([condition] * len(queries))


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
