"""Credits in the form of an article: a table whose rows are kept while they are typed, and offered back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.sides import editable
from articles.models import Article, Credit

LABELS: Final = {
    "role": _("Role"),
    "contributor": _("Contributor"),
    "order": pgettext_lazy("of credits", "Order"),
    "DELETE": _("Delete"),
}
TYPED: Final = ("role", "contributor", "order")
MOST: Final = 100  # rows of a draft
# What was typed, by field: `id` is that of a saved credit, or empty; `DELETE` is there where the credit goes.
Row = dict[str, str]


class CreditRows(forms.BaseInlineFormSet):
    # What somebody typed and did not save, offered back.
    draft: Sequence[Row] = ()

    def add_fields(self, form: Any, index: int | None) -> None:
        """Fields in a table have no label but their column: each says what it is."""
        super().add_fields(form, index)
        for name, said in LABELS.items():
            if name in form.fields:
                form.fields[name].widget.attrs["aria-label"] = said
        if index is not None:
            form.initial |= self._offered(form, index - self.initial_form_count())

    def _offered(self, form: Any, place: int) -> Row:
        if form.instance.pk:
            return next((row for row in self.draft if row["id"] == str(form.instance.pk)), {})
        added = new(self.draft)
        return added[place] if place < len(added) else {}


class Credits(admin.TabularInline):
    model = Credit
    formset = CreditRows
    template = "admin/articles/article/credits.html"
    fields = ["role", "contributor", "order"]
    extra = 0
    autocomplete_fields = ["contributor"]

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return obj is not None and "credits" in editable(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)


def offering(formset: Any, draft: Mapping[str, Any] | None) -> Any:
    """The class of formsets, showing the rows of a draft instead of the saved ones."""
    rows = (draft or {}).get("credits") or []
    return type(formset.__name__, (formset,), {"draft": rows, "extra": len(new(rows))}) if rows else formset


def new(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not row["id"]]


def typed(post: Mapping[str, str]) -> list[Row]:
    """The rows of a form, without those that are empty or could be no credit."""
    total = post.get("credits-TOTAL_FORMS", "")
    rows = [_row(post, number) for number in range(min(int(total), MOST) if total.isdecimal() else 0)]
    return [row for row in rows if row["contributor"].isdecimal() and row["order"].isdecimal()]


def _row(post: Mapping[str, str], number: int) -> Row:
    row = {name: post.get(f"credits-{number}-{name}", "")[:20] for name in ("id", *TYPED)}
    return row | ({"DELETE": "on"} if post.get(f"credits-{number}-DELETE") else {})


def differ(article: Article, rows: Sequence[Row]) -> bool:
    """Whether these rows, saved, would change the credits of the article."""
    saved = {str(row.pop("id")): {name: str(row[name]) for name in TYPED} for row in _saved(article)}
    kept = {row["id"]: {name: row[name] for name in TYPED} for row in rows if row["id"]}
    return bool(new(rows)) or any("DELETE" in row for row in rows) or kept != saved


def _saved(article: Article) -> list[dict[str, Any]]:
    return list(article.credits.values("id", *TYPED))
