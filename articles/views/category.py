"""A category: its articles, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Category, Publication

from . import naming, rows


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    found = naming.find(Category.objects.all(), slug)
    if found.slug != slug:
        return naming.moved(request, found)
    live = Publication.objects.live(timezone.now()).in_category(found)
    return render(request, "articles/category.html", {"category": found, "page": rows.turn(request, live)})
