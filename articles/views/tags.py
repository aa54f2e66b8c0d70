"""The index of categories and tags, with how many articles each has."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import Category, Publication, PublicationTag, Tag
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
    rows = Publication.objects.live(now).exclude(category=None).values("category__name", "category__slug")
    counted = rows.annotate(count=Count("pk")).order_by("-count", "category__name")
    return [Entry(Category(name=row["category__name"], slug=row["category__slug"]), row["count"]) for row in counted]


def _tags(now: datetime) -> list[Entry]:
    rows = PublicationTag.objects.live(now).values(name=F("tag__name"), slug=F("tag__slug"))
    counted = rows.annotate(count=Count("pk")).order_by("-count", "name")[:MOST]
    return [Entry(Tag(name=row["name"], slug=row["slug"]), row["count"]) for row in counted]


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
