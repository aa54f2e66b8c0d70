"""The list of articles: its boards, its columns, and pages that never count the whole table."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import search
from articles.admin.adding import Adding
from articles.admin.calendar import calendar_urls
from articles.admin.marks import Marks
from articles.admin.moves import buttons, move_urls
from articles.admin.near import NearAdmin
from articles.admin.together import Together
from articles.boards import BOARD, BOARDS, SCHEDULED, Board, with_since
from articles.conditions import moment
from articles.desk import additions
from articles.members import name_of
from articles.models import Article, Claim, Publication
from articles.stages import OPEN_STAGES, Stage
from articles.workflow import allowed_many

NAMING = frozenset(["credits__contributor__id__exact", "taggings__tag__id__exact"])
# A search gives the newest ones of so many that are public or scheduled.
MOST_FOUND = 1000
FAR = timedelta(days=36500)
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


class MarkFilter(admin.BooleanFieldListFilter):
    """By a mark of the publication: where few have it, these are looked up, instead of looking through all articles."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.lookup_val is not None and "1" in self.lookup_val:
            marked = Publication.objects.filter(**{self.field_path.removeprefix("publication__"): True})
            few = list(marked.values_list("pk", flat=True)[: MOST_FOUND + 1])
            if len(few) <= MOST_FOUND:
                return queryset.filter(pk__in=few)
        found: QuerySet[Article] = super().queryset(request, queryset)  # type: ignore[assignment]  # never None here
        return found


class DeskList(ChangeList):
    """What each row offers is looked up for the whole page at once."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Article]) -> Any:
        """A column puts a board in order; of all articles there are too many."""
        if board_of(request) is None:
            self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)

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


class ArticleList(Adding, Together, Marks, NearAdmin):
    """A mixin of ArticleAdmin, before ModelAdmin: all that the list shows, and the addresses of the moves."""

    list_display = ["title", "kind", "stands", "holder", "age", "marks", "next_moves"]
    list_filter = [
        *(BoardFilter, "stage", "kind", "category"),
        *(("publication__editors_choice", MarkFilter), ("publication__pinned", MarkFilter)),
    ]
    list_select_related = ["publication"]
    search_fields = ["title", "=number"]
    ordering = ["-pk"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The lists of people and tags link to their articles."""
        return lookup in NAMING or super().lookup_allowed(lookup, value, request)

    def get_urls(self) -> list[URLPattern]:
        return [*move_urls(self), *calendar_urls(self), *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskList

    def get_sortable_by(self, request: HttpRequest) -> Any:
        return super().get_sortable_by(request) if board_of(request) else ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        return (queryset.filter(found(search_term)) if search_term else queryset), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """The list puts its own order on it."""
        if on_list(request):
            return for_list(Article.objects.all())
        articles: QuerySet[Article] = super().get_queryset(request)
        return articles

    def get_ordering(self, request: HttpRequest) -> Any:
        board = board_of(request)
        if board and on_list(request):
            return [board.order, "pk"]
        # Without the zero PostgreSQL hopes to meet hits soon on a walk through all articles, newest first.
        return [(F("pk") + 0).desc()] if request.GET.get(SEARCH_VAR) else super().get_ordering(request)

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


def found(text: str) -> Q:
    """By number; what was published by all that readers see of it, and everything else by the words of its title."""
    hits = search.search(text, now=timezone.now() + FAR).positions(MOST_FOUND)
    unpublished = Q(stage__in=[stage.value for stage in Stage if stage is not Stage.PUBLISHED])
    for word in text.split():
        unpublished &= Q(title__icontains=word)
    wanted = Q(pk__in=list(Publication.objects.filter(position__in=hits).values_list("pk", flat=True))) | unpublished
    return wanted | Q(number=int(text)) if text.isdecimal() and len(text) < 10 else wanted


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


def when_due(claim: Claim, now: datetime) -> SafeString:
    text = _("was due %s") if claim.due <= now else _("until %s")
    return format_html('<span class="{}">{}</span>', "overdue" if claim.due <= now else "", text % moment(claim.due))
