"""The index on SQLite: one contentless FTS5 table whose rowid is the publication's position."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from articles.text.bigrams import Query

from . import characters
from .engine import RANKED, Entry, Reach

TABLE = "articles_search"
TITLE_WEIGHT = 10.0


def index(entries: Sequence[Entry]) -> None:
    # In ascending order: where a row is below the one before it, FTS5 writes out all that it holds.
    rows = sorted((entry.position, entry.title, entry.body) for entry in entries)
    _execute_many(f"INSERT INTO {TABLE} (rowid, title, body) VALUES (%s, %s, %s)", rows)


def remove(entries: Sequence[Entry]) -> None:
    rows = sorted((entry.position, entry.title, entry.body) for entry in entries)
    _execute_many(f"INSERT INTO {TABLE} ({TABLE}, rowid, title, body) VALUES ('delete', %s, %s, %s)", rows)


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")


def holds(position: int) -> bool:
    return bool(_positions(f"SELECT rowid FROM {TABLE} WHERE rowid = %s", [position]))


@contextmanager
def bulk() -> Iterator[None]:
    """Nothing to tidy up: FTS5 merges as it goes, as the migration tells it to."""
    yield


def hits(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    if any(map(characters.ends_in_one, words)):
        return characters.hits(_indexed, words, reach, limit)
    return _indexed(words, reach, limit)


def _indexed(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """Reads no more of the index than it gives, and what is not among the chosen ones."""
    within, ends = _within(reach)
    sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND {within} ORDER BY rowid {reach.direction} LIMIT %s"
    return _positions(sql, [_expression(words), *ends, limit])


def best(words: Sequence[Query], reach: Reach, limit: int) -> list[int]:
    """Titles that hold all words first, then by bm25; ranks the newest titles and the newest hits only."""
    wanted, (within, ends) = _expression(words), _within(reach)
    newest = f"(SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND {within} ORDER BY rowid DESC LIMIT {RANKED})"
    sql = (
        f"WITH titles AS MATERIALIZED {newest}, others AS MATERIALIZED {newest} "
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND (+rowid IN titles OR +rowid IN others) "
        f"ORDER BY +rowid IN titles DESC, bm25({TABLE}, {TITLE_WEIGHT}, 1.0), rowid DESC LIMIT %s"
    )
    return _positions(sql, [f"title : ({wanted})", *ends, wanted, *ends, wanted, limit])


def _within(reach: Reach) -> tuple[str, list[Any]]:
    """The sign, as everywhere here, keeps SQLite from asking the index anew for each row that was chosen."""
    return reach.condition("rowid", sign="+")


def _expression(words: Sequence[Query]) -> str:
    """Phrases in quotes, so that nothing in them is an operator."""
    return " AND ".join(f'"{" ".join(word.tokens)}"{" *" if word.prefix else ""}' for word in words)


def _execute_many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _positions(sql: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [position for (position,) in cursor.fetchall()]
