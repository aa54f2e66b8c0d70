"""The sitemap: an index of parts, each of them the articles of a range of numbers."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Publication

PART = 5000  # numbers; a part may hold 50,000 addresses and 50 MB
XML = "application/xml; charset=utf-8"


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    parts = _live().annotate(part=F("number") / PART).order_by("part").values("part").annotate(last=Max("updated_at"))
    rows = [(_absolute("sitemap_part", part["part"]), part["last"]) for part in parts]
    return render(request, "articles/sitemap_index.xml", {"rows": rows}, content_type=XML)


@require_safe
@conditional_page
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    numbers = range(part * PART, (part + 1) * PART)
    found = _live().filter(number__gte=numbers.start, number__lt=numbers.stop).order_by("number")
    rows = [_row(number, changed) for number, changed in found.values_list("number", "updated_at")]
    if not rows:
        raise Http404(part)
    return render(request, "articles/sitemap.xml", {"rows": rows}, content_type=XML)


def _live() -> QuerySet[Publication]:
    return Publication.objects.live(timezone.now())


def _row(number: int, changed: datetime) -> tuple[str, datetime]:
    return _absolute("article", number), changed


def _absolute(name: str, argument: Any) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[argument])}"
