"""A contributor: what they did, by role and year, and the articles."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import years
from articles.models import Alias, Byline, Contributor, Listing
from articles.pages import web_address
from articles.roles import ROLE_LABELS, Role
from articles.text import names

from . import naming, rows, tally
from .tally import Choice


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    now = timezone.now()
    found = _find(handle, now)
    counts = tally.count(found, now)
    choice = _choice(request.GET, counts)
    if found.handle != handle:
        return naming.moved(request, found)
    context = {
        "person": found,
        "home_page": web_address(found.url),
        "oldest": years.date_of(found.oldest),  # type: ignore[attr-defined]  # annotated in _find()
        "newest": years.date_of(found.newest),  # type: ignore[attr-defined]  # the same
        "roles": [ROLE_LABELS[role] for role in Role if Choice(role.value) in counts],
        "count": counts[Choice()],
        "table": tally.table(counts),
        "choice": choice,
        "chosen": counts[choice],
        "page": rows.turn_through(request, _bylines(found, choice, now), choice.parameters),
    }
    return render(request, "articles/person.html", context)


def _find(handle: str, now: datetime) -> Contributor:
    """With the positions of their `oldest` and `newest` article, both None where there is no public one."""
    articles = Byline.objects.live(now).filter(contributor=OuterRef("pk"), first=True)
    visible: QuerySet[Contributor] = Contributor.objects.filter(hidden=False).annotate(
        oldest=Subquery(articles.order_by("position").values("position")[:1]),
        newest=Subquery(articles.newest().values("position")[:1]),
    )
    try:
        return naming.find(visible, handle, "handle")
    except Http404:
        alias = Alias.objects.filter(key=names.key(handle)).values("contributor")
        contributor = visible.filter(pk__in=alias).first()
        if contributor is None:
            raise
        return contributor


def _choice(query: Mapping[str, str], choices: Iterable[Choice]) -> Choice:
    """The one that the address names, among those with articles. Raises Http404."""
    given = {name: query[name] for name in ("role", "year") if name in query}
    for choice in choices:
        if choice.parameters == given:
            return choice
    raise Http404(given)


def _bylines(contributor: Contributor, choice: Choice, now: datetime) -> Listing[Byline]:
    """One for each article, from a range of one index."""
    found = Byline.objects.live(now).filter(contributor=contributor)
    found = found.filter(role=choice.role) if choice.role else found.filter(first=True)
    return found.between(*years.span(choice.year)) if choice.year else found
