"""Moves of many articles at once: what each of them may do, asked once and made one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.moves import wrong_stage
from articles.members import member_of
from articles.models import Article
from articles.refusals import Refusal
from articles.stages import MOVES, Move, Who
from articles.workflow import Asked, MoveRefused, allowed_many, perform

AT_MOST = 100
# A date or a correction is chosen for one article.
TOGETHER = tuple(move for move in MOVES if move.sources and not move.asks_date and not move.asks_correction)
# Groups whose members hold articles, or reviews.
HOLDERS = {Who.HOLDER: {Who.TRANSLATOR, Who.PUBLISHER}, Who.HOLDING_REVIEWER: {Who.REVIEWER}}

Action = Callable[[Any, HttpRequest, QuerySet[Article]], HttpResponse | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    article: Article
    refusal: Refusal | None


class Together(admin.ModelAdmin):
    """The actions of the list that are moves."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those of the person's groups, before the others; nothing is deleted from a list."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        assert isinstance(request.user, User)
        prefetch_related_objects([request.user], "groups")  # asked several times while one list is made
        roles = member_of(request.user, timezone.now()).roles
        moves = {f"move_{move.name}": move for move in TOGETHER if is_for(move, roles)}
        return {**{name: (action_of(move), name, move.label) for name, move in moves.items()}, **found}


def is_for(move: Move, roles: frozenset[Who]) -> bool:
    groups = {*move.who, *(group for who in move.who for group in HOLDERS.get(who, ()))}
    return Who.CHIEF in roles or bool(groups & roles)


def action_of(move: Move) -> Action:
    def action(model_admin: Any, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        assert isinstance(request.user, User)
        now = timezone.now()
        articles = list(chosen.order_by("pk")[: AT_MOST + 1])
        if len(articles) > AT_MOST:
            messages.error(request, _("Choose at most %(count)d articles.") % {"count": AT_MOST})
            return None
        reason = request.POST.get("note", "").strip()
        if "confirmed" not in request.POST or (move.needs_reason and not reason):
            return page(model_admin, request, move, candidates(articles, move, request.user, now))
        make(request, move, articles, now, {"note": reason})
        return None

    return action


def candidates(articles: list[Article], move: Move, user: User, now: datetime) -> list[Candidate]:
    """An article in another stage has no such option."""
    found = {pk: dict(options) for pk, options in allowed_many(articles, user, now).items()}
    return [Candidate(each, found[each.pk][move] if move in found[each.pk] else wrong_stage(each)) for each in articles]


def page(model_admin: Any, request: HttpRequest, move: Move, found: list[Candidate]) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": move.label,
        "move": move,
        "going": [each.article for each in found if each.refusal is None],
        "staying": [each for each in found if each.refusal],
        "checkbox": ACTION_CHECKBOX_NAME,
        "is_asked_again": "confirmed" in request.POST,
    }
    return TemplateResponse(request, "admin/articles/article/move_many.html", context)


def make(request: HttpRequest, move: Move, articles: list[Article], now: datetime, asked: Asked) -> None:
    """Each whole or not at all, whatever becomes of the others. Versions are those that the page asked about."""
    assert isinstance(request.user, User)
    made = 0
    for article in articles:
        version = request.POST.get(f"version_{article.pk}", "")
        article.version = int(version) if version.isdecimal() else article.version
        try:
            perform(article, move, request.user, now=now, **asked)
        except MoveRefused as refused:
            messages.warning(request, f"“{article}”: {refused}")
        else:
            made += 1
    text = ngettext("%(move)s: %(count)d article.", "%(move)s: %(count)d articles.", made)
    level = messages.SUCCESS if made else messages.WARNING
    messages.add_message(request, level, text % {"move": move.label, "count": made})
