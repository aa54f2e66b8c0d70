"""The WSGI application; refuses to start where a check of the configuration finds an error."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

application = get_wsgi_application()

from cms.checks import refuse_unsafe  # noqa: E402  the applications must be loaded first

refuse_unsafe()
