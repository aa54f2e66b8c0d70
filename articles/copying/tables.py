"""The tables of all applications, what a new site has in them, and a checksum that is the same in every database."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any, Final

from django.apps import apps
from django.db import connections
from django.db.models import Model, QuerySet

Row = tuple[Any, ...]

AT_ONCE: Final = 500
# Migrations make rows in these; any other row was made by people.
BORN_WITH_ROWS: Final = frozenset(
    {
        *("contenttypes.ContentType", "auth.Permission", "auth.Group", "auth.Group_permissions"),
        *("articles.SiteSettings", "articles.MenuItem", "articles.Page", "articles.Edition"),
    }
)
# No models: Django's own memory, and the search index, which is made anew.
BESIDE: Final = ("django_migrations", "articles_search")


class Tally:
    """How many rows, and the sum of their hashes: their order plays no part, for databases sort text differently."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows = self._sum = 0
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain)
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), "big")

    @property
    def checksum(self) -> str:
        return f"{self._sum % (1 << 256):064x}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and (self.rows, self.checksum) == (other.rows, other.checksum)

    __hash__ = None  # type: ignore[assignment]


def models() -> list[type[Model]]:
    """One for each table, after those that it points at."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]
    return list(TopologicalSorter({model: _pointed_at(model) for model in found}).static_order())


def columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def rows(model: type[Model], alias: str) -> Iterator[Row]:
    """All of them, in no order, a few at a time."""
    everything: QuerySet[Model, Row] = model._base_manager.using(alias).order_by().values_list(*columns(model))
    return everything.iterator(chunk_size=AT_ONCE)


def strange(alias: str) -> list[str]:
    """What a new, or an empty, database would not hold, in words."""
    present = set(connections[alias].introspection.table_names())
    tables = {model._meta.db_table: model for model in models()}
    others = sorted(name for name in present - tables.keys() if not name.startswith(BESIDE))
    found = [f"a table {name}" for name in others]
    for name in sorted(present & tables.keys()):
        model = tables[name]
        if model._meta.label not in BORN_WITH_ROWS and model._base_manager.using(alias).exists():
            found.append(f"rows of {model._meta.label}")
    return found


def _pointed_at(model: type[Model]) -> set[type[Model]]:
    related = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    return {other for other in related if isinstance(other, type) and other is not model}


def _plain(value: object) -> str:
    """Binary columns come as bytes or as memoryview."""
    return value.hex() if isinstance(value, bytes | memoryview) else str(value)
