"""Categories and tags in the admin: a renaming or merging keeps the old names and addresses."""

from django.contrib import admin

from articles.admin.naming import OtherNamesInline
from articles.admin.unions import Merging
from articles.models import Category, CategoryAlias, Tag, TagAlias


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
