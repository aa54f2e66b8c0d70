"""A page of the site itself, such as 关于, which editors write in the admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.imprint import CHINESE_TAG, ENGLISH
from articles.models import Page


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page, slug=slug)
    english = found.title_en if get_language() == ENGLISH else ""
    title = {"title": english or found.title, "title_language": ENGLISH if english else CHINESE_TAG}
    return render(request, "articles/page.html", {"page": found, **title})
