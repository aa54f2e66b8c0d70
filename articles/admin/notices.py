"""The inbox in the admin: everybody's own notices, unread first; and the switches of what is mailed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import notices
from articles.admin.sides import user_of
from articles.mail import Letter
from articles.models import Notice
from articles.notices import reading
from articles.notices.wording import GROUPS

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    pk: int
    letter: Letter
    at: datetime
    is_unread: bool


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    """Whoever has a role has an inbox; what is in another one's is not there."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="articles_notice_changelist"),
            path("<int:pk>/", view(require_safe(self.open_view)), name="articles_notice_open"),
            path("<int:pk>/read/", view(require_POST(self.read_view)), name="articles_notice_read"),
            path("read/", view(require_POST(self.read_all_view)), name="articles_notice_read_all"),
            path("mail/", view(self.switches_view), name="articles_notice_switches"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        page = Paginator(self._own(request).unread_first(), PER_PAGE).get_page(request.GET.get("p"))
        lines = [Line(each.pk, reading.letter(each), each.at, each.read_at is None) for each in page]
        return self._page(request, "change_list", title=_("Inbox"), page=page, lines=lines)

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read with that, and on to what it is about."""
        notice = get_object_or_404(self._own(request), pk=pk)
        self._own(request).unread().filter(pk=pk).update(read_at=timezone.now())
        return redirect(reading.address(notice))

    def read_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(self._own(request), pk=pk)
        self._own(request).unread().filter(pk=pk).update(read_at=timezone.now())
        return self._back(request)

    def read_all_view(self, request: HttpRequest) -> HttpResponse:
        """Up to the newest that the page showed: what came meanwhile stays unread."""
        unread, last = self._own(request).unread(), request.POST.get("last", "")
        if not last.isdecimal() or len(last) > 18:
            return self._back(request)
        count = unread.filter(pk__lte=last).update(read_at=timezone.now())
        marked = ngettext("%(count)d notice marked as read.", "%(count)d notices marked as read.", count)
        messages.success(request, marked % {"count": count})
        return self._back(request)

    def switches_view(self, request: HttpRequest) -> HttpResponse:
        self._own(request)
        user = user_of(request)
        if request.method == "POST":
            notices.choose(user, request.POST.getlist("mail"))
            messages.success(request, _("Kept."))
            return redirect(reverse("admin:articles_notice_switches"))
        chosen = notices.chosen(user)
        groups = [(label, [(each, chosen[each.name]) for each in found]) for label, found in GROUPS]
        return self._page(request, "switches", title=_("What is mailed to you"), groups=groups, address=user.email)

    def _own(self, request: HttpRequest) -> Any:
        """Of whoever asks, and of nobody else."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Notice.objects.filter(recipient=user_of(request)).select_related("article", "by")
        return rows.defer("article__body", "article__source_body")

    def _page(self, request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
        shown = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/articles/notice/{template}.html", shown)

    def _back(self, request: HttpRequest) -> HttpResponse:
        return redirect(reverse("admin:articles_notice_changelist"))
