"""Categories and tags in the admin: a renaming or merging keeps the old names and addresses."""

from django.contrib import admin
from taggit.models import Tag as PlainTag

from articles.admin.naming import OtherNamesInline
from articles.admin.unions import Merging
from articles.models import Category, CategoryAlias, Tag, TagAlias

# taggit registers a model of its own, which this site does not use.
admin.site.unregister(PlainTag)


class CategoryAliases(OtherNamesInline):
    model = CategoryAlias


class TagAliases(OtherNamesInline):
    model = TagAlias


@admin.register(Category)
class CategoryAdmin(Merging):
    fields = ["name"]
    inlines = [CategoryAliases]


@admin.register(Tag)
class TagAdmin(Merging):
    fields = ["name"]
    inlines = [TagAliases]
