"""A reader likes an article: once a day, without an account and without a cookie."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles import deeds
from articles.models import Publication
from articles.visitors import allow, visitor

from .visits import SeeOther, from_own_page, of_live_article, too_many

HTML, JSON = "text/html", "application/json"


@csrf_exempt
@require_POST
@from_own_page
@of_live_article
def like(request: HttpRequest, publication: Publication, now: datetime) -> HttpResponse:
    who = visitor(request, now)
    if not allow(deeds.LIKES, who.household, now):
        return too_many(request, deeds.LIKES, now)
    likes = deeds.like(publication.pk, who.name, timezone.localdate(now))
    if request.get_preferred_type([HTML, JSON]) == JSON:
        return JsonResponse({"likes": likes})
    return SeeOther(f"{publication.get_absolute_url()}#like")
