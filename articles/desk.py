"""The desk: the admin's site, whose index shows the boards."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import audit
from articles.boards import BOARDS, OVERDUE, REPORTS, SCHEDULED, Tally, tallies
from articles.members import member_of
from articles.models import Kind, Notice
from articles.stages import PROPOSE, WRITE

# The models of the admin as the index and the side bar list them; what is in none of the rows comes last.
ROWS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Texts"), ("Article", "ReaderReport", "Note", "Notice")),
    (_("People and subjects"), ("Contributor", "Invitation", "User", "Group", "Category", "Tag")),
    (_("The site"), ("SiteSettings", "MenuItem", "Page", "Change")),
)
OTHERS = _("Records")

# How an article begins: by which move, and how that is called.
MOVE_OF = {Kind.TRANSLATION: PROPOSE, Kind.ORIGINAL: WRITE, Kind.BRIEF: WRITE}
KIND_LABELS: dict[Kind, Promise] = {
    Kind.TRANSLATION: _("Propose a topic"),
    Kind.ORIGINAL: _("Write an original"),
    Kind.BRIEF: _("Write a brief"),
}


@dataclass(frozen=True, slots=True)
class Card:
    name: str
    label: Promise
    hint: Promise
    url: str
    tally: Tally
    is_of_future: bool = False
    is_alarm: bool = False


class Desk(AdminSite):
    site_header = site_title = _("Yibao")
    index_title = _("Desk")
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        """Without Django's redirect to the page of any row: it asks for no permission, and fails where none is."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        assert isinstance(request.user, User)
        now = timezone.now()
        shown = {"cards": cards(request.user, now), "additions": additions(request.user, now), "now": now}
        return super().index(request, {**shown, **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        shown = {"other_language": other_language(request), "unread": SimpleLazyObject(lambda: unread(request))}
        return {**super().each_context(request), **shown}

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        with transaction.atomic():
            response: HttpResponse = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
                assert isinstance(request.user, User)
                audit.record_password(request.user, audit.Deed(request.user, timezone.now()))
            return response

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return apps if app_label else in_rows([model for app in apps for model in app["models"]])


def cards(user: User, now: datetime) -> list[Card]:
    counted, articles = tallies(user, now), reverse("admin:articles_article_changelist")
    found = [
        Card(
            *(board.name, board.label, board.hint, f"{articles}?board={board.name}", counted[board.name]),
            is_of_future=board is SCHEDULED,
            is_alarm=board is OVERDUE,
        )
        for board in BOARDS
    ]
    reports = f"{reverse('admin:articles_readerreport_changelist')}?state=open"
    hint = _("Mistakes that readers reported.")
    return [*found, Card(REPORTS, _("Readers' letters"), hint, reports, counted[REPORTS])]


def kinds_for(user: User, now: datetime) -> list[Kind]:
    """Those that this person may add. A chief, who makes every move, adds all."""
    prefetch_related_objects([user], "groups")  # asked once for each model that a page names
    member = member_of(user, now)
    return [kind for kind, move in MOVE_OF.items() if member.is_chief or member.roles & set(move.who)]


def additions(user: User, now: datetime) -> list[tuple[str, Promise]]:
    add = reverse("admin:articles_article_add")
    return [(f"{add}?kind={kind.value}", KIND_LABELS[kind]) for kind in kinds_for(user, now)]


def in_rows(models: list[Any]) -> list[dict[str, Any]]:
    """The shape of Django's list of applications, by subject instead of by application."""
    named = {model["object_name"]: model for model in models}
    rows = [(label, [named.pop(name) for name in names if name in named]) for label, names in ROWS]
    rows.append((OTHERS, list(named.values())))
    return [{"name": label, "models": found} for label, found in rows if found]


def unread(request: HttpRequest) -> int:
    """How many notices wait in the inbox of whoever asks."""
    user = request.user
    return Notice.objects.unread().filter(recipient=user).count() if isinstance(user, User) else 0


def other_language(request: HttpRequest) -> tuple[str, str, str]:
    """The same page in the other language: its address, the name of the language in itself, and its code."""
    path = request.get_full_path()
    if get_language() == "en":
        return path.removeprefix("/en"), "中文", "zh-Hans"
    return f"/en{path}", "English", "en"
