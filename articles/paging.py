"""Paging by cursor: a page is a range of positions, so the last page of a list costs what the first one costs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import Http404

from articles.models.publication import within

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")

SIZE = 20
CURSOR = re.compile(r"[0-9]{1,19}")
HIGHEST = 2**63 - 1


class NoSuchPage(Http404):
    """The cursor in an address is no position, or no row lies beyond it."""

    def __init__(self, cursor: str) -> None:
        super().__init__(f"No page of this list begins at {cursor!r}.")
        self.cursor = cursor


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in reading order. `previous` and `next` are the query strings of the pages beside it, "" at the ends."""

    rows: list[Row]
    previous: str = ""
    next: str = ""


class Beyond(Protocol[Row]):
    """Rows of a list beyond a cursor, or from its beginning: the nearest first, and one more than a page holds."""

    def __call__(self, cursor: int | None, *, back: bool) -> list[Row]: ...


@dataclass(frozen=True, slots=True)
class Pager:
    """How a list is cut: `order` is a unique integer column; parameters in `keep` stay in the links."""

    order: str = "-position"
    size: int = SIZE
    keep: Mapping[str, str] = field(default_factory=dict)

    def turn(self, rows: QuerySet[M], query: Mapping[str, str]) -> Page[M]:
        """The page that ?before=<position> or ?after=<position> asks for. Raises NoSuchPage."""
        column = self.order.lstrip("-")

        def beyond(cursor: int | None, *, back: bool) -> list[M]:
            order = _reversed(self.order) if back else self.order
            lookup = "lt" if order.startswith("-") else "gt"
            found = rows if cursor is None else within(rows, **{f"{column}__{lookup}": cursor})
            return list(found.order_by(order)[: self.size + 1])

        return self.turn_by(beyond, lambda row: int(getattr(row, column)), query)

    def turn_by(self, beyond: Beyond[Row], cursor_of: Callable[[Row], int], query: Mapping[str, str]) -> Page[Row]:
        """The same for a list that is no queryset. Raises NoSuchPage."""
        onward, back = ("before", "after") if self.order.startswith("-") else ("after", "before")
        if back in query:
            found = beyond(_position(query[back]), back=True)
            if len(found) > self.size:
                shown = found[: self.size][::-1]
                return Page(shown, self._link(back, cursor_of(shown[0])), self._link(onward, cursor_of(shown[-1])))
            query = {}  # the beginning of the list: shown whole, as without a cursor
        cursor = query.get(onward)
        found = beyond(None if cursor is None else _position(cursor), back=False)
        if cursor is not None and not found:
            raise NoSuchPage(cursor)
        shown = found[: self.size]
        previous = "" if cursor is None else self._link(back, cursor_of(shown[0]))
        return Page(shown, previous, self._link(onward, cursor_of(shown[-1])) if len(found) > self.size else "")

    def _link(self, parameter: str, cursor: int) -> str:
        return "?" + urlencode({**self.keep, parameter: cursor})


def _position(cursor: str) -> int:
    if not CURSOR.fullmatch(cursor) or int(cursor) > HIGHEST:
        raise NoSuchPage(cursor)
    return int(cursor)


def _reversed(order: str) -> str:
    return order[1:] if order.startswith("-") else f"-{order}"
