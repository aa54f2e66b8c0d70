"""Finding what an address names: by its slug, or by the name itself as a person would type it."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from articles.models import Category, Contributor, Tag
from articles.statements import Statement
from articles.text import names

Named = TypeVar("Named", Category, Tag, Contributor)


def statement(rows: QuerySet[Named], field: str = "slug") -> Statement[Named]:
    """For find(): the rows with this slug or this key."""
    return Statement(lambda slug, key: rows.filter(Q(**{field: slug}) | Q(key=key)))


def find(rows: Callable[[str, str], list[Named]], given: str, field: str = "slug") -> Named:
    """The row whose slug is `given` in any case, else the one whose name it is. Raises Http404."""
    slug = given.casefold()
    found = {getattr(row, field): row for row in rows(slug, names.key(given))}
    if not found:
        raise Http404(given)
    return found.get(slug) or next(iter(found.values()))


def moved(request: HttpRequest, row: Category | Tag | Contributor) -> HttpResponsePermanentRedirect:
    """To the one address that the row has, with the query as it was."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(row.get_absolute_url() + (f"?{query}" if query else ""))
