"""The record in Django's admin: one noun a file."""

from . import accounts, article, changes, imports, invitations, notices, people, reports, site, taxonomy

__all__ = [
    "accounts",
    "article",
    "changes",
    "imports",
    "invitations",
    "notices",
    "people",
    "reports",
    "site",
    "taxonomy",
]
