"""The record in Django's admin: one noun a file."""

from . import article, imports, people, taxonomy

__all__ = ["article", "imports", "people", "taxonomy"]
