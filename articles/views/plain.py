"""Pages for machines: is the server alive, and what may robots read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# What is for people to do and not for robots. /search/ is open to them: only who may read its page learns to keep none.
CLOSED = (
    *("/admin/", "/article-*/like/", "/article-*/report/", "/article-*/view/"),
    *("/en/admin/", "/en/article-*/like/", "/en/article-*/report/"),
)
ROBOTS = "User-agent: *\n{closed}\nSitemap: {site}/sitemap.xml\n"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    text = ROBOTS.format(closed=closed, site=settings.SITE_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
