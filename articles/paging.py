"""Paging by cursor: a page is a range of positions, so the last page of a list costs what the first one costs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import Http404

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


@dataclass(frozen=True, slots=True)
class Pager:
    """How a list is cut: `order` is a unique integer column; parameters in `keep` stay in the links."""

    order: str = "-position"
    size: int = SIZE
    keep: Mapping[str, str] = field(default_factory=dict)

    def turn(self, rows: QuerySet[M], query: Mapping[str, str]) -> Page[M]:
        """The page that ?before=<position> or ?after=<position> asks for. Raises NoSuchPage."""
        onward, back = ("before", "after") if self.order.startswith("-") else ("after", "before")
        if back in query:
            return self._turn_back(rows, query[back], onward, back)
        cursor = query.get(onward)
        found = self._beyond(rows, self.order, cursor)
        if cursor is not None and not found:
            raise NoSuchPage(cursor)
        shown = found[: self.size]
        return Page(
            shown,
            previous=self._link(back, shown[0]) if cursor is not None else "",
            next=self._link(onward, shown[-1]) if len(found) > self.size else "",
        )

    def _turn_back(self, rows: QuerySet[M], cursor: str, onward: str, back: str) -> Page[M]:
        found = self._beyond(rows, _reversed(self.order), cursor)
        if len(found) <= self.size:  # the beginning of the list: shown whole, as without a cursor
            return self.turn(rows, {})
        shown = found[: self.size][::-1]
        return Page(shown, previous=self._link(back, shown[0]), next=self._link(onward, shown[-1]))

    def _beyond(self, rows: QuerySet[M], order: str, cursor: str | None) -> list[M]:
        if cursor is not None:
            lookup = "lt" if order.startswith("-") else "gt"
            rows = rows.filter(**{f"{order.lstrip('-')}__{lookup}": _position(cursor)})
        return list(rows.order_by(order)[: self.size + 1])

    def _link(self, parameter: str, row: Model) -> str:
        return "?" + urlencode({**self.keep, parameter: getattr(row, self.order.lstrip("-"))})


def _position(cursor: str) -> int:
    if not CURSOR.fullmatch(cursor) or int(cursor) > HIGHEST:
        raise NoSuchPage(cursor)
    return int(cursor)


def _reversed(order: str) -> str:
    return order[1:] if order.startswith("-") else f"-{order}"
