"""Rows of a list: publications with the names that a row shows, a page at a time."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

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


def _credits(*articles: int) -> QuerySet[Byline, tuple[object, ...]]:
    shown = Byline.objects.filter(publication__in=articles, role__in=ROLES_IN_ROWS)
    return shown.order_by("order").values_list(*OF_CREDITED)


CREDITS = Statement(_credits)


class Rows:
    """A list that readers turn the pages of: `rows` is a function of a span and of what the list is of, as a tag's key.

    `position` is the column by whose index the list is read at any depth: that of what leads to the publications.
    """

    def __init__(self, rows: Callable[..., QuerySet[Publication]], position: str = "position") -> None:
        def part(order: str) -> Statement[Publication]:
            def within(lowest: int, highest: int, *of: Value) -> QuerySet[Publication]:
                span = Q(**{f"{position}__gte": lowest, f"{position}__lte": highest})
                return rows(span, *of).order_by(order)[: SIZE + 1]

            return Statement(within)

        self._newest, self._oldest = part(f"-{position}"), part(position)

    def turn(
        self, request: HttpRequest, span: tuple[int, int], *of: Value, keep: Mapping[str, str] | None = None
    ) -> Page[Publication]:
        """The page that the request asks for, of the rows within the span of positions; with their credits."""
        lowest, highest = span

        def beyond(cursor: int | None, *, back: bool) -> list[Publication]:
            if back and cursor is not None:
                return self._oldest(max(lowest, min(cursor, HIGHEST - 1) + 1), highest, *of)
            return self._newest(lowest, highest if cursor is None else min(highest, cursor - 1), *of)

        page = Pager(keep=keep or {}).turn_by(beyond, attrgetter("position"), request.GET)
        add_credits(page.rows)
        return page


def add_credits(publications: Iterable[Publication]) -> None:
    """Give each publication `row_bylines`: its authors and translators, in one query for all of them."""
    shown: dict[int, list[Credited]] = {publication.pk: [] for publication in publications}
    for credited in map(Credited._make, CREDITS(*shown) if shown else ()):
        shown[credited.article].append(credited)
    for publication in publications:
        publication.row_bylines = shown[publication.pk]  # type: ignore[attr-defined]  # for templates and feeds
