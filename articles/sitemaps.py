"""The sitemap: an index of parts; each part has the articles of a range of numbers, and one has the other pages."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from articles.linked_data import absolute
from articles.models import Category, Page, Publication, ceiling
from articles.models.publication import Publications
from articles.paging import SIZE

PART = 2000  # numbers, as in the index of Publication; a part may hold 50,000 addresses and 50 MB
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SOME_NUMBER = 123456789
# Lists that change with every article.
LISTS = ("home", "archive", "tags", "people", "ranking")

# The article that changed last in each part: a look-up for each, however many articles a part has.
LAST_OF_PARTS = f"""
WITH RECURSIVE parts(part) AS (
    SELECT MIN(number) / {PART} FROM articles_publication
    UNION ALL
    SELECT (SELECT MIN(number) FROM articles_publication WHERE number >= (part + 1) * {PART}) / {PART}
    FROM parts WHERE part IS NOT NULL
)
SELECT (
    SELECT article_id FROM articles_publication
    WHERE number / {PART} = part AND position <= %s ORDER BY updated_at DESC LIMIT 1
) FROM parts
"""  # noqa: S608  a number of our own

Row = tuple[str, datetime | None]


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    last = Publication.objects.filter(pk__in=RawSQL(LAST_OF_PARTS, [ceiling(now)]))  # noqa: S611  no values in it
    parts = last.order_by("number").values_list("number", "updated_at")
    rows = [(absolute(reverse("sitemap_part", args=[number // PART])), changed) for number, changed in parts]
    others = (absolute(reverse("sitemap_pages")), _latest(changed for _, changed in _pages(now)))
    return _written("sitemapindex", "sitemap", [others, *rows])


@require_safe
@conditional_page
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    numbers = range(part * PART, (part + 1) * PART)
    live = _live(timezone.now()).filter(number__gte=numbers.start, number__lt=numbers.stop).order_by("number")
    found = list(live.values_list("number", "updated_at"))
    if not found:
        raise Http404(part)
    # One address stands for all: reverse() for each would cost more than everything else.
    before, after = absolute(reverse("article", args=[SOME_NUMBER])).split(str(SOME_NUMBER))
    return _written("urlset", "url", [(f"{before}{number}{after}", changed) for number, changed in found])


@require_safe
@conditional_page
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return _written("urlset", "url", _pages(timezone.now()))


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


def _written(root: str, element: str, rows: Iterable[Row]) -> HttpResponse:
    lines = (f"<{element}><loc>{escape(address)}</loc>{_changed(at)}</{element}>" for address, at in rows)
    body = "\n".join([f'<{root} xmlns="{NAMESPACE}">', *lines, f"</{root}>"])
    return HttpResponse(f"{HEAD}{body}\n", content_type=XML)


def _changed(at: datetime | None) -> str:
    """In W3C's form, by the zone in which the database keeps it: thousands of them are not worth a conversion."""
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
