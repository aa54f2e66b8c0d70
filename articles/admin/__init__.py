"""The record in Django's admin: one noun a file."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import article, imports, people, reports, site, taxonomy

admin.site.site_header = admin.site.site_title = _("Yibao")

__all__ = ["article", "imports", "people", "reports", "site", "taxonomy"]
