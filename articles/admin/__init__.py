"""The record in Django's admin: one noun a file."""

from . import article, imports, people, reports, site, taxonomy

__all__ = ["article", "imports", "people", "reports", "site", "taxonomy"]
