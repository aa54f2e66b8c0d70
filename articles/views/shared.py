"""The preview of a draft by a signed link, for people without an account."""

from csp.constants import SELF
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import previews
from articles.pages import ArticlePage

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    page = previews.by_token(token, timezone.now())
    if page is None:
        raise Http404(token)
    return preview(request, page)


def preview(request: HttpRequest, page: ArticlePage) -> HttpResponse:
    """Kept by nobody, found by no search engine, and framed by the desk alone."""
    response = render(request, "articles/preview.html", {"page": page})
    for name, value in HEADERS.items():
        response.headers[name] = value
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]  # noqa: SLF001  as its decorators do
    return response
