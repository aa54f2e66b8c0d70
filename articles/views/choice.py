"""Editor's choice, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Publication

from . import rows


@require_safe
def choice(request: HttpRequest) -> HttpResponse:
    chosen = Publication.objects.live(timezone.now()).chosen()
    return render(request, "articles/choice.html", {"page": rows.turn(request, chosen)})
