"""Merging in the admin: what is chosen, what will happen, and the deed, for chiefs alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import merging
from articles.admin.naming import Named, Row, with_counts
from articles.forwarding import path_of
from articles.known import AnyNamed
from articles.text import names

AT_MOST: Final = 20
FOUND: Final = 20


@dataclass(frozen=True)
class Union:
    """Rows to be merged, the most used first, and which of them stays."""

    rows: Sequence[Row]
    survivor: Row

    @property
    def others(self) -> list[Row]:
        return [row for row in self.rows if row != self.survivor]

    @property
    def paths(self) -> list[tuple[Row, str]]:
        """The others, and the address that each leaves behind."""
        return [(row, path_of(row)) for row in self.others]

    @property
    def refusal(self) -> Promise | None:
        return merging.why_not(self.rows)

    @cached_property
    def doubles(self) -> int:
        """Rows of manuscripts that would name the one that stays a second time."""
        hold = merging.HOLDS[type(self.survivor)][0]
        return len(merging.doubles(hold, self.rows))

    @property
    def articles(self) -> int:
        return sum(row.in_articles for row in self.others)

    @property
    def publications(self) -> int:
        return sum(row.in_publications for row in self.others)

    @property
    def account(self) -> Any:
        """That of one of the others, which goes over."""
        return next((row.user for row in self.others if getattr(row, "user_id", None)), None)

    @property
    def shown_again(self) -> list[Row]:
        """Those whose articles readers see under a name again, after it was hidden."""
        is_shown = not getattr(self.survivor, "hidden", False)
        return [row for row in self.others if is_shown and getattr(row, "hidden", False)]


class Merging(Named):
    """The page and the action; Named already has the list and the form."""

    actions = ["merge_selected"]
    change_form_template = "admin/articles/named/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge"), permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: AT_MOST + 1])
        if len(keys) > AT_MOST:
            messages.error(request, _("Choose at most %(count)d.") % {"count": AT_MOST})
            return None
        return redirect(f"{self.merge_address()}?{urlencode({'pk': keys}, doseq=True)}")

    def merge_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge")

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._merge(request)
        union, asked = self._union(request.GET), request.GET.get("q", "").strip()[:100]
        return self._merge_page(request, union, asked)

    def _union(self, given: QueryDict) -> Union | None:
        keys = {int(key) for key in given.getlist("pk") if key.isascii() and key.isdecimal() and len(key) < 18}
        rows = with_counts(self.model._default_manager.filter(pk__in=sorted(keys)[:AT_MOST]))
        if hasattr(self.model, "user"):
            rows = rows.select_related("user")
        found = list(rows.prefetch_related("aliases").order_by("-in_articles", "-in_publications", "key"))
        wanted = given.get("survivor", "")
        return Union(found, next((row for row in found if str(row.pk) == wanted), found[0])) if found else None

    def _candidates(self, asked: str, union: Union | None) -> list[Row]:
        """Whose name holds what was asked for, and is not chosen yet."""
        key = names.key(asked.replace("\0", ""))
        if not key:
            return []
        held = Q(key__contains=key) | Q(aliases__key__contains=key)
        chosen = [row.pk for row in union.rows] if union else []
        found = self.model._default_manager.filter(pk__in=self.model._default_manager.filter(held).values("pk"))
        return list(with_counts(found.exclude(pk__in=chosen)).order_by("-in_articles", "key")[:FOUND])

    def _merge_page(
        self, request: HttpRequest, union: Union | None, asked: str = "", status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge %(names)s") % {"names": self.opts.verbose_name_plural},
            "union": union,
            "asked": asked,
            "candidates": self._candidates(asked, union),
            "has_accounts": hasattr(self.model, "user"),
        }
        return TemplateResponse(request, "admin/articles/named/merge.html", context, status=status)

    def _merge(self, request: HttpRequest) -> HttpResponse:
        """Just those that the page showed, or nothing."""
        union, wanted = self._union(request.POST), {*request.POST.getlist("pk")}
        if union is None or {str(row.pk) for row in union.rows} != wanted:
            messages.error(request, str(merging.GONE))
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        if union.refusal or request.POST.get("survivor") != str(union.survivor.pk):
            return self._merge_page(request, union, status=409)
        try:
            self._perform(request, union.survivor, union.others)
        except merging.MergeRefused as refused:
            messages.error(request, str(refused))
            return self._merge_page(request, self._union(request.POST), status=409)
        said = {"names": ", ".join(f"“{row}”" for row in union.others), "name": union.survivor}
        messages.success(request, _("%(names)s: merged with “%(name)s”.") % said)
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[union.survivor.pk]))

    def _perform(self, request: HttpRequest, survivor: AnyNamed, others: Sequence[AnyNamed]) -> None:
        """With the log, or not at all."""
        with transaction.atomic():
            said = {"names": ", ".join(f"“{row}” ({row.pk})" for row in others)}
            self.remember(request, survivor)
            self.log_deletions(request, self.model._default_manager.filter(pk__in=[row.pk for row in others]))
            merging.merge(survivor, others)
            self.log_change(request, survivor, _("Merged with it: %(names)s.") % said)
