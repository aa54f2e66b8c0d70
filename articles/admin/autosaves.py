"""What is being typed: kept every few seconds in the person's own row, offered back, and seen by others as a name."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import drafts
from articles.admin import credits
from articles.admin.sides import ArticleAdmin, may_edit, side, user_of
from articles.admin.writing import values_of
from articles.members import name_of
from articles.models import Article, Autosave
from articles.text.diff import is_same

# Whoever types is seen to: the browser sends what was typed every 20 seconds.
EDITING: Final = timedelta(seconds=45)


def urls(model_admin: ArticleAdmin) -> list[URLPattern]:
    return [
        side(model_admin, "autosave/", autosave, "autosave"),
        side(model_admin, "autosave/discard/", discard, "discard"),
    ]


def autosave(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """A POST keeps what was typed; a GET only says who else is here. The token is for who signed in anew."""
    now = timezone.now()
    if request.method == "POST":
        fields = may_edit(request, article)
        keep(article, request, fields, now)
    answer = {"editors": editors(request, article, now), "version": article.version, "token": get_token(request)}
    return JsonResponse(answer, headers={"Cache-Control": "private, no-store"})


def keep(article: Article, request: HttpRequest, fields: Iterable[str], now: datetime) -> None:
    """Of what the form holds, that which this person may edit."""
    typed: dict[str, Any] = {name: request.POST[name] for name in fields if name in request.POST}
    if "credits" in fields:
        typed["credits"] = credits.typed(request.POST)
    base, revision = (_number(request.POST.get(name)) for name in ("base_version", "base_revision"))
    drafts.keep(article, user_of(request), base, {**typed, "base_revision": revision}, now)


def discard(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    return _discard(request, article)


@require_POST
def _discard(request: HttpRequest, article: Article) -> HttpResponse:
    drafts.discard(article, user_of(request))
    return redirect(reverse("admin:articles_article_change", args=[article.pk]))


def editors(request: HttpRequest, article: Article, now: datetime) -> list[str]:
    """Who else typed a moment ago."""
    others = article.autosaves.exclude(user=user_of(request)).filter(at__gte=now - EDITING).select_related("user")
    return [name_of(draft.user) for draft in others]


def around(request: HttpRequest, article: Article, now: datetime) -> dict[str, Any]:
    """For the form: who else is editing, and the drafts that can be taken up."""
    user = user_of(request)
    own = drafts.own(article, user)
    mine = [own] if own and differs(article, own) else []
    left = [draft for draft in drafts.left_behind(article, user) if differs(article, draft)]
    return {"editors": editors(request, article, now), "own_drafts": mine, "left_drafts": left}


def offered(request: HttpRequest, article: Article) -> dict[str, Any] | None:
    """The draft that was asked for by its number: one's own, or one that was left behind."""
    asked = request.GET.get("draft", "")
    if not asked:
        return None
    own = drafts.own(article, user_of(request))
    mine = [own] if own else []
    for draft in [*mine, *drafts.left_behind(article, user_of(request))]:
        if str(draft.pk) == asked:
            return {**draft.fields, "base_version": draft.base_version}
    return None


def differs(article: Article, draft: Autosave) -> bool:
    values, rows = values_of(article), draft.fields.get("credits")
    if rows is not None and credits.differ(article, rows):
        return True
    return any(name in values and not is_same(values[name], str(value)) for name, value in draft.fields.items())


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else 0
