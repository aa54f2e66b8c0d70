"""Renaming a person, tag or category: the old name still means it, and the old address leads to the new one."""

from typing import Any

from articles import forwarding
from articles.known import ALIASES, AnyNamed
from articles.text import names


def add(row: AnyNamed) -> None:
    """Save what is new. Its address is its own, whatever stood there before."""
    row.save()
    forwarding.reclaim(forwarding.path_of(row))


def rename(row: AnyNamed) -> None:
    """Save it under the name that it has now. In the caller's transaction, whose last statement starts an edition."""
    before = type(row)._default_manager.select_for_update().get(pk=row.pk)
    row.save()
    leave(row, before)


def leave(row: AnyNamed, before: AnyNamed) -> None:
    """From now on the name and the address of `before` mean `row`."""
    aliases, column = ALIASES[type(row)]
    aliases._default_manager.filter(key=row.key).delete()
    if before.key != row.key:
        meant: dict[str, Any] = {"name": before.name, column: row}
        aliases._default_manager.update_or_create(key=names.key(before.name), defaults=meant)
    forwarding.forward(forwarding.path_of(before), forwarding.path_of(row))
