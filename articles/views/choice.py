"""Editor's choice, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Publication, ceiling

from .rows import Rows

CHOSEN = Rows(lambda span: Publication.objects.chosen().filter(span))


@require_safe
def choice(request: HttpRequest) -> HttpResponse:
    page = CHOSEN.turn(request, (0, ceiling(timezone.now())))
    return render(request, "articles/choice.html", {"page": page})
