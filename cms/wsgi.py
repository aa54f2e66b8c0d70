"""The WSGI application with its page cache; refuses to start where a check of the configuration finds an error."""

import os
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

application: WSGIApplication = get_wsgi_application()

from django.conf import settings  # noqa: E402  the applications must be loaded first

from articles import editions  # noqa: E402
from cms.checks import refuse_unsafe  # noqa: E402
from cms.page_cache import MEGABYTE, PageCache  # noqa: E402

refuse_unsafe()

if settings.PAGE_CACHE_MB > 0:
    application = page_cache = PageCache(application, settings.PAGE_CACHE_MB * MEGABYTE)
    editions.LISTENERS.append(page_cache.new_edition)
