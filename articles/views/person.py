"""A contributor: what they did, by role and year, and the articles."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import years
from articles.models import Alias, Byline, Contributor, Publication, ceiling, position
from articles.pages import web_address
from articles.paging import HIGHEST, Page
from articles.roles import ROLE_LABELS, Role
from articles.statements import Statement
from articles.text import names

from . import naming, tally
from .rows import Listed, Rows
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
        "page": _page(request, found, choice, now),
    }
    return render(request, "articles/person.html", context)


def _visible(top: int) -> QuerySet[Contributor]:
    articles = Byline.objects.filter(position__lte=top, contributor=OuterRef("pk"), first=True)
    return Contributor.objects.filter(hidden=False).annotate(
        oldest=Subquery(articles.order_by("position").values("position")[:1]),
        newest=Subquery(articles.newest().values("position")[:1]),
    )


NAMED = Statement(lambda top, handle, key: _visible(top).filter(Q(handle=handle) | Q(key=key)))
# Of bylines, one for each article, from a range of one index.
ROWS = Rows(
    lambda span, person: Publication.objects.filter(span, bylines__contributor=person, bylines__first=True),
    position="bylines__position",
)
ROWS_OF_ROLE = Rows(
    lambda span, person, role: Publication.objects.filter(span, bylines__contributor=person, bylines__role=role),
    position="bylines__position",
)


def _find(handle: str, now: datetime) -> Contributor:
    """With the positions of their `oldest` and `newest` article, both None where there is no public one."""
    top = ceiling(now)
    try:
        return naming.find(lambda given, key: NAMED(top, given, key), handle, "handle")
    except Http404:
        alias = Alias.objects.filter(key=names.key(handle)).values("contributor")
        contributor = _visible(top).filter(pk__in=alias).first()
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


def _page(request: HttpRequest, contributor: Contributor, choice: Choice, now: datetime) -> Page[Listed]:
    start, end = (position(at, 0) for at in years.span(choice.year)) if choice.year else (0, HIGHEST)
    span = start, min(end - 1, ceiling(now))
    if choice.role:
        return ROWS_OF_ROLE.turn(request, span, contributor.pk, choice.role, keep=choice.parameters)
    return ROWS.turn(request, span, contributor.pk, keep=choice.parameters)
