"""Finding what an address names: by its slug, or by the name itself as a person would type it."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from articles.models import Category, Contributor, Tag
from articles.text import names

Named = TypeVar("Named", Category, Tag, Contributor)


def find(rows: QuerySet[Named], given: str, field: str = "slug") -> Named:
    """The row whose slug is `given` in any case, else the one whose name it is. Raises Http404."""
    slug = given.casefold()
    found = {getattr(row, field): row for row in rows.filter(Q(**{field: slug}) | Q(key=names.key(given)))}
    if not found:
        raise Http404(given)
    return found.get(slug) or next(iter(found.values()))


def moved(request: HttpRequest, row: Category | Tag | Contributor) -> HttpResponsePermanentRedirect:
    """To the one address that the row has, with the query as it was."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(row.get_absolute_url() + (f"?{query}" if query else ""))
