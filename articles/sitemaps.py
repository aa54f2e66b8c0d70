"""The sitemap: an index of parts; each part has the articles of a range of numbers, and one has the other pages."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from articles.linked_data import absolute
from articles.models import Category, Page, Publication
from articles.models.publication import Publications

PART = 5000  # numbers; a part may hold 50,000 addresses and 50 MB
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SOME_NUMBER = 123456789
# Lists that change with every article.
LISTS = ("home", "archive", "tags", "people", "ranking")

Row = tuple[str, datetime | None]


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    numbered = _live(now).annotate(part=F("number") / PART).order_by("part")
    parts = numbered.values("part").annotate(last=Max("updated_at"))
    rows = [(absolute(reverse("sitemap_part", args=[part["part"]])), part["last"]) for part in parts]
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
    """The front page, the lists, the categories that have something to read, and the site's own pages."""
    live = _live(now)
    newest = live.aggregate(last=Max("updated_at"))["last"]
    changed = dict(live.exclude(category=None).values_list("category").annotate(last=Max("updated_at")))
    categories = Category.objects.filter(pk__in=changed).order_by("slug")
    return [
        *((absolute(reverse(name)), newest) for name in LISTS),
        (absolute(reverse("choice")), live.chosen().aggregate(last=Max("updated_at"))["last"]),
        *((absolute(category.get_absolute_url()), changed[category.pk]) for category in categories),
        *((absolute(page.get_absolute_url()), page.updated_at) for page in Page.objects.defer("body", "html")),
    ]


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _written(root: str, element: str, rows: Iterable[Row]) -> HttpResponse:
    lines = (f"<{element}><loc>{escape(address)}</loc>{_changed(at)}</{element}>" for address, at in rows)
    body = "\n".join([f'<{root} xmlns="{NAMESPACE}">', *lines, f"</{root}>"])
    return HttpResponse(f"{HEAD}{body}\n", content_type=XML)


def _changed(at: datetime | None) -> str:
    """In W3C's form, by the zone in which the database keeps it: thousands of them are not worth a conversion."""
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
