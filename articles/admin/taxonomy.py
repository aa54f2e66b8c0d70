"""Categories and tags in the admin; renaming and merging come with the desk, so that old addresses are kept."""

from django.contrib import admin
from django.http import HttpRequest
from taggit.models import Tag as PlainTag

from articles.admin.recorded import Recorded
from articles.models import Category, Tag


class Named(Recorded):
    list_display = ["name", "slug"]
    search_fields = ["name", "key"]
    ordering = ["key"]
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Category | Tag | None = None) -> bool:
        """A new name is a new address: not before the old one leads to it."""
        return False


# taggit registers a model of its own, which this site does not use.
admin.site.unregister(PlainTag)
admin.site.register([Category, Tag], Named)
