"""What readers' pages ask the database again and again: Django writes the SQL once, and only the values change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row")
Value = int | str
Made = tuple[Any, ...]

FIRST_MARK = 1_000_000_007  # what stands for a value while SQL is written: fits every column of whole numbers
TEXT_MARK = "\ue000{}"


class Statement(Generic[Row]):
    """A queryset as a function of its values; calling it asks the database, in one query, and gives its rows.

    The function must place each value in the query as it is given, neither looking at it nor computing with it: it is
    called once for each number of values, with others in their place.
    """

    def __init__(self, rows: Callable[..., QuerySet[Any, Row]]) -> None:
        self._rows = rows
        self._plans: dict[Made, _Plan] = {}

    def __call__(self, *values: Value) -> list[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, *map(type, values))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _plan(connection, self._rows, values)
        return list(plan.ask(connection, values))

    def first(self, *values: Value) -> Row | None:
        return next(iter(self(*values)), None)


@dataclass(frozen=True, slots=True)
class _Plan:
    """`parameters`: each with the type that the database wants, and either the place of a value or None and itself.

    `model` is None where rows are tuples; else its columns are `columns`, named `names`.
    """

    sql: str
    parameters: tuple[tuple[type, int | None, Any], ...]
    converters: list[tuple[int, tuple[list[Any], Any]]]
    model: type[Model] | None
    columns: slice
    names: list[str]
    related: list[Any]
    annotations: dict[str, int]

    def ask(self, connection: BaseDatabaseWrapper, values: Sequence[Value]) -> Iterator[Any]:
        given = [own if place is None else kind(values[place]) for kind, place, own in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            rows = [self._converted(connection, row) for row in cursor.fetchall()]
        return iter(rows) if self.model is None else map(self._instance, rows)

    def _converted(self, connection: BaseDatabaseWrapper, row: Sequence[Any]) -> Made:
        made = list(row)
        for place, (converters, expression) in self.converters:
            for convert in converters:
                made[place] = convert(made[place], expression, connection)
        return tuple(made)

    def _instance(self, row: Made) -> Model:
        assert self.model is not None
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for related in self.related:
            related.populate(row, made)
        for name, place in self.annotations.items():
            setattr(made, name, row[place])
        return made


def _plan(connection: BaseDatabaseWrapper, rows: Callable[..., QuerySet[Any, Any]], values: Sequence[Value]) -> _Plan:
    marks = [TEXT_MARK.format(n) if isinstance(value, str) else FIRST_MARK + n for n, value in enumerate(values)]
    query: Any = rows(*marks).query
    compiler = query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    places = {mark: place for place, mark in enumerate(marks)}
    if missing := places.keys() - {value for value in parameters if isinstance(value, int | str)}:
        raise ValueError(f"A value is not in the query as it was given: {sorted(map(marks.index, missing))}")
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    shape = compiler.klass_info if query.default_cols else None  # of a model's rows, not of tuples
    columns = slice(shape["select_fields"][0], shape["select_fields"][-1] + 1) if shape else slice(0)
    return _Plan(
        sql=sql,
        parameters=tuple((type(own), places.get(own), own) for own in parameters),
        converters=list(converters.items()),
        model=shape["model"] if shape else None,
        columns=columns,
        names=[column[0].target.attname for column in compiler.select[columns]],
        related=_related(shape, compiler.select),
        annotations=compiler.annotation_col_map or {},
    )


def _related(shape: Any, columns: Any) -> list[Any]:
    populators: Any = get_related_populators  # Django's own, and so without a promise: 5.2 has it with three arguments
    return list(populators(shape, columns, DEFAULT_DB_ALIAS)) if shape else []
