"""The beacon of a page that somebody had before their eyes for a while."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.deeds import VIEWS, WAITING, View
from articles.models import Publication
from articles.visitors import is_spent, visitor

from .visits import from_own_page, of_live_article, too_many


@csrf_exempt
@require_POST
@from_own_page
@of_live_article
def view(request: HttpRequest, publication: Publication, now: datetime) -> HttpResponse:
    """Writes nothing: what is counted is decided when the waiting views are written."""
    who = visitor(request, now)
    if is_spent(VIEWS, who.household, now):
        return too_many(request, VIEWS, now)
    WAITING.add(View(publication.pk, who, now))
    return HttpResponse(status=204)
