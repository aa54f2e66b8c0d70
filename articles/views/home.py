"""The front page: a lead story, editor's choice, the newest, and what is new in each category; no article twice."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import BigIntegerField, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Category, Publication, ceiling
from articles.statements import Statement

from .rows import LISTED, Listed, add_bylines

LEAD_AMONG = 5
SECONDS = 2  # beneath a lead story that has no picture
CHOSEN = 5
NEWEST = 8
SECTIONS = 6
IN_SECTION = 4
READ_OF_SECTION = IN_SECTION + CHOSEN + 1  # below the newest: a section leaves out what stands above it
# What is read besides the sections, and how much of it: one more than is shown, since the lead is taken out.
PARTS: tuple[tuple[dict[str, bool], int], ...] = (
    ({}, NEWEST + CHOSEN + 1),
    ({"editors_choice": True}, CHOSEN + 1),
    ({"pinned": True}, 1),
)


@dataclass(frozen=True, slots=True)
class Section:
    category: Category
    head: Listed
    rest: list[Listed]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    top = ceiling(timezone.now())
    floors = FLOORS.first(top) or (0,) * len(PARTS)
    categories = CATEGORIES(top, floors[0])
    rows = _rows(top, floors, categories)
    lead = _lead(rows)
    chosen = [row for row in rows if row.editors_choice and row != lead][:CHOSEN]
    newest = [row for row in rows if row != lead and row not in chosen][:NEWEST]
    above = [lead, *chosen, *newest] if lead else []
    add_bylines(above)
    sections = _sections(categories[:SECTIONS], rows, {row.pk for row in above})
    shown = {section.category.pk for section in sections}
    seconds = [] if lead and lead.cover_width else newest[:SECONDS]
    context = {
        "lead": lead,
        "seconds": seconds,
        "chosen": chosen,
        "newest": newest[len(seconds) :],
        "sections": sections,
        "others": [category for category in categories if category.pk not in shown],
    }
    return render(request, "articles/home.html", context)


def _lead(rows: Sequence[Listed]) -> Listed | None:
    """What editors pinned; else the newest with a picture among the very newest, else simply the newest."""
    pinned = [row for row in rows if row.pinned]
    pictured = [row for row in rows[:LEAD_AMONG] if row.cover_width]
    return next(iter([*pinned, *pictured, *rows]), None)


def _sections(categories: Sequence[Category], rows: Sequence[Listed], above: Container[int]) -> list[Section]:
    sections = []
    for category in categories:
        floor: int = category.floor  # type: ignore[attr-defined]  # annotated below
        own = [row for row in rows if row.category_id == category.pk and row.position >= floor and row.pk not in above]
        if own:
            sections.append(Section(category, own[0], own[1:IN_SECTION]))
    return sections


def _floors(top: int) -> QuerySet[Publication, tuple[int, ...]]:
    """The lowest position that is read of each of the PARTS."""
    live = Publication.objects.filter(position__lte=top)
    return live.newest().values_list(*(_nth(live.filter(**terms), number) for terms, number in PARTS))[:1]


def _categories(top: int, newest: int) -> QuerySet[Category]:
    """Those with something to read, the last to be written in first; `floor`: the lowest position read of it."""
    own = Publication.objects.filter(position__lte=top, category=OuterRef("pk"))
    floor = _nth(own.filter(position__lt=newest), READ_OF_SECTION)
    categories = Category.objects.annotate(newest=_nth(own, 1), floor=floor)
    return categories.filter(newest__gt=0).order_by("-newest")


def _wanted(top: int, *given: int) -> QuerySet[Publication, tuple[Any, ...]]:
    """`given`: the floors of the PARTS, then the key and the floor of each section."""
    floors, sections = given[: len(PARTS)], given[len(PARTS) :]
    wanted = Q()
    for (terms, _), floor in zip(PARTS, floors, strict=True):
        wanted |= _range(floor, top, **terms)
    for category, floor in zip(sections[::2], sections[1::2], strict=True):
        wanted |= _range(floor, top, category=category)
    return Publication.objects.filter(wanted).values_list(*LISTED)


FLOORS = Statement(_floors)
CATEGORIES = Statement(_categories)
WANTED = Statement(_wanted)


def _rows(top: int, floors: Iterable[int], categories: Sequence[Category]) -> list[Listed]:
    """All that the page may show, newest first: a few ranges of indexes, whatever the size of the archive."""
    sections = [(category.pk, category.floor) for category in categories[:SECTIONS]]  # type: ignore[attr-defined]  # as above
    # Sorted here: asked for an order, the database would walk through the archive in it.
    rows = [Listed(*row) for row in WANTED(top, *floors, *chain.from_iterable(sections))]
    return sorted(rows, key=lambda row: -row.position)


def _range(floor: int, top: int, **terms: object) -> Q:
    return Q(position__gte=floor, position__lte=top, **terms)


def _nth(rows: QuerySet[Publication], number: int) -> Func:
    """The position of the so many-th newest row, 0 where there are fewer."""
    positions = rows.order_by("-position").values("position")[number - 1 : number]
    return Coalesce(Subquery(positions), Value(0, output_field=BigIntegerField()))
