"""The moves in the admin: the bar that offers them, and the page that asks what a move needs and makes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles import reasons
from articles.admin.asking import MoveForm
from articles.admin.revisions import since_revision
from articles.admin.since import RETURNED_SINCE, Comparison, comparisons
from articles.conditions import Unmet
from articles.models import Article, Claim
from articles.refusals import Refusal
from articles.stages import (
    APPROVE,
    CLAIM,
    MOVE,
    MOVES,
    STAGE_LABELS,
    SUBMIT,
    TAKE,
    UNSCHEDULE,
    WITHDRAW_SUBMISSION,
    Move,
    Stage,
)
from articles.workflow import MoveRefused, Option, SomebodyWasFaster, allowed, perform

# After these the article is in one's hands, so that its form comes next and not the list.
HANDS_OVER = (CLAIM, TAKE, WITHDRAW_SUBMISSION)
# What drives an article towards its readers; of the other moves none is offered first.
FORWARD = ("claim", "submit", "take", "approve", "publish", "schedule", "update", "restore", "reopen")
# Names that clients of the admin know: which list somebody came from.
FILTERS = "_changelist_filters"


@dataclass(frozen=True, slots=True)
class Button:
    """A move that somebody is offered: with a refusal it is grey, or an override where a chief may go on."""

    move: Move
    url: str
    refusal: Refusal | None = None

    @property
    def label(self) -> Promise:
        return self.move.label

    @property
    def names(self) -> list[str]:
        return self.refusal.names if self.refusal else []

    @property
    def is_forward(self) -> bool:
        return self.move.name in FORWARD

    @property
    def is_override(self) -> bool:
        return self.refusal is not None and self.refusal.overridable

    @property
    def is_nobodys_business(self) -> bool:
        """Another group's move: not shown, except to chiefs among their overrides."""
        return self.names == ["who"]

    @property
    def is_next(self) -> bool:
        """For lists: nothing that is another group's, and no update or unscheduling of what gives no cause for it."""
        is_step = self.is_forward or self.move is UNSCHEDULE
        return is_step and not {"who", "differs", "to_come"}.intersection(self.names)

    @property
    def why(self) -> list[str]:
        return self.refusal.reasons if self.refusal else []

    @property
    def rival(self) -> Article | None:
        rival: Article | None = self.refusal.data.get("rival") if self.refusal else None
        return rival


def buttons(article: Article, options: Iterable[Option], query: str = "") -> list[Button]:
    """The moves that lead forward come first, of these those that can be made."""
    found = [Button(move, move_url(article, move, query), refusal) for move, refusal in options]
    if any(button.move is APPROVE and "who" not in button.names for button in found):
        found = [button for button in found if button.move is not TAKE]  # who reviews it need not take it
    return sorted(found, key=lambda button: (not button.is_forward, button.refusal is not None))


def move_url(article: Article, move: Move, query: str = "") -> str:
    url = reverse("admin:articles_article_move", args=[article.pk, move.name])
    return f"{url}?{urlencode({FILTERS: query})}" if query else url


def wrong_stage(article: Article) -> Refusal:
    """Of a move that does not exist where the article stands."""
    return Refusal((Unmet(reasons.STAGE, {"stage": STAGE_LABELS[Stage(article.stage)]}),), by_chief=False)


def stage_bar(article: Article, user: User, now: datetime) -> dict[str, Any]:
    """For `admin/articles/article/_stage_bar.html`: where the article stands, who holds it, what this person can do."""
    found = buttons(article, allowed(article, user, now))
    claims = Claim.objects.open().filter(article=article).select_related("holder")
    return {
        "stage_steps": steps(article),
        "stage_claims": [(claim, claim.due <= now) for claim in claims],
        "stage_moves": [button for button in found if button.refusal is None],
        "stage_refused": [each for each in found if each.refusal and not each.is_nobodys_business],
        "stage_overrides": [each for each in found if each.is_override and each.is_nobodys_business],
    }


STEPS = (Stage.TOPIC, Stage.DRAFTING, Stage.REVIEW, Stage.READY, Stage.PUBLISHED)


