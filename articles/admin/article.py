"""The form of an article in the admin: who may edit what of it, and saves that lose nothing."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import audit, drafts, editions, manuscript
from articles.admin import autosaves, credits, history, notes, previews, revisions, saving
from articles.admin.lists import ArticleList
from articles.admin.moves import stage_bar
from articles.admin.recorded import Recorded
from articles.admin.sides import editable, user_of
from articles.admin.since import comparisons
from articles.admin.writing import ArticleForm
from articles.models import Article

NEVER = ["number", "stage", "version"]
FIELDSETS: list[tuple[Any, Any]] = [
    (None, {"fields": ["title", "summary", "category", "tags", "cover", "kind"]}),
    (_("Source"), {"fields": ["source_url", "source_title", "licence", "source_body"], "classes": ["collapse"]}),
    (None, {"fields": ["body"]}),
]


@admin.register(Article)
class ArticleAdmin(Recorded, ArticleList):
    form = ArticleForm
    fieldsets = FIELDSETS
    inlines = [credits.Credits]
    change_form_template = "admin/articles/article/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        sides = (autosaves, history, notes, previews, revisions)
        return [*(each for side in sides for each in side.urls(self)), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Of one article: whoever may edit any of its fields now."""
        if obj is None:
            return super().has_change_permission(request)
        return self.has_view_permission(request, obj) and bool(editable(request, obj))

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return request.user.has_perm("articles.view_article")

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Nothing that ever had a number can be deleted, one by one or as a selection."""
        return super().has_delete_permission(request, obj) and obj is not None and obj.number is None

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        fields = [name for _name, options in FIELDSETS for name in options["fields"]]
        return [*NEVER, *(name for name in fields if obj is None or name not in editable(request, obj))]

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None or request.method == "POST":
            return form
        return type(form.__name__, (form,), {"draft": autosaves.offered(request, obj)})

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Article | None = None) -> Any:
        found = super().get_formsets_with_inlines(request, obj)
        if obj is None or request.method == "POST" or "credits" not in editable(request, obj):
            return found
        draft = autosaves.offered(request, obj)
        return ((credits.offering(formset, draft), inline) for formset, inline in found)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Categories are looked after elsewhere."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "category" and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, object_id)
        if article is None or not self.has_view_permission(request, article):
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            with transaction.atomic():
                editions.take_turn()  # what the form names is not merged before it is written
                return self._posted(request, article.pk, extra_context or {})
        return super().change_view(request, object_id, form_url, self._around(request, article, extra_context or {}))

    def _posted(self, request: HttpRequest, pk: int, extra: dict[str, Any]) -> HttpResponse:
        """Whoever saves the same article waits here, and then sees what was saved before."""
        article = Article.objects.select_for_update(of=("self",)).get(pk=pk)
        if not self.has_change_permission(request, article):
            return saving.refused_page(self, request, article)
        request.POST = saving.chosen(article, request.POST)  # type: ignore[assignment]
        found = saving.meeting(article, request.POST, editable(request, article), timezone.now())
        if found:
            return saving.merge_page(self, request, found)
        return super().change_view(request, str(pk), "", self._around(request, article, extra))

    def _around(self, request: HttpRequest, article: Article, extra: dict[str, Any]) -> dict[str, Any]:
        now, user = timezone.now(), user_of(request)
        return {
            **extra,
            "title": str(article),
            **stage_bar(article, user, now),
            **autosaves.around(request, article, now),
            **notes.around(request, article, editable(request, article)),
            "comparisons": comparisons(article),
            "can_write": "body" in editable(request, article),
            "show_save_and_add_another": False,
        }

    def view_on_site(self, obj: Article) -> None:
        """The form has a button of its own, for what is public."""

    def state_of(self, row: Any) -> audit.State:
        return manuscript.state_of(row)

    def record(self, request: HttpRequest, row: Any, before: audit.State, name: str) -> None:
        manuscript.record(row, before, self.deed(request, name))

    def save_model(self, request: HttpRequest, obj: Article, form: forms.ModelForm, change: bool) -> None:
        """manuscript.save() writes the row, when all that hangs on it is there."""

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: Any, change: bool) -> None:
        article: Article = form.instance
        super().save_related(request, form, formsets, change)
        if "tags" in form.cleaned_data:
            manuscript.order_tags(article, list(form.cleaned_data["tags"]))
        if form.edited or any(formset.has_changed() for formset in formsets):
            manuscript.save(article, by=user_of(request), now=timezone.now())
        drafts.discard(article, user_of(request))
