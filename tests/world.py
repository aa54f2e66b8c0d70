"""A site with everything that somebody could ask for, and everyone who could ask."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles import audit, invitations, manuscript, previews
from articles.models import (
    Article,
    Category,
    Change,
    Contributor,
    ImportedFile,
    ImportRun,
    Invitation,
    Notice,
    Page,
    Publication,
    ReaderReport,
    SiteSettings,
    Tag,
)
from articles.parts import SIZE
from tests import builders
from tests.cast import cast
from tests.desk import Desk

# Stands in all that no reader may see, and in nothing else.
SECRET = "秘密"
VISITOR = "visitor"


@dataclass
class World:
    """`article` is written by the translator; `shown` is public, and written on since.

    `people` are everyone's names, `objects` the row of each model that addresses of the admin name.
    """

    desk: Desk
    people: dict[str, User | None] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)
    hidden: list[Article] = field(default_factory=list)
    # What stands in an address where the table says nothing else.
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        return Article.objects.get(pk=self.objects["articles_article"])

    def clients(self, **options: Any) -> dict[str, Client]:
        found = {name: Client(**options) for name in self.people}
        for name, user in self.people.items():
            if user:
                found[name].force_login(user)
        return found


def world() -> World:
    made = World(Desk(cast=cast(), now=timezone.now() - timedelta(hours=1)))
    desk = made.desk
    made.people = {
        VISITOR: None,
        "stranger": desk.cast.stranger,
        "newcomer": User.objects.create_user("newcomer", is_staff=True),
        **{name: getattr(desk.cast, name) for name in ("selector", "translator", "reviewer", "publisher", "chief")},
        "superuser": User.objects.create_superuser("superuser"),
    }
    _write(made)
    _fill(made)
    return made


def _write(made: World) -> None:
    """A manuscript in every stage, and what is public, each with its secret."""
    desk = made.desk
    makers = (desk.topic, desk.submitted, desk.ready, desk.scheduled, desk.withdrawn, desk.archived)
    made.hidden = [maker(title=f"{SECRET}的{number}") for number, maker in enumerate(makers)]
    for article in made.hidden:
        article.body, article.summary = f"{SECRET}的正文，内核。\n", f"{SECRET}的摘要"
        manuscript.save(article, by=None, now=desk.now)
    shown = desk.published(title="公开的题")
    shown.title, shown.body, shown.summary = f"{SECRET}的新题", f"{SECRET}的新正文，内核。\n", f"{SECRET}的新摘要"
    manuscript.save(shown, by=None, now=desk.now)
    drafting = desk.written(desk.drafting(title=f"{SECRET}的稿"), body=f"{SECRET}的正文，内核。\n")
    desk.note(drafting)
    made.hidden.append(drafting)
    names: dict[str, Any] = {"category": f"{SECRET}分类", "tags": [f"{SECRET}标签"]}
    builders.draft(f"{SECRET}的孤稿", credits=[("author", f"{SECRET}作者")], **names)
    made.objects["articles_article"] = drafting.pk


def _fill(made: World) -> None:
    """A row of every model of the admin."""
    shown, run = Publication.objects.live(timezone.now()).get(), ImportRun.objects.create(started_at=made.desk.now)
    path = ImportedFile.objects.create(run=run, path="1.md", outcome=ImportedFile.Outcome.values[0])
    report = ReaderReport.objects.create(article_id=shown.pk, message="错字", at=made.desk.now)
    audit.record(shown.article, {"title": SECRET}, {"title": "题"}, audit.Deed(made.desk.cast.chief, made.desk.now))
    rows = (
        *(run, path, report, SiteSettings.objects.get(), Page.objects.order_by("pk")[0]),
        *(Category.objects.get(name="技术"), Tag.objects.get(name="内核")),
        *(Contributor.objects.get(name="translator"), Change.objects.order_by("-pk")[0]),
        *(made.desk.cast.stranger, Group.objects.get(name="译者")),
    )
    made.objects |= {f"{row._meta.app_label}_{row._meta.model_name}": row.pk for row in rows}
    builders.comments(shown, 60)
    invitation = Invitation(email="new@example.org", name="新人")
    invitations.invite(invitation, [Group.objects.get(name="译者")], made.desk.cast.chief, timezone.now())
    made.objects |= {"invitation": invitation.pk, "invitation_token": invitations.token(invitation)}
    made.objects["notice"] = Notice.objects.filter(recipient=made.desk.cast.translator).latest("pk").pk
    made.objects |= {"note": made.article.notes.get().pk, "token": previews.token(made.article)}
    made.arguments = {
        "pk": made.article.pk,
        "id": made.desk.cast.stranger.pk,
        "number": shown.number,
        "token": "token",
        "path": "x.png",
        "width": 320,
        "part": shown.number // SIZE,
        "form": "atom",
        "handle": "translator",
        "year": f"{shown.published_at:%Y}",
        "month": f"{shown.published_at:%m}",
    }
