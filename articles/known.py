"""What a name means: a person, tag or category by its name, or by another name that it has."""

from collections.abc import Iterable
from typing import Any, TypeVar

from articles.models import Alias, Category, CategoryAlias, Contributor, Tag, TagAlias
from articles.text.names import key

Known = TypeVar("Known", Contributor, Tag, Category)
AnyNamed = Contributor | Tag | Category

# Other names by what they name: their model, and its column for what they mean.
ALIASES: dict[type[AnyNamed], tuple[type[Alias | TagAlias | CategoryAlias], str]] = {
    Contributor: (Alias, "contributor"),
    Tag: (TagAlias, "tag"),
    Category: (CategoryAlias, "category"),
}


def by_name(model: type[Known], names: Iterable[str]) -> dict[str, Known]:
    """Those that these names mean, by the key of the name that was asked for. A name of its own goes first."""
    wanted = {key(name) for name in names}
    found: dict[str, Known] = {row.key: row for row in model._default_manager.filter(key__in=wanted)}
    others = wanted - found.keys()
    return found | _by_other_name(model, others) if others else found


def one(model: type[Known], name: str) -> Known | None:
    return by_name(model, [name]).get(key(name)) if key(name) else None


def all_by_name(model: type[Known]) -> dict[str, Known]:
    return _by_other_name(model, None) | {row.key: row for row in model._default_manager.all()}


def _by_other_name(model: type[Known], keys: Iterable[str] | None) -> dict[str, Known]:
    aliases, column = ALIASES[model]
    rows: Any = aliases._default_manager.select_related(column)
    return {row.key: getattr(row, column) for row in (rows if keys is None else rows.filter(key__in=keys))}


def other_names(model: type[AnyNamed]) -> dict[str, str]:
    """The key of each other name, and the key of the name that goes for it now."""
    aliases, column = ALIASES[model]
    return dict(aliases._default_manager.values_list("key", f"{column}__key"))
