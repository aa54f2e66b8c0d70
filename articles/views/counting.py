"""How many hits of a search have which category, tag, year, person and role."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Value
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from articles import faceted
from articles.filters import CHOSEN
from articles.models import Category, Contributor, Tag
from articles.roles import ROLE_LABELS, Role
from articles.years import DAY, DAY_BEGINS, date_of, day

COUNTED = 500  # hits, the newest ones
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
    roles, chosen = tally["role"], tally["choice"][""]
    return {
        "category": named["category"],
        "tag": named["tag"],
        "year": _years(newest, oldest),
        "person": named["person"],
        "role": [Option(role, ROLE_LABELS[role], roles[role], is_least) for role in Role if roles[role]],
        "choice": [Option(CHOSEN, pgettext_lazy("editor's choice", "Chosen"), chosen, is_least)] if chosen else [],
    }


def _tally(positions: Sequence[int], person: Contributor | None, role: str) -> Tally:
    """In one query."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for key, number in Counter(faceted.keys_of(positions)).items():
        found[key[:1]][key[1:]] = number
    done = {role: found[role[0]].get(str(person.pk) if person else "", 0) for role in Role}
    return {
        "choice": Counter(found[faceted.CHOSEN]),
        "category": _by_key(found[faceted.CATEGORY]),
        "tag": _by_key(found[faceted.TAG]),
        "person": _by_key(found[role[:1] or faceted.PERSON]),
        "role": Counter(done),
    }


def _by_key(counts: Mapping[str, int]) -> Counter[int]:
    return Counter({int(key): number for key, number in counts.items() if key})


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
    return sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:LOOKED_UP]


def _years(newest: Sequence[int], oldest: int) -> list[Option]:
    """Where hits were left out, these belong to the last year that was counted, and to those before it."""
    counts: Counter[int] = Counter()
    for number, count in Counter([(position + DAY_BEGINS) // DAY for position in newest[:COUNTED]]).items():
        counts[day(number).year] += count
    last, has_more = min(counts), is_cut(newest)
    earlier = range(last - 1, date_of(oldest).year - 1, -1) if has_more else ()
    counted = [Option(str(year), str(year), counts[year], has_more and year == last) for year in sorted(counts)[::-1]]
    return [*counted, *(Option(str(year), str(year), 0, is_least=False) for year in earlier)]
