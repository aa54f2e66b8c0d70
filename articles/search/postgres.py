"""The index on PostgreSQL: a tsvector without places for each text, and beside it the tokens in their order."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from articles.text.bigrams import Query

from . import lexemes
from .engine import RANKED, Entry, Reach

Condition = tuple[str, list[Any]]  # SQL and its parameters

TABLE = "articles_searchtext"
# Texts for each hit that is asked for, among which words that are in most texts are looked for before they are in all.
NEWEST_PER_HIT = 15
MOST_NEWEST = 3000


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
    """Words that are in many texts are met in the newest ones; otherwise the index is asked for all that hold them."""
    wanted = lexemes.holding(words)
    everywhere: Condition = "%s", [wanted]
    if NEWEST_PER_HIT * limit > MOST_NEWEST:
        return _positions(*_holding(words, reach, limit, everywhere))
    newest, of_newest = _holding(words, reach, limit, _among_first(wanted, reach, NEWEST_PER_HIT * limit))
    others, of_others = _holding(words, reach, limit, everywhere, only="(SELECT count(*) FROM first) < %s AND")
    # All in one, since asking takes as long as answering. What is said of no row is looked at before any row.
    sql = (
        f"WITH first AS MATERIALIZED ({newest}) SELECT position FROM first "
        f"WHERE (SELECT count(*) FROM first) = %s UNION ALL ({others})"
    )
    return sorted(_positions(sql, [*of_newest, limit, limit, *of_others]), reverse=not reach.upwards)


def best(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """Titles that hold all words first, then by how often the words stand there; ranks the newest hits only."""
    titles = _positions(*_holding(words, reach, RANKED, ("%s", [lexemes.titled(words)]), among=("title",)))
    ranked = sorted({*titles, *hits(words, reach, RANKED)})
    phrases = [_phrase(word) for word in words]
    times = "ln((octet_length({0}) - octet_length(replace({0}, %s, ''))) / octet_length(%s) + 1)"
    rank = " + ".join([f"10 * {times.format('title')} + {times.format('body')}"] * len(phrases))
    sql = (
        f"SELECT position FROM {TABLE} WHERE position = ANY(%s) "
        f"ORDER BY position = ANY(%s) DESC, {rank} DESC, position DESC LIMIT %s"
    )
    return _positions(sql, [ranked, titles, *(phrase for phrase in phrases for _ in range(4)), limit])


def _among_first(wanted: str, reach: Reach, count: int) -> Condition:
    """SQL of a tsquery that only the first texts within reach can fulfil, so many and those of the same days."""
    first = (
        f"SELECT position FROM {TABLE} WHERE position BETWEEN %s AND %s ORDER BY position {reach.direction} LIMIT %s"
    )
    days = (
        f"SELECT string_agg('''{lexemes.DAYS}' || days || '''', ' | ') "
        f"FROM (SELECT DISTINCT position >> {lexemes.DAYS_BITS} AS days FROM ({first}) AS positions) AS found"
    )
    return f"'(' || %s || ') & (' || ({days}) || ')'", [wanted, reach.lowest, reach.highest, count]


def _holding(
    words: Sequence[Query],
    reach: Reach,
    limit: int,
    wanted: Condition,
    *,
    only: str = "",
    among: Sequence[str] = ("title", "body"),
) -> Condition:
    """SQL for positions of the first texts that fulfil the tsquery `wanted` and hold the words in a row."""
    within, ends = reach.condition("(position + 0)")
    read, phrases = _read(words, among)
    # Without the zero the planner hopes to meet rare words soon on a walk through all texts, newest first.
    query, parameters = wanted
    sql = (
        f"SELECT position FROM (SELECT position, complete, title, body FROM {TABLE} "
        f"WHERE {only} words @@ ({query})::tsquery AND {within} "
        f"ORDER BY position + 0 {reach.direction} OFFSET 0) AS candidates WHERE {read} LIMIT %s"
    )
    return sql, [*parameters, *ends, *phrases, limit]


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


def _positions(sql: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [position for (position,) in cursor.fetchall()]
