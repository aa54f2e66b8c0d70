"""The addresses of the site: the admin, the reader's pages in each language, and what has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles import urls

urlpatterns = [
    *urls.without_language,
    *i18n_patterns(
        path("admin/", include(urls.doors_of_the_desk)),
        path("admin/", admin.site.urls),
        path("", include("articles.urls")),
        prefix_default_language=False,
    ),
]
