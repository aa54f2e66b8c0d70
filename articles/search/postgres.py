"""The index on PostgreSQL: a tsvector without places for each text, and beside it the tokens in their order."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor

from articles.text.bigrams import Query

from . import lexemes
from .engine import RANKED, Entry, Reach

Condition = tuple[str, list[Any]]  # SQL and its parameters

TABLE = "articles_searchtext"
# Words that are in most texts are met among the first ones, and rare ones cost little among all. So these are asked
# first, or two for each hit that is wanted: those that came out in the time of these, or in a multiple of it.
FEWEST = 300
# Then as many more as should hold enough of them, and some to spare, at least a leap farther where none came out; and
# once more, since what holds for the newest texts may not hold for the others. All are asked where that would be more
# than one of so many parts of them.
SPARE, LEAP, PARTS = 1.5, 20.0, 5
MOST_SPANS = 24  # that stand for a stretch of time
TEXTS = f"(SELECT reltuples FROM pg_class WHERE oid = '{TABLE}'::regclass)"
FIRST, SECOND, THIRD = (f"(SELECT count(*) FROM {step})" for step in ("first", "second", "third"))
# How many times as far a step goes as the one that found so many.
FARTHER = "coalesce(%s::float / nullif({}, 0), %s)"
# All in one statement, since asking takes as long as answering. What is said of no row is looked at before any row.
STEPS = (
    "WITH near AS MATERIALIZED ({}), first AS MATERIALIZED ({}), "
    f"second AS MATERIALIZED (SELECT position FROM ({{}}) AS found WHERE {FIRST} < %s AND {{}} * %s < {TEXTS}), "
    f"third AS MATERIALIZED (SELECT position FROM ({{}}) AS found WHERE {FIRST} < %s AND {SECOND} < %s "
    f"AND {{}} * %s < {TEXTS}), "
    f"every AS MATERIALIZED (SELECT position FROM ({{}}) AS found WHERE greatest({FIRST}, {SECOND}, {THIRD}) < %s) "
    f"SELECT position FROM first WHERE {FIRST} = %s UNION ALL SELECT position FROM second WHERE {SECOND} = %s "
    f"UNION ALL SELECT position FROM third WHERE {THIRD} = %s UNION ALL SELECT position FROM every"
)
SHORTEST, *_, LONGEST = lexemes.SPANS
# Where the nearest texts begin and end, in the shortest spans; no row where there are fewer.
NEAR = (
    f"SELECT min(position) >> {SHORTEST} AS lowest, max(position) >> {SHORTEST} AS highest FROM "
    f"(SELECT position FROM {TABLE} WHERE position BETWEEN %s AND %s ORDER BY position {{}} LIMIT %s) AS found "
    "HAVING count(*) = %s"
)
# The spans of a stretch so many times as long: the shortest ones that are few enough.
TIMES = (
    f"SELECT string_agg('''{lexemes.TIME}' || bits || '.' || time || '''', ' | ') FROM "
    "(SELECT {} FROM (SELECT *, ceil((highest - lowest + 1) * ({})::float)::bigint AS length FROM near) AS near) "
    f"AS ends, LATERAL (SELECT bits, bits - {SHORTEST} AS more FROM unnest(ARRAY{[*lexemes.SPANS]}) AS bits "
    f"WHERE (end_ - begin_) >> (bits - {SHORTEST}) < {MOST_SPANS} OR bits = {LONGEST} ORDER BY bits LIMIT 1) AS spans, "
    "generate_series(begin_ >> more, end_ >> more) AS time"
)
STRETCH = {
    "DESC": "greatest(highest - length + 1, 0) AS begin_, highest AS end_",
    "ASC": f"lowest AS begin_, least(lowest + length - 1, {(2**62) >> SHORTEST}) AS end_",
}


def index(entries: Sequence[Entry]) -> None:
    columns = "position, title, body, words, complete"
    with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({columns}) FROM STDIN") as copy:
        for entry in entries:
            row = (entry.position, f" {entry.title} ", f" {entry.body} ")
            copy.write_row((*row, *lexemes.vector(entry.position, entry.title, entry.body)))


def remove(entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE position = ANY(%s)", [[entry.position for entry in entries]])


def clear() -> None:
    with connection.cursor() as cursor:
        # Until the end of the transaction nobody else may write, lest an article be indexed twice; searching goes on.
        cursor.execute(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
        cursor.execute(f"DELETE FROM {TABLE}")


def holds(position: int) -> bool:
    return bool(_positions(f"SELECT position FROM {TABLE} WHERE position = %s", [position]))


@contextmanager
def bulk() -> Iterator[None]:
    """Then the planner knows how much came in."""
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")


def hits(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """In steps, each of which is taken only where the one before it did not find enough."""
    wanted: Condition = ("%s", [lexemes.holding(words)])
    near = [reach.lowest, reach.highest, FEWEST, FEWEST]
    far: list[Condition] = [("%s", [max(1.0, 2 * limit / FEWEST)])]  # of each step, in times of the nearest texts
    for found in (FIRST, SECOND):
        sql, given = far[-1]
        far.append((f"{sql} * {FARTHER.format(found)}", [*given, SPARE * limit, max(SPARE * limit, LEAP)]))
    first, second, third = (_holding(words, reach, limit, [wanted, _stretch(reach, *each)]) for each in far)
    every, of_every = _holding(words, reach, limit, [wanted])
    sql = STEPS.format(NEAR.format(reach.direction), first[0], second[0], far[1][0], third[0], far[2][0], every)
    parameters = [*near, *first[1], *second[1], limit, *far[1][1], FEWEST * PARTS]
    parameters += [*third[1], limit, limit, *far[2][1], FEWEST * PARTS, *of_every, *[limit] * 4]
    return sorted(_positions(sql, parameters, prepared=True), reverse=not reach.upwards)


def best(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """Titles that hold all words first, then by how often the words stand there; ranks the newest hits only."""
    titles = _positions(*_holding(words, reach, RANKED, [("%s", [lexemes.titled(words)])], among=("title",)))
    ranked = sorted({*titles, *hits(words, reach, RANKED)})
    phrases = [_phrase(word) for word in words]
    times = "ln((octet_length({0}) - octet_length(replace({0}, %s, ''))) / octet_length(%s) + 1)"
    rank = " + ".join([f"10 * {times.format('title')} + {times.format('body')}"] * len(phrases))
    sql = (
        f"SELECT position FROM {TABLE} WHERE position = ANY(%s) "
        f"ORDER BY position = ANY(%s) DESC, {rank} DESC, position DESC LIMIT %s"
    )
    return _positions(sql, [ranked, titles, *(phrase for phrase in phrases for _ in range(4)), limit])


def _stretch(reach: Reach, times: str, given: Sequence[float]) -> Condition:
    """SQL of a tsquery that the texts of a stretch of time fulfil, `times` that of the nearest ones; null without."""
    return TIMES.format(STRETCH[reach.direction], times), [*given]


def _holding(
    words: Sequence[Query],
    reach: Reach,
    limit: int,
    wanted: Sequence[Condition],
    *,
    among: Sequence[str] = ("title", "body"),
) -> Condition:
    """SQL for positions of the first texts that fulfil all tsqueries `wanted` and hold the words in a row.

    One tsquery that said it all would be tried on each text of a stretch of time; two let the index leap.
    """
    within, ends = reach.condition("(position + 0)")
    read, phrases = _read(words, among)
    fulfilled = " AND ".join(f"words @@ ({query})::tsquery" for query, _ in wanted)
    # Without the zero the planner hopes to meet rare words soon on a walk through all texts, newest first.
    held, order = f"{fulfilled} AND {within}", f"ORDER BY position + 0 {reach.direction}"
    if all(map(lexemes.is_certain, words)):
        sql = f"SELECT position FROM {TABLE} WHERE {held} AND {read} {order} LIMIT %s"
    else:  # what is read is read in order, and no more of it than is wanted
        candidates = f"SELECT position, complete, title, body FROM {TABLE} WHERE {held} {order} OFFSET 0"
        sql = f"SELECT position FROM ({candidates}) AS candidates WHERE {read} LIMIT %s"
    return sql, [*(each for _, given in wanted for each in given), *ends, *phrases, limit]


def _read(words: Sequence[Query], columns: Sequence[str]) -> tuple[str, list[str]]:
    """SQL that is true of a candidate that holds the words, and its parameters; it reads no more than it must."""
    conditions, parameters = ["true"], []
    for word in words:
        held = " OR ".join(f"strpos({column}, %s) > 0" for column in columns)
        conditions.append(f"(complete OR {held})" if lexemes.is_certain(word) else f"({held})")
        parameters += [_phrase(word)] * len(columns)
    return " AND ".join(conditions), parameters


def _phrase(word: Query) -> str:
    return f" {' '.join(word.tokens)}{'' if word.prefix else ' '}"


def _positions(sql: str, parameters: Sequence[Any], *, prepared: bool = False) -> list[int]:
    """Planning takes as long as finding: what is `prepared` is planned once for each connection."""
    with _preparing() if prepared else connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [position for (position,) in cursor.fetchall()]


def _preparing() -> CursorWrapper:
    """A cursor that leaves parameters to the database, unlike Django's own: settings.py says how soon it prepares."""
    connection.ensure_connection()
    database: Any = connection
    wrapped: CursorWrapper = database._prepare_cursor(Cursor(database.connection))  # noqa: SLF001  as cursor() does
    return wrapped
