"""The archive: how many articles each month has, and the articles of a year or a month. Days are those of Shanghai."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import totals
from articles.models import Listing, Publication, ceiling, position
from articles.models.publication import within
from articles.years import midnight, span

from .rows import Rows

ROWS = Rows(Publication.objects.filter)


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """All twelve months, those without articles with a count of 0."""

    number: int
    count: int
    months: list[Month]


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    years = _years(totals.months(timezone.now()))
    return render(request, "articles/archive.html", {"years": years, "count": sum(year.count for year in years)})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    now = timezone.now()
    live = Publication.objects.live(now)
    years = _years(totals.months(now, year=year))
    if not years:
        raise Http404(year)
    neighbours = _neighbours(live, date(year, 1, 1), date(year + 1, 1, 1))
    context = {"year": years[0], "page": ROWS.turn(request, _within(now, *span(year))), **neighbours}
    return render(request, "articles/year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = date(year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    now = timezone.now()
    live = Publication.objects.live(now)
    page = ROWS.turn(request, _within(now, midnight(first), midnight(after)))
    if not page.rows:
        raise Http404(first)
    return render(request, "articles/month.html", {"first": first, "page": page, **_neighbours(live, first, after)})


def _within(now: datetime, start: datetime, end: datetime) -> tuple[int, int]:
    """The span of positions of what is live now and was published in the half-open interval."""
    return position(start, 0), min(position(end, 0) - 1, ceiling(now))


def _years(months: Counter[date]) -> list[Year]:
    """Newest first; of months that have articles."""
    numbers = sorted({month.year for month in months}, reverse=True)
    return [_year(number, months) for number in numbers]


def _year(number: int, counts: Counter[date]) -> Year:
    months = [Month(date(number, month, 1), counts[date(number, month, 1)]) for month in range(1, 13)]
    return Year(number, sum(month.count for month in months), months)


def _neighbours(live: Listing[Publication], first: date, after: date) -> dict[str, date | None]:
    """The day of the last article before the period and of the first one after it, in one query."""
    start, end = position(midnight(first), 0), position(midnight(after), 0)
    earlier = within(live, position__lt=start).order_by("-position").values("position")[:1]
    later = live.filter(position__gte=end).order_by("position").values("position")[:1]
    found = live.filter(Q(position=Subquery(earlier)) | Q(position=Subquery(later)))
    days = {row.position < start: timezone.localdate(row.published_at) for row in found}
    return {"earlier": days.get(True), "later": days.get(False)}
