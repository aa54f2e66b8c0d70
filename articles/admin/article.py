"""Articles in the admin: a save leaves a revision and changes nothing for readers."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from articles import manuscript
from articles.models import Article, Credit


class Credits(admin.TabularInline):
    model = Credit
    extra = 0
    autocomplete_fields = ["contributor"]


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ["title", "number", "kind", "stage", "category", "updated_at"]
    list_filter = ["stage", "kind", "category"]
    list_select_related = ["category"]
    search_fields = ["title", "=number"]
    ordering = ["-pk"]
    show_full_result_count = False
    exclude = ["created_at", "updated_at"]
    readonly_fields = ["number", "stage", "version"]
    inlines = [Credits]

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super().get_queryset(request).defer("body", "source_body")
            if _is_list(request)
            else super().get_queryset(request)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Nothing that ever had a number can be deleted, one by one or as a selection."""
        return super().has_delete_permission(request, obj) and obj is not None and obj.number is None

    def save_model(self, request: HttpRequest, obj: Article, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.created_at = obj.updated_at = timezone.now()
            obj.version = 0
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """The last step of a save: all rows are there, so the revision can be taken."""
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            manuscript.save(form.instance, by=request.user, now=timezone.now())  # type: ignore[arg-type]


def _is_list(request: HttpRequest) -> bool:
    return bool(request.resolver_match and str(request.resolver_match.url_name).endswith("_changelist"))
