"""Copies a site: the other database is migrated, filled in one transaction, compared, and then indexed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, connections, transaction
from django.db.models import Model

from articles import health

from .tables import Row, Tally, models, rows, strange
from .target import ALIAS, Unusable, clear, connected, insert, manage, set_sequences

HERE = "default"

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Copied:
    """One table: what it held here, and what was read from it there afterwards."""

    model: type[Model]
    here: Tally
    there: Tally


class Different(Exception):
    """Tables that came out different; the other database is as empty as before."""

    def __init__(self, tables: list[Copied]) -> None:
        super().__init__(", ".join(table.model._meta.label for table in tables))
        self.tables = tables


def copy(url: str, say: Say) -> list[Copied]:
    """Every table of every application. Raises Unusable, Different, and Error where a database does not answer."""
    if missing := health.unapplied():
        raise Unusable(f"This site must be brought up to date first (manage.py migrate): {', '.join(missing)}")
    with connected(url) as target:
        if found := strange(ALIAS):
            raise Unusable(f"The other database is not empty: it holds {', '.join(found)}")
        target.close()  # until its tables are there
        say("migrating the other database …")
        manage(url, "migrate", "--no-input")
        order = models()
        with _one_moment(), transaction.atomic(using=ALIAS):
            clear(target, reversed(order))
            copied = [_copied(model, say) for model in order]
            if different := [table for table in copied if table.here != table.there]:
                raise Different(different)
            set_sequences(target, order)
        if target.vendor == "postgresql":
            with target.cursor() as cursor:
                cursor.execute("ANALYZE")
    say("making the search index …")
    manage(url, "reindex_search")
    return copied


def _copied(model: type[Model], say: Say) -> Copied:
    here = Tally()
    insert(connections[ALIAS], model, _counted(rows(model, HERE), here))
    say(f"{model._meta.label}: {here.rows}")
    return Copied(model, here, Tally(rows(model, ALIAS)))


def _counted(given: Iterable[Row], tally: Tally) -> Iterator[Row]:
    for row in given:
        tally.add(row)
        yield row


@contextmanager
def _one_moment() -> Iterator[None]:
    """All tables as they are at one moment: SQLite keeps others from writing, PostgreSQL shows one state."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
