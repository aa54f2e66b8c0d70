"""The permalink of an article as a QR code, for the telephone in the other hand."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Publication
from articles.sharing import permalink, qr_code

from .visits import of_live_article

DAY = 86400


@require_safe
@of_live_article
def qr(request: HttpRequest, publication: Publication, now: datetime) -> HttpResponse:
    return _picture(request, publication.number)


@cache_control(public=True, max_age=DAY)
def _picture(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(qr_code(permalink(number)), content_type="image/svg+xml")
