"""While the database is known to be away, nobody waits for it: what needs it is answered at once."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

# By this the page cache tells of it, in what WSGI says of a request.
AWAY: Final = "yibao.away"
RETRY_AFTER: Final = 5  # seconds
FILES: Final = ("/static/", "/media/", "/data/", "/renditions/", "/uploads/")
# What needs no database.
FREE: Final = (*FILES, "/robots.txt", "/healthz")


def unavailable(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """503, which proxies take for a reason to show what they have. A developer sees what is wrong instead."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.META.get(AWAY) and not settings.DEBUG and not request.path_info.startswith(FREE):
            headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
            return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
        return answer(request)

    return middleware
