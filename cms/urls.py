"""The addresses of the site: the reader's pages in each language, and what has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles.views import attachment, plain

urlpatterns = [
    path("admin/", admin.site.urls),
    path("data/attachment/<path:path>", attachment.attachment, name="attachment"),
    path("healthz", plain.healthz, name="healthz"),
    path("robots.txt", plain.robots, name="robots"),
    *i18n_patterns(path("", include("articles.urls")), prefix_default_language=False),
]
