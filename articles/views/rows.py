"""Rows of a list: publications with the names that a row shows, a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.models import Byline, Publication
from articles.paging import HIGHEST, SIZE, Page, Pager
from articles.roles import Role
from articles.statements import Statement, Value

ROLES_IN_ROWS = (Role.AUTHOR, Role.TRANSLATOR)
OF_CREDITED = ("publication", "role", "contributor__name", "contributor__handle", "contributor__hidden")


class Credited(NamedTuple):
    """Somebody who is named in a row of a list."""

    article: int
    role: str
    name: str
    handle: str
    hidden: bool


@dataclass(slots=True, eq=False)
class Listed:
    """A publication as lists show it: a row of LISTED; `bylines` are its authors and translators, by add_bylines()."""

    pk: int
    number: int
    position: int
    title: str
    summary: str
    category_id: int | None
    category_slug: str | None
    category_name: str | None
    cover: str
    cover_width: int | None
    cover_height: int | None
    published_at: datetime
    minutes: int
    editors_choice: bool
    pinned: bool
    bylines: Sequence[Credited] = ()


LISTED = (
    *("pk", "number", "position", "title", "summary", "category_id", "category__slug", "category__name"),
    *("cover", "cover_width", "cover_height", "published_at", "minutes", "editors_choice", "pinned"),
)


def _credits(*articles: int) -> QuerySet[Byline, tuple[object, ...]]:
    shown = Byline.objects.filter(publication__in=articles, role__in=ROLES_IN_ROWS)
    return shown.order_by("order").values_list(*OF_CREDITED)


CREDITS = Statement(_credits)


class Rows:
    """A list that readers turn the pages of: `rows` is a function of a span and of what the list is of, as a tag's key.

    `position` is the column by whose index the list is read at any depth: that of what leads to the publications.
    """

    def __init__(self, rows: Callable[..., QuerySet[Publication]], position: str = "position") -> None:
        def part(order: str) -> Statement[tuple[Any, ...]]:
            def within(lowest: int, highest: int, *of: Value) -> QuerySet[Publication, tuple[Any, ...]]:
                span = Q(**{f"{position}__gte": lowest, f"{position}__lte": highest})
                return rows(span, *of).order_by(order).values_list(*LISTED)[: SIZE + 1]

            return Statement(within)

        self._newest, self._oldest = part(f"-{position}"), part(position)

    def turn(
        self, request: HttpRequest, span: tuple[int, int], *of: Value, keep: Mapping[str, str] | None = None
    ) -> Page[Listed]:
        """The page that the request asks for, of the rows within the span of positions; with their bylines."""
        lowest, highest = span

        def beyond(cursor: int | None, *, back: bool) -> list[Listed]:
            if back and cursor is not None:
                found = self._oldest(max(lowest, min(cursor, HIGHEST - 1) + 1), highest, *of)
            else:
                found = self._newest(lowest, highest if cursor is None else min(highest, cursor - 1), *of)
            return [Listed(*row) for row in found]

        page = Pager(keep=keep or {}).turn_by(beyond, attrgetter("position"), request.GET)
        add_bylines(page.rows)
        return page


def add_bylines(rows: Sequence[Listed]) -> None:
    """In one query for all of them."""
    credited = credits_of([row.pk for row in rows])
    for row in rows:
        row.bylines = credited[row.pk]


def credits_of(articles: Sequence[int]) -> dict[int, list[Credited]]:
    """The authors and translators of publications, by their keys."""
    found: dict[int, list[Credited]] = {article: [] for article in articles}
    for credited in map(Credited._make, CREDITS(*articles) if articles else ()):
        found[credited.article].append(credited)
    return found
