"""What the views of readers' deeds share: the live article, requests of our own pages only, and a polite refusal."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from articles.models import Gone, Publication
from articles.visitors import Limit, is_from_own_page

from .article import gone

NumberView = Callable[[HttpRequest, int], HttpResponse]
ArticleView = Callable[[HttpRequest, Publication, datetime], HttpResponse]


class SeeOther(HttpResponseRedirect):
    """After a POST: look there, with a GET."""

    status_code = 303


def of_live_article(view: ArticleView) -> NumberView:
    """The view gets the publication of this number and the time; 404 or 410 where there is none."""

    @wraps(view)
    def answer(request: HttpRequest, number: int) -> HttpResponse:
        now = timezone.now()
        publication = Publication.objects.live(now).filter(number=number).first()
        if publication:
            return view(request, publication, now)
        if Gone.objects.filter(number=number).exists():
            return gone(request)
        raise Http404(number)

    return answer


def from_own_page(view: NumberView) -> NumberView:
    """Instead of a CSRF token, which would need a cookie: 403 for what another site sent."""

    @wraps(view)
    def answer(request: HttpRequest, number: int) -> HttpResponse:
        if not is_from_own_page(request):
            return render(request, "403.html", status=403)
        return view(request, number)

    return answer


def too_many(request: HttpRequest, limit: Limit, now: datetime) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(limit.left(now))
    return response
