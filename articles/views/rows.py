"""Rows of a list: publications with the names that a row shows, a page at a time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from articles.models import Byline, Publication, PublicationTag
from articles.models.publication import Listing
from articles.paging import HIGHEST, SIZE, Page, Pager
from articles.roles import Role
from articles.statements import Statement, Value

Row = TypeVar("Row", Publication, PublicationTag, Byline)

ROLES_IN_ROWS = (Role.AUTHOR, Role.TRANSLATOR)
CREDITS = Statement(
    lambda *articles: (
        Byline.objects.filter(publication__in=articles, role__in=ROLES_IN_ROWS)
        .select_related("contributor")
        .order_by("order")
    )
)


class Rows(Generic[Row]):
    """A list that readers turn the pages of: of publications, or of what an index of its own serves at any depth.

    `rows` is a function of what the list is of, such as the key of a tag; its rows are asked for by their position.
    """

    def __init__(self, rows: Callable[..., Listing[Row]]) -> None:
        def part(order: str) -> Statement[Any]:
            return Statement(lambda low, high, *of: rows(*of).within(low, high).order_by(order)[: SIZE + 1])

        self._newest: Statement[Row] = part("-position")
        self._oldest: Statement[Row] = part("position")

    def turn(
        self, request: HttpRequest, span: tuple[int, int], *keys: Value, keep: Mapping[str, str] | None = None
    ) -> Page[Publication]:
        """The page that the request asks for, of the rows within the span of positions; with their credits."""
        lowest, highest = span

        def beyond(cursor: int | None, *, back: bool) -> list[Row]:
            if back and cursor is not None:
                return self._oldest(max(lowest, min(cursor, HIGHEST - 1) + 1), highest, *keys)
            return self._newest(lowest, highest if cursor is None else min(highest, cursor - 1), *keys)

        page = Pager(keep=keep or {}).turn_by(beyond, lambda row: row.position, request.GET)
        publications = [row if isinstance(row, Publication) else row.publication for row in page.rows]
        add_credits(publications)
        return Page(publications, page.previous, page.next)


def add_credits(publications: Iterable[Publication]) -> None:
    """Give each publication `row_bylines`: its authors and translators, in one query for all of them."""
    shown: dict[int, list[Byline]] = {publication.pk: [] for publication in publications}
    for row in CREDITS(*shown) if shown else ():
        shown[row.publication_id].append(row)
    for publication in publications:
        publication.row_bylines = shown[publication.pk]  # type: ignore[attr-defined]  # for templates and feeds
