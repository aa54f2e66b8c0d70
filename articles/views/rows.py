"""Rows of a list: publications with the names that a row shows, a page at a time."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest

from articles.models import Byline, Publication, PublicationTag
from articles.paging import Page, Pager
from articles.roles import Role

Through = TypeVar("Through", PublicationTag, Byline)

ROLES_IN_ROWS = (Role.AUTHOR, Role.TRANSLATOR)


def add_credits(publications: Iterable[Publication]) -> None:
    """Give each publication `row_bylines`: its authors and translators, in one query for all of them."""
    shown = Byline.objects.filter(role__in=ROLES_IN_ROWS).select_related("contributor").order_by("order")
    prefetch_related_objects(list(publications), Prefetch("bylines", shown, to_attr="row_bylines"))


def turn(request: HttpRequest, rows: QuerySet[Publication]) -> Page[Publication]:
    """The page of the list that the request asks for."""
    page = Pager().turn(rows.select_related("category"), request.GET)
    add_credits(page.rows)
    return page


def turn_through(
    request: HttpRequest, rows: QuerySet[Through], keep: Mapping[str, str] | None = None
) -> Page[Publication]:
    """The same for a list that runs over taggings or bylines, whose own index serves it at any depth."""
    page = Pager(keep=keep or {}).turn(rows.select_related("publication__category"), request.GET)
    publications = [row.publication for row in page.rows]
    add_credits(publications)
    return Page(publications, page.previous, page.next)
