"""The index on SQLite: one contentless FTS5 table whose rowid is the publication's position."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from articles.text.bigrams import Query

from .entry import Entry

TABLE = "articles_search"
TITLE_WEIGHT = 10.0
# A bulk load leaves a segment per transaction and merges them once, at its end.
BULK = {"automerge": 0, "crisismerge": 1999, "hashsize": 64 << 20}
USUAL = {"automerge": 4, "crisismerge": 16, "hashsize": 1 << 20}
MERGED_PAGES = 500  # of each step


def index(entries: Sequence[Entry]) -> None:
    rows = [(entry.position, entry.title, entry.body) for entry in sorted(entries, key=lambda entry: entry.position)]
    _execute_many(f"INSERT INTO {TABLE} (rowid, title, body) VALUES (%s, %s, %s)", rows)


def remove(entries: Sequence[Entry]) -> None:
    rows = [(entry.position, entry.title, entry.body) for entry in entries]
    _execute_many(f"INSERT INTO {TABLE} ({TABLE}, rowid, title, body) VALUES ('delete', %s, %s, %s)", rows)


def clear() -> None:
    _execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")


@contextmanager
def bulk() -> Iterator[None]:
    _configure(BULK)
    try:
        yield
    finally:
        _configure(USUAL)


def newest(words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Positions, newest first, none above `at_most`."""
    sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid <= %s ORDER BY rowid DESC LIMIT %s"
    return _positions(sql, [_expression(words), at_most, limit])


def best(words: Sequence[Query], at_most: int, limit: int) -> list[int]:
    """Positions by bm25, the title above the body."""
    order = f"ORDER BY bm25({TABLE}, {TITLE_WEIGHT}, 1.0), rowid DESC LIMIT %s"
    sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid <= %s {order}"
    return _positions(sql, [_expression(words), at_most, limit])


def _expression(words: Sequence[Query]) -> str:
    """Phrases in quotes, so that nothing in them is an operator."""
    return " ".join(f'"{" ".join(word.tokens)}"{" *" if word.prefix else ""}' for word in words)


def _configure(options: dict[str, int]) -> None:
    for name, value in options.items():
        _execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES (%s, %s)", [name, value])


def _execute(sql: str, parameters: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _execute_many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _positions(sql: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [position for (position,) in cursor.fetchall()]
