"""The other database: a connection for rows, and processes of their own for its migrations and its index."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from environ import Env

from .tables import AT_ONCE, Row, columns

ALIAS: Final = "copy_to"


class Unusable(Exception):
    """A database that nothing can be copied to, and why."""


@contextmanager
def connected(url: str) -> Iterator[BaseDatabaseWrapper]:
    """Raises Unusable where the address is none, or is this site's."""
    try:
        given = Env.db_url_config(url)
        configured = connections.configure_settings({"default": given})["default"]
    except (ValueError, KeyError) as error:
        raise Unusable(f"This is no DATABASE_URL: {error}") from error
    if not configured["ENGINE"].endswith((".sqlite3", ".postgresql")):
        raise Unusable("A site is in SQLite (sqlite:////…) or in PostgreSQL (postgres://…)")
    if _place(configured) == _place(connections["default"].settings_dict):
        raise Unusable("This is the site's own database")
    target = connections[ALIAS] = load_backend(configured["ENGINE"]).DatabaseWrapper(configured, ALIAS)
    try:
        yield target
    finally:
        target.close()
        del connections[ALIAS]


def manage(url: str, *arguments: str) -> None:
    """A command of this site on that database: what it does to rows is done by code that knows one database only."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments, "--skip-checks"]
    environment = {**os.environ, "DATABASE_URL": url}
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603  ours
        raise Unusable(f"manage.py {arguments[0]} failed there")


def insert(target: BaseDatabaseWrapper, model: type[models.Model], rows: Iterable[Row]) -> None:
    """Rows of `columns(model)`, a few at a time."""
    fields = model._meta.concrete_fields
    adapters = [_adapter(field, target) for field in fields]
    adapted = (tuple(v if a is None else a(v) for a, v in zip(adapters, row, strict=True)) for row in rows)
    table = target.ops.quote_name(model._meta.db_table)
    names = ", ".join(target.ops.quote_name(str(field.column)) for field in fields)
    with target.cursor() as cursor:
        if target.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in adapted:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns(model)))
        while some := list(islice(adapted, AT_ONCE)):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)  # noqa: S608  names of ours


def clear(target: BaseDatabaseWrapper, order: Iterable[type[models.Model]]) -> None:
    """Of all rows, so that the copied ones have their old keys."""
    with target.cursor() as cursor:
        for model in order:
            cursor.execute(f"DELETE FROM {target.ops.quote_name(model._meta.db_table)}")  # noqa: S608  as above


def set_sequences(target: BaseDatabaseWrapper, order: Iterable[type[models.Model]]) -> None:
    """What comes next has a key above all that were copied."""
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), list(order)):
            cursor.execute(statement)


def _place(configured: dict[str, Any]) -> tuple[str, ...]:
    name = str(configured["NAME"])
    if configured["ENGINE"].endswith((".sqlite3", ".sqlite")):  # Django's, or the site's own
        return (str(Path(name).resolve()),)
    return str(configured["HOST"]), str(configured["PORT"]), name


def _adapter(field: "models.Field[Any, Any]", target: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """What a value of this field must go through, or None where each database takes it as it is."""
    if isinstance(field, models.JSONField):
        encoder = field.encoder
        return lambda value: None if value is None else target.ops.adapt_json_value(value, encoder)
    if isinstance(field, models.DateField):  # DateTimeField is one too
        return lru_cache(maxsize=64)(lambda value: field.get_db_prep_save(value, target))
    return None
