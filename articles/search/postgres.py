"""The index on PostgreSQL: overlapping parts of a text, since a tsvector loses the positions of a long one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection

from articles.text.bigrams import Query

from .engine import RANKED, Entry, Reach

TABLE = "articles_searchpart"
PART = 100  # tokens: a row as small stays in its page, where a phrase is checked without fetching it from elsewhere
OVERLAP = 20  # tokens; a longer phrase is looked for in pieces that overlap by half
LONGEST = 400  # characters of a token
READ = 40  # texts, before the index is asked
RARE = (
    10  # of them hold a word for which the index is asked: to find one in it takes a fifth of the time of reading one
)
# Where hits are so frequent among them that no more would have to be read for all, they are read.
READ_MORE, READ_PER_HIT = 300, 3


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


def holds(position: int) -> bool:
    return bool(_rows(f"SELECT position FROM {TABLE} WHERE position = %s LIMIT 1", [position]))


@contextmanager
def bulk() -> Iterator[None]:
    """Then the planner knows what came in, and no search reads through what was not yet sorted in."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{TABLE}_words"])
        cursor.execute(f"ANALYZE {TABLE}")


def hits(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """Common words are met by reading the first texts; where some are rarer, the index is asked for these."""
    queries = _queries(words)
    first = reach.positions(READ)
    held = _held(queries, first)
    found = [position for position, flags in held.items() if all(flags)]
    if len(found) >= limit or len(first) < READ:
        return found[:limit]
    wanted = READ * limit * 3 // (2 * max(1, len(found)))
    if wanted <= READ_PER_HIT * limit + READ_MORE:
        more = reach.positions(wanted)
        found = list(islice(_holding(queries, more), limit))
        if len(found) == limit or len(more) < wanted:
            return found
    counts = [sum(flags[number] for flags in held.values()) for number in range(len(queries))]
    rarer = [query for query, count in zip(queries, counts, strict=True) if count <= max(RARE, min(counts))]
    if len(rarer) == len(queries):
        return _indexed(queries, reach, limit)
    return list(islice(_holding(queries, _indexed(rarer, reach)), limit))


def best(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """Titles that hold all words first, then by how often the words stand there; ranks the newest hits only."""
    queries = _queries(words)
    titles = _indexed(queries, reach, RANKED, only="in_title AND")
    ranked = sorted({*titles, *hits(words, reach, RANKED)})
    rank = " + ".join(["ts_rank(words, %s::tsquery)"] * len(queries))
    sql = (
        f"SELECT position FROM {TABLE} WHERE position = ANY(%s) GROUP BY position "
        f"ORDER BY position = ANY(%s) DESC, sum(({rank}) * CASE WHEN in_title THEN 10 ELSE 1 END) DESC, "
        "position DESC LIMIT %s"
    )
    return [position for (position,) in _rows(sql, [ranked, titles, *queries, limit])]


def _holding(queries: Sequence[str], positions: Sequence[int]) -> Iterator[int]:
    """Those whose text holds all; reads ever more at once."""
    start, size = 0, READ
    while start < len(positions):
        held = _held(queries, positions[start : start + size])
        yield from (position for position, flags in held.items() if all(flags))
        start, size = start + size, 2 * size


def _held(queries: Sequence[str], positions: Sequence[int]) -> dict[int, Sequence[bool]]:
    """For each position, in order, which of the queries its text holds."""
    columns = ", ".join(["bool_or(words @@ %s::tsquery)"] * len(queries))
    sql = f"SELECT position, {columns} FROM {TABLE} WHERE position = ANY(%s) GROUP BY position"
    found = {row[0]: row[1:] for row in _rows(sql, [*queries, list(positions)])}
    return {position: found[position] for position in positions if position in found}


def _indexed(queries: Sequence[str], reach: Reach, limit: int | None = None, only: str = "") -> list[int]:
    within, ends = reach.condition("position")
    holding = f"SELECT position FROM {TABLE} WHERE {only} words @@ %s::tsquery"
    # Materialised, and no join: otherwise the planner hopes to meet rare words soon on a walk through the whole table.
    sql = (
        f"WITH hits AS MATERIALIZED ({' INTERSECT '.join([holding] * len(queries))} AND {within}) "
        f"SELECT DISTINCT position FROM hits ORDER BY position {reach.direction} LIMIT %s"
    )
    return [position for (position,) in _rows(sql, [*queries, *ends, limit])]


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


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
