"""The ranking: who has how many articles in one role, in one year or in all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, starmap, takewhile

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from articles import years
from articles.models import Byline, Contributor, Publication, Total
from articles.models.addresses import address
from articles.roles import Role

from .people import ORDER, PLURALS
from .tally import Choice

SHOWN = 100
MOST = 1000


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    handle: str
    count: int

    @property
    def address(self) -> str:
        return address("person", self.handle)


@dataclass(frozen=True, slots=True)
class Place:
    """Whoever has as many articles as somebody else shares the rank."""

    rank: int
    person: Person


@dataclass(frozen=True, slots=True)
class Option:
    """The ranking for another role or year."""

    label: Promise | int
    choice: Choice


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    numbers = _years(now)
    choice = _choice(request.GET, numbers)
    size = MOST if "all" in request.GET else SHOWN
    people = _people(choice, now, size + 1)
    context = {
        "choice": choice,
        "label": PLURALS[Role(choice.role)],
        "roles": [Option(PLURALS[role], Choice(role.value, choice.year)) for role in ORDER],
        "years": [Option(number, Choice(choice.role, number)) for number in numbers],
        "all_years": Choice(choice.role),
        "places": list(_places(people[:size])),
        "has_more": size == SHOWN < len(people),
    }
    return render(request, "articles/ranking.html", context)


def _years(now: datetime) -> range:
    """From that of the newest article down to that of the oldest one, in one query of two look-ups."""
    live = Publication.objects.live(now)
    oldest, newest = (rows.values("position")[:1] for rows in (live.order_by("position"), live.newest()))
    ends = Q(position=Subquery(oldest)) | Q(position=Subquery(newest))
    found = [years.date_of(position).year for position in live.filter(ends).values_list("position", flat=True)]
    return range(max(found), min(found) - 1, -1) if found else range(0)


def _choice(query: Mapping[str, str], numbers: range) -> Choice:
    """What the address asks for. Raises Http404 for what is no role, or no year of this site."""
    known = {str(number): number for number in numbers}
    role, year = query.get("role", Role.TRANSLATOR.value), query.get("year")
    if role not in set(Role) or not (year is None or year in known):
        raise Http404((role, year))
    return Choice(role, known[year] if year else 0)


def _people(choice: Choice, now: datetime, size: int) -> list[Person]:
    """The first ones of those who may be named."""
    kept = Total.objects.filter(kind=Total.Kind.PERSON, key=OuterRef("pk"), role=choice.role, year=choice.year)
    coming = Byline.objects.to_come(now).filter(contributor=OuterRef("pk"), role=choice.role).order_by()
    coming = coming.between(*years.span(choice.year)) if choice.year else coming
    ahead = Subquery(coming.values("contributor").annotate(count=Count("*")).values("count"))
    count = Coalesce(Subquery(kept.values("count")), 0) - Coalesce(ahead, 0)
    counted = Contributor.objects.filter(hidden=False).annotate(count=count).order_by("-count", "key")
    rows = counted.values_list("name", "handle", "count")[:size]
    return list(takewhile(lambda person: person.count, starmap(Person, rows)))


def _places(people: list[Person]) -> Iterator[Place]:
    before = 0
    for _, group in groupby(people, key=lambda person: person.count):
        equals = list(group)
        yield from (Place(before + 1, person) for person in equals)
        before += len(equals)
