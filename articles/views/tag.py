"""A tag: its articles, newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Publication, Tag, ceiling

from . import naming
from .rows import Rows

NAMED = naming.statement(Tag.objects.all())
ROWS = Rows(
    lambda span, tag: Publication.objects.filter(span, taggings__tag=tag),
    position="taggings__position",
)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = naming.find(NAMED, slug)
    page = ROWS.turn(request, (0, ceiling(timezone.now())), found.pk)
    if not page.rows:  # not even the name of a tag may tell what is being written
        raise Http404(slug)
    if found.slug != slug:
        return naming.moved(request, found)
    return render(request, "articles/tag.html", {"tag": found, "page": page})
