"""The history of an article in the admin: every move and every save, by whom and when; nobody edits it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.admin.changes import address, changes_of, may_see
from articles.admin.revisions import said_of
from articles.admin.sides import ArticleAdmin, page, side
from articles.models import Article, Revision, StageChange
from articles.stages import MOVE, STAGE_LABELS, Stage


@dataclass(frozen=True, slots=True)
class Event:
    """A move or a save; of a save, `revision` is its number and `before` that of the one before."""

    at: datetime
    by: User | None
    what: str | Promise
    note: str = ""
    stages: tuple[Promise | str, Promise] | None = None
    is_override: bool = False
    revision: int = 0
    before: int = 0


def urls(model_admin: ArticleAdmin) -> list[URLPattern]:
    return [side(model_admin, "history/", shown, "history")]


def shown(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Chiefs also see which value became which."""
    seen: dict[str, Any] = {}
    if may_see(request):
        kind, key = Article._meta.label_lower, str(article.pk)
        seen = {"changes": changes_of(kind, key), "all_changes": address(kind, key)}
    return page(model_admin, request, article, "history", title=_("History"), events=events(article), **seen)


def events(article: Article) -> list[Event]:
    """The newest first."""
    moves = StageChange.objects.filter(article=article).select_related("by").order_by("pk")
    saves = list(article.revisions.select_related("by").defer("body", "summary", "fields").order_by("number"))
    made = [_moved(change) for change in moves]
    made += [_saved(revision, before) for before, revision in zip([None, *saves], saves, strict=False)]
    return sorted(made, key=lambda event: event.at, reverse=True)


def _moved(change: StageChange) -> Event:
    move = MOVE.get(change.move)
    before = STAGE_LABELS[Stage(change.from_stage)] if change.from_stage else ""
    stages = (before, STAGE_LABELS[Stage(change.to_stage)])
    return Event(change.at, change.by, move.label if move else change.move, change.note, stages, change.override)


def _saved(revision: Revision, before: Revision | None) -> Event:
    what = _("Saved as revision %d") % revision.number
    note = "" if revision.note in MOVE else said_of(revision)
    return Event(revision.at, revision.by, what, note, revision=revision.number, before=before.number if before else 0)
