"""The log of changes in the admin, for chiefs: a list that is never counted, and the changes of one row."""

from typing import Any, Final

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import values
from articles.conditions import moment
from articles.members import name_of
from articles.models import Change

# The cursors of the list: what is older, or newer, than this change.
BEFORE, AFTER = "before", "after"
ON_HISTORY: Final = 100


class Kind(admin.SimpleListFilter):
    title = gettext_lazy("record")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = [model._meta.label_lower for model in model_admin.admin_site._registry if model is not Change]  # noqa: SLF001
        return sorted((name, values.kind(name)) for name in [*names, "articles.note"])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class Person(admin.SimpleListFilter):
    """Members of staff, of whom there are few; what the clock did has a line of its own."""

    title = gettext_lazy("who")
    parameter_name = "who"
    clock = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        staff = User.objects.filter(is_staff=True).order_by("username")
        return [*((str(user.pk), name_of(user)) for user in staff), (self.clock, _("the system"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        asked = self.value() or ""
        if asked == self.clock:
            return queryset.filter(by=None)
        return queryset.filter(by=_number(asked)) if _number(asked) else queryset


class Latest(ChangeList):
    """The newest first, each page a range of keys: a page far down costs what the first one costs."""

    older = newer = ""

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        found: dict[str, Any] = super().get_filters_params(params)
        kept = {name: given for name, given in found.items() if name not in {BEFORE, AFTER}}
        return {name: [value.replace("\0", "") for value in given] for name, given in kept.items()}

    def get_results(self, request: HttpRequest) -> None:
        before, after = (_number(request.GET.get(name, "")) for name in (BEFORE, AFTER))
        rows = self._rows(before, after)
        is_more = len(rows) > self.list_per_page
        rows = rows[: self.list_per_page]
        self.result_list = rows[::-1] if after else rows
        self.result_count = self.full_result_count = len(rows)
        self.show_full_result_count = self.show_admin_actions = self.can_show_all = self.multi_page = False
        self.paginator = self.model_admin.get_paginator(request, self.result_list, self.list_per_page)
        if rows and (is_more or after):
            self.older = self._page(BEFORE, self.result_list[-1].pk)
        if rows and (before or (after and is_more)):
            self.newer = self._page(AFTER, self.result_list[0].pk)

    def _rows(self, before: int, after: int) -> list[Change]:
        """In the order in which they were looked for, and one more than a page holds."""
        queryset = self.queryset
        if before:
            queryset = queryset.filter(pk__lt=before)
        if after:
            queryset = queryset.filter(pk__gt=after)
        return list(queryset.order_by("pk" if after else "-pk")[: self.list_per_page + 1])

    def _page(self, cursor: str, pk: int) -> str:
        return str(self.get_query_string({cursor: pk}, [BEFORE, AFTER]))


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    list_display = ["when", "who", "what", "named", "from_to"]
    list_display_links = None
    list_filter = [Person, Kind, "at"]
    list_select_related = ["by"]
    list_per_page = 50
    search_fields = ["label", "field", "before", "after", "=key", "=request"]
    ordering = ["-pk"]
    sortable_by = ()
    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[URLPattern]:
        """There is a list and nothing else."""
        return [url for url in super().get_urls() if url.name == "articles_change_changelist"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Latest

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": _("Log of changes"), **(extra_context or {})})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "key" or super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Change | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Change | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("at"))
    def when(self, change: Change) -> SafeString:
        return format_html('<time datetime="{}">{}</time>', change.at.isoformat(), moment(change.at))

    @admin.display(description=gettext_lazy("who"))
    def who(self, change: Change) -> str:
        return name_of(change.by) if change.by else _("the system")

    @admin.display(description=gettext_lazy("what"))
    def what(self, change: Change) -> SafeString:
        """Leads to all changes of the same row: it may be gone itself."""
        link = f"?kind={change.kind}&key={change.key}"
        said = (values.kind(change.kind), link, change.label, values.deed(change))
        return format_html('<span class="date">{}</span> <a href="{}">{}</a> {}', *said)

    @admin.display(description=gettext_lazy("field"))
    def named(self, change: Change) -> str:
        return values.field(change)

    @admin.display(description=gettext_lazy("from → to"))
    def from_to(self, change: Change) -> SafeString:
        return values.difference(change)


def may_see(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.view_change")


def changes_of(kind: str, key: str) -> list[dict[str, Any]]:
    """The newest first, no more than a page of history holds, in the words of the list."""
    rows = Change.objects.filter(kind=kind, key=key).select_related("by").order_by("-pk")[:ON_HISTORY]
    words = {"deed": values.deed, "field": values.field, "way": values.difference}
    return [{"at": row.at, "by": row.by} | {name: said(row) for name, said in words.items()} for row in rows]


def history_page(model_admin: Any, request: HttpRequest, key: str, row: Model | None) -> HttpResponse:
    """Of a row that is gone, what its last change calls it."""
    opts = model_admin.opts
    last = Change.objects.filter(kind=opts.label_lower, key=key).order_by("pk").last()
    if row is None and last is None:
        raise Http404(key)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": opts,
        "title": _("History"),
        "object": row,
        "label": str(row) if row else last.label if last else "",
        "changes": changes_of(opts.label_lower, key),
        "all_changes": address(opts.label_lower, key),
        "change_url": _change_url(opts, key) if row else "",
    }
    return TemplateResponse(request, "admin/articles/change/history.html", context)


def address(kind: str, key: str) -> str:
    """Of the list with the changes of one row."""
    return f"{reverse('admin:articles_change_changelist')}?kind={kind}&key={key}"


def _change_url(opts: Any, key: str) -> str:
    try:
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[key])
    except NoReverseMatch:
        return ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
