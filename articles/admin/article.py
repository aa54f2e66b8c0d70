"""Articles in the admin: a save leaves a revision and changes nothing for readers."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import manuscript, publishing
from articles.models import Article, Credit, Publication

CHOOSE, UNCHOOSE = _("Make editor's choice"), _("No longer editor's choice")
PIN, UNPIN = _("Pin to the front page"), _("Unpin from the front page")


class Credits(admin.TabularInline):
    model = Credit
    extra = 0
    autocomplete_fields = ["contributor"]


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ["title", "number", "kind", "stage", "category", "marks", "updated_at"]
    list_filter = ["stage", "kind", "category", "publication__editors_choice", "publication__pinned"]
    list_select_related = ["category", "publication"]
    actions = ["choose", "no_longer_choose", "pin", "unpin"]
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

    def has_mark_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_publication")

    @admin.display(description=_("marks"))
    def marks(self, article: Article) -> str:
        shown = getattr(article, "publication", None)
        marks = {_("editor's choice"): shown.editors_choice, _("pinned"): shown.pinned} if shown else {}
        return " · ".join(str(label) for label, is_marked in marks.items() if is_marked)

    @admin.action(description=CHOOSE, permissions=["mark"])
    def choose(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, CHOOSE, editors_choice=True)

    @admin.action(description=UNCHOOSE, permissions=["mark"])
    def no_longer_choose(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, UNCHOOSE, editors_choice=False)

    @admin.action(description=PIN, permissions=["mark"])
    def pin(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, PIN, pinned=True)

    @admin.action(description=UNPIN, permissions=["mark"])
    def unpin(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, UNPIN, pinned=False)

    def _mark(self, request: HttpRequest, articles: QuerySet[Article], deed: Promise, **mark: bool) -> None:
        """Only what is published can be marked: of a selection, some articles may stay as they are."""
        changing = Publication.objects.filter(article__in=articles.values("pk")).exclude(**mark)
        assert request.user.pk is not None
        with transaction.atomic():
            LogEntry.objects.log_actions(request.user.pk, articles.filter(publication__in=changing), CHANGE, str(deed))
            count = publishing.mark(changing, **mark)
        text = ngettext("%(count)d published article changed.", "%(count)d published articles changed.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)

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
