"""The contributors: who did how much, by role."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import totals
from articles.models import Contributor
from articles.roles import Role

SHOWN = 36
ORDER = (Role.TRANSLATOR, Role.REVIEWER, Role.SELECTOR, Role.AUTHOR, Role.PUBLISHER)
PLURALS: dict[Role, Promise] = {
    Role.AUTHOR: _("Authors"),
    Role.SELECTOR: _("Selectors"),
    Role.TRANSLATOR: _("Translators"),
    Role.REVIEWER: _("Reviewers"),
    Role.PUBLISHER: _("Publishers"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    row: Contributor
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody with one role, the busiest first; `entries` may be the beginning of the list only."""

    role: Role
    label: Promise
    entries: list[Entry]
    size: int


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    role = request.GET.get("role")
    if role is not None and role not in set(Role):
        raise Http404(role)
    entries = _entries(Role(role) if role else None)
    shown = None if role else SHOWN
    groups = [Group(role, PLURALS[role], found[:shown], len(found)) for role, found in entries.items() if found]
    context = {"groups": groups, "role": role, "label": PLURALS[Role(role)] if role else None}
    return render(request, "articles/people.html", context)


def _entries(role: Role | None) -> dict[Role, list[Entry]]:
    """The names are read apart, each once."""
    visible = Contributor.objects.filter(hidden=False).in_bulk()
    narrowed = {"role": role.value} if role else {}
    entries: dict[Role, list[Entry]] = {role: [] for role in ORDER}
    for (pk, kind), count in totals.of_people(timezone.now(), **narrowed).items():
        if pk in visible:
            entries[Role(kind)].append(Entry(visible[pk], count))
    for found in entries.values():
        found.sort(key=lambda entry: (-entry.count, entry.row.key))
    return entries