def steps(article: Article) -> list[tuple[Promise, str]]:
    """The way to the readers, each step `done`, `now` or `later`; what was withdrawn or archived left it."""
    here = Stage(article.stage)
    if here not in STEPS:
        return [(STAGE_LABELS[here], "now")]
    at = STEPS.index(here)
    return [
        (STAGE_LABELS[step], "done" if order < at else "now" if order == at else "later")
        for order, step in enumerate(STEPS)
    ]


def move_urls(model_admin: "admin.ModelAdmin[Article]") -> list[URLPattern]:
    def view(request: HttpRequest, pk: int, name: str) -> HttpResponse:
        return move_view(model_admin, request, pk, name)

    wrapped = model_admin.admin_site.admin_view(view)
    return [path("<int:pk>/move/<slug:name>/", wrapped, name="articles_article_move")]


def move_view(model_admin: "admin.ModelAdmin[Article]", request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Asks for what the move needs; a POST makes it, of the article as the page showed it."""
    now, move = timezone.now(), MOVE.get(name)
    article = Article.objects.filter(pk=pk).first()
    if move is None or move.begins or article is None:
        raise Http404
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return _Asking(model_admin, request, article, move, now).answer()


class _Asking:
    """One request for one move."""

    def __init__(
        self,
        model_admin: "admin.ModelAdmin[Article]",
        request: HttpRequest,
        article: Article,
        move: Move,
        now: datetime,
    ) -> None:
        self.model_admin, self.request, self.article, self.move, self.now = model_admin, request, article, move, now
        assert isinstance(request.user, User)
        self.user = request.user

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.page(self.refusal())
        refusal = self.refusal()
        form = MoveForm(self.move, refusal, self.request.POST)
        return self.made(form) if form.is_valid() else self.page(refusal, form, status=400)

    def refusal(self) -> Refusal | None:
        """Why it cannot be made of the article as it is now, besides what the form asks for."""
        found = {option.move: option.refusal for option in allowed(self.article, self.user, self.now)}
        return found[self.move] if self.move in found else wrong_stage(self.article)

    def made(self, form: MoveForm) -> HttpResponse:
        self.article.stage, self.article.version = form.cleaned_data["stage"], form.cleaned_data["version"]
        try:
            perform(self.article, self.move, self.user, now=self.now, **form.asked())
        except SomebodyWasFaster as refused:
            messages.error(self.request, str(refused))
            return redirect(self.request.get_full_path())
        except MoveRefused as refused:
            if refused.refusal.names == [reasons.DATE.name]:  # another date can be chosen at once
                form.add_error("at", refused.refusal.reasons)
                return self.page(None, form, status=409)
            status = 403 if "who" in refused.refusal.names else 409
            return self.page(refused.refusal, form, status=status)
        messages.success(self.request, _("%(move)s: “%(title)s”.") % {"move": self.move.label, "title": self.article})
        return redirect(self.next_url())

    def next_url(self) -> str:
        query = self.request.GET.get(FILTERS)
        if query is None or self.move in HANDS_OVER:
            return reverse("admin:articles_article_change", args=[self.article.pk])
        return f"{reverse('admin:articles_article_changelist')}?{query}"

    def since(self, article: Article, compared: list[Comparison]) -> dict[str, Any] | None:
        """Of what is submitted again, what its reviewer will find changed."""
        found = [each for each in compared if each.label is RETURNED_SINCE] if self.move is SUBMIT else []
        return {"label": found[0].label, "changes": list(since_revision(article, found[0].older))} if found else None

    def page(self, refusal: Refusal | None, form: MoveForm | None = None, status: int = 200) -> HttpResponse:
        article = Article.objects.get(pk=self.article.pk)
        initial, compared = {"stage": article.stage, "version": article.version}, comparisons(article)
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "title": self.move.label,
            "article": article,
            "move": self.move,
            "button": Button(self.move, "", refusal),
            "form": form or MoveForm(self.move, refusal, initial=initial),
            "back": self.next_url(),
            "comparisons": compared,
            "since": self.since(article, compared),
        }
        return TemplateResponse(self.request, "admin/articles/article/move.html", context, status=status)


__all__ = ["FORWARD", "MOVES", "Button", "buttons", "move_url", "move_urls", "stage_bar", "steps"]
