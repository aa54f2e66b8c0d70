"""An article's page: shown, not yet, never, or gone."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Gone, Publication
from articles.pages import article_page, to_show


class ArticleGone(Exception):
    """A number that was public and was withdrawn."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Article {number} was withdrawn.")
        self.number = number


@require_safe
def article(request: HttpRequest, number: int) -> HttpResponse:
    now = timezone.now()
    try:
        publication = find(number, now)
    except ArticleGone:
        return gone(request)
    return render(request, "articles/article.html", {"page": article_page(publication, now)})


def find(number: int, now: datetime) -> Publication:
    """The live publication with its category and text. Raises ArticleGone or Http404."""
    publication = to_show(number, now)
    if publication:
        return publication
    if Gone.objects.filter(number=number).exists():
        raise ArticleGone(number)
    raise Http404(number)


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "410.html", status=410)
