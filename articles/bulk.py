"""Many rows at once: plain tuples straight to the database, a tenth of the time that model instances take."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]


def insert(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of `columns` (attribute names; every column of the table)."""
    parameters = adapted(model, columns, rows)
    if parameters:
        # Only names of our own tables and columns stand in the statement.
        into = f"{connection.ops.quote_name(model._meta.db_table)} ({named(model, columns)})"
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", parameters)  # noqa: S608


def adapted(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Row]) -> list[Row]:
    """The same rows as the database takes them."""
    adapters = [_adapter(field) for field in _fields(model, columns)]
    if not any(adapters):
        return list(rows)
    return [tuple(v if a is None else a(v) for a, v in zip(adapters, row, strict=True)) for row in rows]


def named(model: type[models.Model], columns: tuple[str, ...]) -> str:
    """These columns as a statement names them."""
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in _fields(model, columns))


def _fields(model: type[models.Model], columns: tuple[str, ...]) -> "list[models.Field[Any, Any]]":
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [fields[column] for column in columns]


def insert_instances(instances: Sequence[models.Model]) -> None:
    """Insert new instances of one model that has an automatic key, by their attributes; their keys stay unknown."""
    if instances:
        fields = instances[0]._meta.concrete_fields
        columns = tuple(field.attname for field in fields if not field.primary_key)
        insert(type(instances[0]), columns, map(attrgetter(*columns), instances))


def update(model: type[models.Model], column: str, values: Iterable[tuple[int, Any]]) -> None:
    """Set one column (its attribute name) of many rows: (primary key, value)."""
    field = next(field for field in model._meta.concrete_fields if field.attname == column)
    adapter = _adapter(field) or (lambda value: value)
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk and model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {quote(field.column or column)} = %s WHERE {key} = %s",  # noqa: S608  as above
            [(adapter(value), pk) for pk, value in values],
        )


def _adapter(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """What a value of this field must go through, or None where the database takes it as it is."""
    if isinstance(field, models.JSONField):
        encoder = field.encoder
        return lambda value: None if value is None else connection.ops.adapt_json_value(value, encoder)
    if isinstance(field, models.DateTimeField):
        # Most rows of a batch hold one moment: now.
        return lru_cache(maxsize=64)(lambda value: field.get_db_prep_save(value, connection))
    return None
