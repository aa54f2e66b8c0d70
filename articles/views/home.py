"""The front page: a lead story, editor's choice, the newest, and the newest of each category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Category, Publication

from .rows import add_credits

LEAD_AMONG = 5
SECONDS = 2  # beneath a lead story that has no picture
CHOSEN = 5
NEWEST = 8
SECTIONS = 9
IN_SECTION = 4


@dataclass(frozen=True, slots=True)
class Section:
    category: Category
    publications: list[Publication]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    live = Publication.objects.live(now).newest().select_related("category")
    newest, chosen = list(live[: NEWEST + CHOSEN + 1]), list(live.chosen()[: CHOSEN + 1])
    lead = _lead(newest)
    chosen = [publication for publication in chosen if publication != lead][:CHOSEN]
    newest = [publication for publication in newest if publication != lead and publication not in chosen][:NEWEST]
    categories = _categories(now)
    sections = _sections(categories[:SECTIONS], now)
    rows = [*newest, *chosen, *(publication for section in sections for publication in section.publications)]
    add_credits([lead, *rows] if lead else rows)
    seconds = [] if lead and lead.cover_width else newest[:SECONDS]
    context = {
        "lead": lead,
        "seconds": seconds,
        "chosen": chosen,
        "newest": newest[len(seconds) :],
        "sections": sections,
        "others": categories[SECTIONS:],
    }
    return render(request, "articles/home.html", context)


def _lead(newest: Sequence[Publication]) -> Publication | None:
    """The newest article with a picture among the very newest, else simply the newest."""
    pictured = [publication for publication in newest[:LEAD_AMONG] if publication.cover_width]
    return next(iter([*pictured, *newest]), None)


def _categories(now: datetime) -> list[Category]:
    """Those with something to read, the last to be written in first; `floor`: the position where its section ends."""
    positions = Publication.objects.filter(category=OuterRef("pk")).live(now).newest().values("position")
    nothing = Value(0, output_field=BigIntegerField())
    categories = Category.objects.annotate(
        newest=Subquery(positions[:1]),
        floor=Coalesce(Subquery(positions[IN_SECTION - 1 : IN_SECTION]), nothing),
    )
    return list(categories.filter(newest__isnull=False).order_by("-newest"))


def _sections(categories: Sequence[Category], now: datetime) -> list[Section]:
    """Reads a few rows per category by its index, in one query."""
    if not categories:
        return []
    wanted = Q()
    for category in categories:
        wanted |= Q(category=category, position__gte=category.floor)  # type: ignore[attr-defined]  # annotated above
    sections = {category.pk: Section(category, []) for category in categories}
    for publication in Publication.objects.live(now).filter(wanted).newest():
        assert publication.category_id is not None
        publication.category = sections[publication.category_id].category
        sections[publication.category_id].publications.append(publication)
    return list(sections.values())
