"""Readers' reports in the admin: open ones first, until somebody says what became of them."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import audit
from articles.admin.near import NearAdmin
from articles.admin.recorded import Recorded
from articles.models import ReaderReport


class State(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("open")), ("handled", _("handled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReaderReport]) -> QuerySet[ReaderReport]:
        if self.value() not in {"open", "handled"}:
            return queryset
        return queryset.filter(handled_at__isnull=self.value() == "open")


class ReportForm(forms.ModelForm):
    handled = forms.BooleanField(label=_("handled"), required=False)

    class Meta:
        model = ReaderReport
        fields = ["answer"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handled"].initial = self.instance.handled_at is not None


@admin.register(ReaderReport)
class ReaderReportAdmin(Recorded, NearAdmin):
    form = ReportForm
    list_display = ["what", "page", "at", "is_handled", "handled_by"]
    list_display_links = ["what"]
    list_filter = [State]
    search_fields = ["message", "passage", "answer", "article__title", "=article__number"]
    ordering = [F("handled_at").desc(nulls_first=True), "-at"]
    fields = ["page", "passage", "message", "contact", "at", "handled", "answer", "handled_at", "handled_by"]
    readonly_fields = ["page", "passage", "message", "contact", "at", "handled_at", "handled_by"]
    actions = ["handle", "reopen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReaderReport]:
        rows: QuerySet[ReaderReport] = super().get_queryset(request)
        return rows.select_related("article", "handled_by").defer("article__body", "article__source_body")

    def get_fields(self, request: HttpRequest, obj: ReaderReport | None = None) -> list[Any]:
        """Who may only look has no box to tick."""
        return [name for name in self.fields if name != "handled" or self.has_change_permission(request, obj)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers report, on the article's own page."""
        return False

    def save_model(self, request: HttpRequest, obj: ReaderReport, form: ReportForm, change: bool) -> None:
        handled, user = form.cleaned_data["handled"], request.user
        if handled != (obj.handled_at is not None):
            assert user.is_authenticated
            obj.handled_at, obj.handled_by = (timezone.now(), user) if handled else (None, None)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("what is wrong"))
    def what(self, report: ReaderReport) -> str:
        return Truncator(report.message).chars(60)

    @admin.display(description=_("article"), ordering="article__number")
    def page(self, report: ReaderReport) -> SafeString:
        return format_html('<a href="{}">{}</a>', report.article.get_absolute_url(), report.article)

    @admin.display(description=_("handled"), boolean=True, ordering="handled_at")
    def is_handled(self, report: ReaderReport) -> bool:
        return report.handled_at is not None

    @admin.action(description=_("Mark as handled"), permissions=["change"])
    def handle(self, request: HttpRequest, queryset: QuerySet[ReaderReport]) -> None:
        self._update(request, queryset.filter(handled_at__isnull=True), timezone.now(), request.user)

    @admin.action(description=_("Open again"), permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[ReaderReport]) -> None:
        self._update(request, queryset.filter(handled_at__isnull=False), None, None)

    def _update(self, request: HttpRequest, reports: QuerySet[ReaderReport], at: datetime | None, by: Any) -> None:
        count = audit.update(reports, self.deed(request), handled_at=at, handled_by=by)
        changed = ngettext("%(count)d report changed.", "%(count)d reports changed.", count)
        self.message_user(request, changed % {"count": count}, messages.SUCCESS)
