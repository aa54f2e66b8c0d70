"""The month calendar of what came out and what is scheduled, in the time of Beijing."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Publication

MOST = 500  # publications
WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    is_of_month: bool
    is_today: bool
    publications: list[Publication]


def calendar_urls(model_admin: Any) -> list[URLPattern]:
    def view(request: HttpRequest) -> HttpResponse:
        return calendar_view(model_admin, request)

    return [path("calendar/", model_admin.admin_site.admin_view(view), name="articles_article_calendar")]


def calendar_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    now = timezone.now()
    month = month_asked(request.GET.get("month", "")) or timezone.localdate(now).replace(day=1)
    shown = weeks(month, now)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Calendar"),
        "now": now,
        "month": month,
        "before": month - timedelta(days=1),
        "after": month + timedelta(days=31),
        "weeks": shown,
        "is_cut": sum(len(day.publications) for week in shown for day in week) == MOST,
    }
    return TemplateResponse(request, "admin/articles/article/calendar.html", context)


def month_asked(text: str) -> date | None:
    """Of a month like 2026-03, its first day."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if 1970 <= found.year <= 2199 else None


def weeks(month: date, now: datetime) -> list[list[Day]]:
    """Whole weeks from Monday, with what comes out on each day."""
    days = WEEKS.monthdatescalendar(month.year, month.month)
    by_day = publications(days[0][0], days[-1][-1] + timedelta(days=1))
    today = timezone.localdate(now)
    return [[Day(day, day.month == month.month, day == today, by_day.get(day, [])) for day in week] for week in days]


def publications(first: date, end: date) -> dict[date, list[Publication]]:
    start, stop = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, end))
    found: dict[date, list[Publication]] = {}
    rows = Publication.objects.between(start, stop).order_by("position")
    for publication in rows.only("pk", "title", "number", "published_at")[:MOST]:
        found.setdefault(timezone.localdate(publication.published_at), []).append(publication)
    return found
