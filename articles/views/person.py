"""A contributor: what they did, by role, and the articles."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Alias, Byline, Contributor
from articles.pages import web_address
from articles.roles import Role
from articles.text import names

from . import naming, rows

PLURALS: dict[Role, Promise] = {
    Role.AUTHOR: _("Authors"),
    Role.SELECTOR: _("Selectors"),
    Role.TRANSLATOR: _("Translators"),
    Role.REVIEWER: _("Reviewers"),
    Role.PUBLISHER: _("Publishers"),
}
DEEDS: dict[Role, Promise] = {
    Role.AUTHOR: pgettext_lazy("deed", "Written"),
    Role.SELECTOR: pgettext_lazy("deed", "Selected"),
    Role.TRANSLATOR: pgettext_lazy("deed", "Translated"),
    Role.REVIEWER: pgettext_lazy("deed", "Reviewed"),
    Role.PUBLISHER: pgettext_lazy("deed", "Published"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    role: Role
    label: Promise
    count: int


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    now = timezone.now()
    found, role = _find(handle), request.GET.get("role")
    deeds = _deeds(found, now)
    if not deeds or (role is not None and role not in {deed.role for deed in deeds}):
        raise Http404(handle)
    if found.handle != handle:
        return naming.moved(request, found)
    bylines = Byline.objects.live(now).filter(contributor=found)
    bylines = bylines.filter(role=role) if role else bylines.filter(first=True)
    page = rows.turn_through(request, bylines, {"role": role} if role else {})
    context = {"person": found, "home_page": web_address(found.url), "deeds": deeds, "role": role, "page": page}
    return render(request, "articles/person.html", context)


def _find(handle: str) -> Contributor:
    visible = Contributor.objects.filter(hidden=False)
    try:
        return naming.find(visible, handle, "handle")
    except Http404:
        alias = Alias.objects.filter(key=names.key(handle), contributor__hidden=False).first()
        if alias is None:
            raise
        return alias.contributor


def _deeds(contributor: Contributor, now: datetime) -> list[Deed]:
    """How many live articles they have in each role, in the order of the work."""
    counted = Byline.objects.live(now).filter(contributor=contributor).order_by().values_list("role")
    counts = dict(counted.annotate(count=Count("pk")))
    return [Deed(role, DEEDS[role], counts[role]) for role in Role if role in counts]
