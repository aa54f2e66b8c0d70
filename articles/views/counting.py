"""How many hits of a search have which category, tag, year, person and role."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Value
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from articles.filters import CHOSEN
from articles.models import Byline, Category, Contributor, Publication, PublicationTag, Tag
from articles.roles import ROLE_LABELS, Role
from articles.years import date_of

COUNTED = 1000  # hits, the newest ones
SHOWN = 12  # names of a facet
LOOKED_UP = 2 * SHOWN  # since some people are hidden

# By facet: hits of each value. Names are counted by their primary keys.
Tally = dict[str, Counter[Any]]


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet. `count`: how many hits have it, or at least so many; 0 where nobody counted."""

    value: str
    label: str | Promise
    count: int
    is_least: bool


def is_cut(newest: Sequence[int]) -> bool:
    """Whether there are more hits than are counted."""
    return len(newest) > COUNTED


def options(newest: Sequence[int], oldest: int, person: Contributor | None, role: str) -> dict[str, list[Option]]:
    """By facet, given positions: of the newest hits, more than COUNTED where there are more, and of the oldest one.

    `person`: whose roles are counted; `role`: in which persons are.
    """
    tally, is_least = _tally(newest[:COUNTED], person, role), is_cut(newest)
    named = _named(tally, is_least=is_least)
    roles, chosen = tally["role"], tally["choice"].total()
    return {
        "category": named["category"],
        "tag": named["tag"],
        "year": _years(newest, oldest),
        "person": named["person"],
        "role": [Option(role, ROLE_LABELS[role], roles[role], is_least) for role in Role if roles[role]],
        "choice": [Option(CHOSEN, pgettext_lazy("editor's choice", "Chosen"), chosen, is_least)] if chosen else [],
    }


def _tally(positions: Sequence[int], person: Contributor | None, role: str) -> Tally:
    """In one query. The database counts names, but gives each credit: a person may have several in one article."""
    numbers = RawSQL(",".join(map(str, positions)), [])  # noqa: S611  a thousand parameters take three times as long
    hits = Publication.objects.filter(position__in=numbers).order_by()
    of_hits = {"publication__position__in": numbers}
    chosen = hits.filter(editors_choice=True).annotate(kind=_kind("choice"), one=Value(1)).values_list("kind", "one")
    categories = hits.exclude(category=None).annotate(kind=_kind("category")).values_list("kind", "category")
    tags = PublicationTag.objects.filter(**of_hits).annotate(kind=_kind("tag")).values_list("kind", "tag")
    credited = Byline.objects.filter(**of_hits).order_by().values_list("role", "contributor", "publication")
    counted = (rows.annotate(count=Count("pk")) for rows in (chosen, categories, tags))
    tally: Tally = {"choice": Counter(), "category": Counter(), "tag": Counter()}
    credits: list[tuple[str, int, int]] = []
    for kind, key, number in credited.union(*counted, all=True):
        if kind in tally:
            tally[kind][key] = number
        else:
            credits.append((kind, key, number))
    people = {(who, article) for done, who, article in credits if role in {"", done}}
    roles = {(done, article) for done, who, article in credits if person is None or person.pk == who}
    return tally | {"person": Counter(who for who, _ in people), "role": Counter(done for done, _ in roles)}


def _named(tally: Tally, *, is_least: bool) -> dict[str, list[Option]]:
    """The most frequent names of each facet, in one query."""
    most = {facet: _most(tally[facet]) for facet in ("category", "tag", "person")}
    categories = Category.objects.filter(pk__in=most["category"]).values_list(_kind("category"), "pk", "slug", "name")
    tags = Tag.objects.filter(pk__in=most["tag"]).values_list(_kind("tag"), "pk", "slug", "name")
    people = Contributor.objects.filter(pk__in=most["person"], hidden=False)
    rows = people.values_list(_kind("person"), "pk", "handle", "name").union(categories, tags, all=True)
    names = {(facet, key): (slug, name) for facet, key, slug, name in rows}
    return {
        facet: [Option(*names[facet, key], tally[facet][key], is_least) for key in keys if (facet, key) in names][
            :SHOWN
        ]
        for facet, keys in most.items()
    }


def _kind(name: str) -> Value:
    return Value(name, CharField())


def _most(counts: Counter[int]) -> list[int]:
    return sorted(counts, key=lambda key: (-counts[key], key))[:LOOKED_UP]


def _years(newest: Sequence[int], oldest: int) -> list[Option]:
    """Where hits were left out, these belong to the last year that was counted, and to those before it."""
    counts = Counter(date_of(position).year for position in newest[:COUNTED])
    last, has_more = min(counts), is_cut(newest)
    earlier = range(last - 1, date_of(oldest).year - 1, -1) if has_more else ()
    counted = [Option(str(year), str(year), counts[year], has_more and year == last) for year in sorted(counts)[::-1]]
    return [*counted, *(Option(str(year), str(year), 0, is_least=False) for year in earlier)]
