"""The list of articles: its boards, its columns, and pages that never count the whole table."""

from datetime import datetime
from functools import cached_property
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.adding import Adding
from articles.admin.calendar import calendar_urls
from articles.admin.marks import Marks
from articles.admin.moves import buttons, move_urls
from articles.admin.together import Together
from articles.boards import BOARD, BOARDS, SCHEDULED, Board, with_since
from articles.desk import additions
from articles.models import Article, Claim
from articles.stages import OPEN_STAGES
from articles.workflow import allowed_many

PAGES_AHEAD = 5
NAMING = frozenset(["credits__contributor__id__exact", "taggings__tag__id__exact"])
# An article with what for_list() and DeskList put on it.
Row = Any


class BoardFilter(admin.SimpleListFilter):
    title = gettext_lazy("board")
    parameter_name = "board"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(board.name, board.label) for board in BOARDS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        board, user = BOARD.get(self.value() or ""), request.user
        assert isinstance(user, User)
        return board.narrow(queryset, user, timezone.now()) if board else queryset


class NearPages(Paginator):
    """Counts no further than some pages beyond the one that is shown."""

    page_shown = 1

    @cached_property
    def count(self) -> int:
        return int(cast("QuerySet[Article]", self.object_list).order_by()[: self.limit].count())

    @property
    def limit(self) -> int:
        return int((self.page_shown + PAGES_AHEAD) * self.per_page)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than it counted."""
        return self.count == self.limit


class DeskList(ChangeList):
    """What each row offers is looked up for the whole page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        now, user = timezone.now(), request.user
        assert isinstance(user, User)
        self.result_list = list(self.result_list)
        options = allowed_many(self.result_list, user, now)
        query = request.GET.urlencode()
        row: Row
        for row in self.result_list:
            row.now = now
            row.buttons = buttons(row, options[row.pk], query)


class ArticleList(Adding, Together, Marks):
    """A mixin of ArticleAdmin, before ModelAdmin: all that the list shows, and the addresses of the moves."""

    list_display = ["title", "kind", "stands", "holder", "age", "marks", "next_moves"]
    list_filter = [BoardFilter, "stage", "kind", "category", "publication__editors_choice", "publication__pinned"]
    list_select_related = ["publication"]
    list_per_page = 50
    list_max_show_all = 50
    search_fields = ["title", "=number"]
    ordering = ["-pk"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = NearPages

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The lists of people and tags link to their articles."""
        return lookup in NAMING or super().lookup_allowed(lookup, value, request)

    def get_urls(self) -> list[URLPattern]:
        return [*move_urls(self), *calendar_urls(self), *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskList

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        pages = super().get_paginator(request, *args, **kwargs)
        if isinstance(pages, NearPages):
            number = request.GET.get("p", "1")
            pages.page_shown = int(number) if number.isdecimal() and len(number) < 7 else 1
        return pages

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """The list puts its own order on it."""
        if on_list(request):
            return for_list(Article.objects.all())
        articles: QuerySet[Article] = super().get_queryset(request)
        return articles

    def get_ordering(self, request: HttpRequest) -> Any:
        board = board_of(request)
        return [board.order, "pk"] if board and on_list(request) else super().get_ordering(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        board = board_of(request)
        title = board.label if board else capfirst(self.opts.verbose_name_plural)
        assert isinstance(request.user, User)
        begun = additions(request.user, timezone.now())
        shown = {"boards": BOARDS, "board": board, "title": title, "additions": begun}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    @admin.display(description=gettext_lazy("stage"), ordering="stage")
    def stands(self, article: Row) -> str:
        return str(SCHEDULED.label if comes_out(article) else article.get_stage_display())

    @admin.display(description=gettext_lazy("held by"), empty_value="")
    def holder(self, article: Row) -> SafeString | str:
        if at := comes_out(article):
            return format_html('<span class="date">{}</span>', _("comes out %s") % moment(at))
        held = ((name_of(claim.holder), when_due(claim, article.now)) for claim in article.held)
        return format_html_join(" ", '{} <span class="date">{}</span>', held)

    @admin.display(description=gettext_lazy("waiting"), ordering="since", empty_value="")
    def age(self, article: Row) -> SafeString | str:
        since: datetime | None = article.since
        if since is None or article.stage not in OPEN_STAGES:
            return ""
        return format_html('<span title="{}">{}</span>', moment(since), timesince(since, article.now, depth=1))

    @admin.display(description=gettext_lazy("next"))
    def next_moves(self, article: Row) -> SafeString:
        forward = [button for button in article.buttons if button.is_next]
        return render_to_string("admin/articles/article/_next.html", {"buttons": forward})


def on_list(request: HttpRequest) -> bool:
    return bool(request.resolver_match and str(request.resolver_match.url_name).endswith("_changelist"))


def board_of(request: HttpRequest) -> Board | None:
    return BOARD.get(request.GET.get("board", ""))


def for_list(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Each with `since` it is in its stage, the claims on it that are open as `held`, and when the first is `due`."""
    held = Claim.objects.open().select_related("holder").order_by("due")
    due = Claim.objects.open().filter(article=OuterRef("pk")).order_by("due").values("due")[:1]
    prefetched = articles.prefetch_related(Prefetch("claims", held, to_attr="held"))
    return with_since(prefetched).annotate(due=Subquery(due)).defer("body", "source_body")


def comes_out(article: Row) -> datetime | None:
    """The date of a publication that is scheduled."""
    publication = getattr(article, "publication", None)
    return publication.published_at if publication and publication.published_at > article.now else None


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def when_due(claim: Claim, now: datetime) -> SafeString:
    text = _("was due %s") if claim.due <= now else _("until %s")
    return format_html('<span class="{}">{}</span>', "overdue" if claim.due <= now else "", text % moment(claim.due))


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
