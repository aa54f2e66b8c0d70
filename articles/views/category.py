"""A category: its articles, newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Category, Publication, ceiling

from . import naming
from .rows import Rows

NAMED = naming.statement(Category.objects.all())
ROWS = Rows(lambda span, category: Publication.objects.filter(span, category=category))


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    found = naming.find(NAMED, slug)
    if found.slug != slug and Publication.objects.live(now).in_category(found).exists():
        return naming.moved(request, found)
    page = ROWS.turn(request, (0, ceiling(now)), found.pk)
    if not page.rows:  # its name may tell what is being written
        raise Http404(slug)
    return render(request, "articles/category.html", {"category": found, "page": page})
