"""The index of categories and tags, with how many articles each has."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import totals
from articles.models import Category, Tag
from articles.text import names

COMMON = 40
MOST = 600
CHINESE, OTHERS = _("Chinese"), _("Digits and signs")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in the index, a link, and how many articles stand behind it."""

    row: Category | Tag
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    heading: str | Promise
    entries: list[Entry] = field(default_factory=list)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    entries = _tags(now)
    context = {
        "categories": _categories(now),
        "common": entries[:COMMON],
        "groups": _groups(entries) if len(entries) > COMMON else [],
        "is_cut": len(entries) == MOST,
    }
    return render(request, "articles/tags.html", context)


def _categories(now: datetime) -> list[Entry]:
    counted = sorted(totals.of_categories(now).items(), key=_order)
    return [Entry(Category(name=name, slug=slug), count) for (name, slug), count in counted]


def _tags(now: datetime) -> list[Entry]:
    counted = sorted(totals.of_tags(now).items(), key=_order)[:MOST]
    return [Entry(Tag(name=name, slug=slug), count) for (name, slug), count in counted]


def _order(counted: tuple[tuple[str, str], int]) -> tuple[int, str]:
    (name, _), count = counted
    return -count, name


def _groups(entries: list[Entry]) -> list[Group]:
    """By first letter: Latin ones by the alphabet, then digits and signs, last the Chinese names, by number."""
    letters = [chr(letter) for letter in range(ord("A"), ord("Z") + 1)]
    headings: list[str | Promise] = [*letters, OTHERS, CHINESE]
    groups = {heading: Group(heading) for heading in headings}
    for entry in entries:
        first = names.key(entry.row.name)[0].upper()
        heading = first if first in groups else CHINESE if first.isalpha() else OTHERS
        groups[heading].entries.append(entry)
    for letter in letters:
        groups[letter].entries.sort(key=lambda entry: names.key(entry.row.name))
    return [group for group in groups.values() if group.entries]
