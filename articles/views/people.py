"""The contributors: who did how much, by role."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from articles.models import Byline, Contributor
from articles.roles import Role

from .person import PLURALS

SHOWN = 36
ORDER = (Role.TRANSLATOR, Role.REVIEWER, Role.SELECTOR, Role.AUTHOR, Role.PUBLISHER)


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
    return render(request, "articles/people.html", {"groups": groups, "role": PLURALS[Role(role)] if role else None})


def _entries(role: Role | None) -> dict[Role, list[Entry]]:
    rows = Byline.objects.live(timezone.now()).filter(contributor__hidden=False)
    if role:
        rows = rows.filter(role=role)
    counted = rows.values("role", "contributor__name", "contributor__handle").annotate(count=Count("pk"))
    entries: dict[Role, list[Entry]] = {role: [] for role in ORDER}
    for row in counted.order_by("-count", "contributor__name"):
        contributor = Contributor(name=row["contributor__name"], handle=row["contributor__handle"])
        entries[Role(row["role"])].append(Entry(contributor, row["count"]))
    return entries
