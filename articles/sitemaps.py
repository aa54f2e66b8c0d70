"""The sitemap: an index of parts; each part has the articles of a range of numbers, and one has the other pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from articles import parts
from articles.linked_data import absolute
from articles.models import Category, Page, Publication, ceiling
from articles.models.publication import Publications
from articles.paging import SIZE
from articles.statements import Statement

XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SOME_NUMBER = 123456
# Lists that change with every article.
LISTS = ("home", "archive", "tags", "people", "ranking")

Row = tuple[str, datetime | None]


def _of_part(first: int, last: int, highest: int) -> QuerySet[Publication, Any]:
    rows = Publication.objects.filter(number__gte=first, number__lte=last, position__lte=highest)
    return rows.order_by("number").values_list("number", Cast("updated_at", TextField()))


OF_PART = Statement(_of_part)


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    others = absolute(reverse("sitemap_pages")), _latest(changed for _, changed in _pages(now))
    return _written(
        "sitemapindex", [_line("sitemap", others), *_numbered("sitemap", "sitemap_part", parts.changes(now))]
    )


@require_safe
@conditional_page
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    found = OF_PART(part * parts.SIZE, (part + 1) * parts.SIZE - 1, ceiling(timezone.now()))
    if not found:
        raise Http404(part)
    return _written("urlset", _numbered("url", "article", found))


@require_safe
@conditional_page
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return _written("urlset", [_line("url", row) for row in _pages(timezone.now())])


def _live(now: datetime) -> Publications:
    return Publication.objects.live(now)


def _pages(now: datetime) -> list[Row]:
    """The front page, the lists, the categories that have something to read, and the site's own pages.

    A list has changed when the last of what its first page shows has.
    """
    live = _live(now)
    newest = _latest(_changes(live))
    return [
        *((absolute(reverse(name)), newest) for name in LISTS),
        (absolute(reverse("choice")), _latest(_changes(live.chosen()))),
        *_categories(live),
        *((absolute(page.get_absolute_url()), page.updated_at) for page in Page.objects.defer("body", "html")),
    ]


def _changes(rows: Publications) -> Iterable[datetime]:
    """Of the rows on the first page of a list."""
    return rows.newest().values_list("updated_at", flat=True)[:SIZE]


def _categories(live: Publications) -> list[Row]:
    """Those that have something to read, by a range of one index each."""
    lowest = live.filter(category=OuterRef("pk")).newest().values("position")[SIZE - 1 : SIZE]
    rows = list(Category.objects.annotate(floor=Subquery(lowest)).order_by("slug"))
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(category=row, position__gte=row.floor or 0)
    changes = live.filter(wanted).order_by().values_list("category").annotate(last=Max("updated_at"))
    changed = dict(changes)
    return [(absolute(row.get_absolute_url()), changed[row.pk]) for row in rows if row.pk in changed]


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _written(root: str, lines: Iterable[str]) -> HttpResponse:
    body = "\n".join([f'<{root} xmlns="{NAMESPACE}">', *lines, f"</{root}>"])
    return HttpResponse(f"{HEAD}{body}\n", content_type=XML)


def _line(element: str, row: Row) -> str:
    address, at = row
    changed = f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
    return f"<{element}><loc>{escape(address)}</loc>{changed}</{element}>"


def _numbered(element: str, view: str, rows: Iterable[tuple[int, str]]) -> list[str]:
    """Thousands of lines: one address stands for all, and moments are the database's own text, by UTC."""
    address = escape(absolute(reverse(view, args=[SOME_NUMBER])))
    before, after = f"<{element}><loc>{address}</loc><lastmod>".split(str(SOME_NUMBER))
    end = f"+00:00</lastmod></{element}>"
    return [f"{before}{number}{after}{at[:10]}T{at[11:19]}{end}" for number, at in rows]
