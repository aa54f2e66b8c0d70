"""A category: its articles, newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Category, Publication

from . import naming, rows


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    found = naming.find(Category.objects.all(), slug)
    live = Publication.objects.live(timezone.now()).in_category(found)
    if found.slug != slug and live.exists():
        return naming.moved(request, found)
    page = rows.turn(request, live)
    if not page.rows:  # its name may tell what is being written
        raise Http404(slug)
    return render(request, "articles/category.html", {"category": found, "page": page})
