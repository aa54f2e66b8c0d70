"""Rows that nobody edits, edited all the same: by somebody with the database in their hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

guards = import_module("articles.migrations.0011_change")


@contextmanager
def tampering() -> Iterator[None]:
    """Inside, no trigger refuses anything."""
    _each(guards.DROP)
    yield
    _each(guards.CREATE)


def _each(statements: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for table, deeds in guards.GUARDED.items():
            for deed in deeds:
                cursor.execute(statements[connection.vendor].format(table=table, deed=deed))
