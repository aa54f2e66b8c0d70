"""The marks of what is published, set from the list: editor's choice, and pinned to the front page."""

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import publishing
from articles.models import Article, Publication

CHOOSE, UNCHOOSE = _("Make editor's choice"), _("No longer editor's choice")
PIN, UNPIN = _("Pin to the front page"), _("Unpin from the front page")


class Marks(admin.ModelAdmin):
    """The actions of a list of articles, and the column that shows what they did."""

    actions = ["choose", "no_longer_choose", "pin", "unpin"]

    def has_mark_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_publication")

    @admin.display(description=_("marks"), empty_value="")
    def marks(self, article: Article) -> str:
        shown = getattr(article, "publication", None)
        marks = {_("editor's choice"): shown.editors_choice, _("pinned"): shown.pinned} if shown else {}
        return " · ".join(str(label) for label, is_marked in marks.items() if is_marked)

    @admin.action(description=CHOOSE, permissions=["mark"])
    def choose(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, editors_choice=True)

    @admin.action(description=UNCHOOSE, permissions=["mark"])
    def no_longer_choose(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, editors_choice=False)

    @admin.action(description=PIN, permissions=["mark"])
    def pin(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, pinned=True)

    @admin.action(description=UNPIN, permissions=["mark"])
    def unpin(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._mark(request, queryset, pinned=False)

    def _mark(self, request: HttpRequest, articles: QuerySet[Article], **mark: bool) -> None:
        """Only what is published can be marked: of a selection, some articles may stay as they are."""
        assert isinstance(request.user, User)
        chosen = Publication.objects.filter(article__in=articles.values("pk"))
        count = publishing.mark(chosen, by=request.user, now=timezone.now(), **mark)
        text = ngettext("%(count)d published article changed.", "%(count)d published articles changed.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)
