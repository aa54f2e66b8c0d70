"""A tag: its articles, newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import PublicationTag, Tag

from . import naming, rows


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = naming.find(Tag.objects.all(), slug)
    page = rows.turn_through(request, PublicationTag.objects.live(timezone.now()).filter(tag=found))
    if not page.rows:  # not even the name of a tag may tell what is being written
        raise Http404(slug)
    if found.slug != slug:
        return naming.moved(request, found)
    return render(request, "articles/tag.html", {"tag": found, "page": page})
