"""The log of changes, written where something is changed: the values of a row before and after, as text."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.module_loading import import_string

from articles.models import Change

ADD: Final = "add"
CHANGE: Final = "change"
DELETE: Final = "delete"
# Its values are never written down, only that it was changed.
PASSWORD: Final = "password"  # noqa: S105  the name of a field
# When a row was made or saved says the log itself.
UNSAID: Final = frozenset({PASSWORD, "created_at", "updated_at"})

# Of a row: the name of each field that people change, and its value as text; empty where there is none.
State = dict[str, str]


def state(row: models.Model, children: Iterable[str] = ()) -> State:
    """As the row stands in memory. `children` are reverse relations whose rows are changed with it, one a line."""
    found = {field.name: _text(row, field) for field in row._meta.concrete_fields if _is_said(field)}
    for field in row._meta.many_to_many:
        if _has_no_rows_of_its_own(field):
            found[field.name] = "\n".join(sorted(str(each) for each in getattr(row, field.name).all()))
    return found | {name: _lines(row, name) for name in children}


class Deed(NamedTuple):
    """Something that somebody does; `by` is None for the clock."""

    by: User | None
    now: datetime
    name: str = CHANGE


def record(row: models.Model, before: State, after: State, deed: Deed) -> None:
    """What differs, in the caller's transaction.

    Of a row that was added or deleted at least one line is written, whatever it held.
    """
    names = [name for name in before | after if before.get(name, "") != after.get(name, "")]
    if deed.name in {ADD, DELETE} and not names:
        names = [""]
    _write([_change(row, name, before, after, deed) for name in names])


def record_password(user: User, deed: Deed) -> None:
    _write([_change(user, PASSWORD, {}, {}, deed)])


def update(rows: models.QuerySet[Any], deed: Deed, *, of: type[models.Model] | None = None, **values: Any) -> int:
    """Set these values in many rows, and log what that changed: both or neither. How many rows.

    `of` is another model with the rows' keys, whose changes they count as.
    """
    with transaction.atomic():
        found = {row.pk: row for row in rows.select_for_update(of=("self",))}
        stood = {pk: _only(row, values) for pk, row in found.items()}
        model = rows.model._base_manager.filter(pk__in=list(found))
        model.update(**values)
        changes = []
        for pk, row in found.items():
            for name, value in values.items():
                setattr(row, name, value)
            after = _only(row, values)
            names = [name for name in values if stood[pk][name] != after[name]]
            changes += [_change(row, name, stood[pk], after, deed, of) for name in names]
        _write(changes)
    return len(found)


def _change(
    row: models.Model, name: str, before: State, after: State, deed: Deed, of: type[models.Model] | None = None
) -> Change:
    return Change(
        at=deed.now,
        by=deed.by,
        deed=deed.name,
        kind=(of or row)._meta.label_lower,
        key=str(row.pk),
        label=str(row)[:300],
        field=name,
        before=before.get(name, ""),
        after=after.get(name, ""),
    )


def _write(changes: list[Change]) -> None:
    if changes:
        request = import_string(settings.REQUEST_ID)()
        for change in changes:
            change.request = request
        Change.objects.bulk_create(changes)


def _only(row: models.Model, names: Iterable[str]) -> State:
    return {name: _text(row, row._meta.get_field(name)) for name in names}


def _is_said(field: Any) -> bool:
    return not field.primary_key and field.editable and field.name not in UNSAID


def _has_no_rows_of_its_own(field: Any) -> bool:
    """Groups of a user, not credits of an article."""
    return bool(field.editable and field.remote_field.through._meta.auto_created)


def _text(row: models.Model, field: Any) -> str:
    value = getattr(row, field.name)
    if value is None:
        return ""
    return str(value) if field.is_relation else str(field.value_to_string(row))


def _lines(row: models.Model, name: str) -> str:
    relation: Any = row._meta.get_field(name)
    rows = getattr(row, relation.get_accessor_name()).all()
    own = relation.field.name
    states = [{key: value for key, value in state(each).items() if key != own} for each in rows]
    return "\n".join(" · ".join(value for value in each.values() if value) for each in states)
