"""Articles in every stage of the workflow, brought there by the moves themselves, and everyone who makes them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.test import TestCase

from articles import manuscript, stages
from articles.models import (
    Article,
    ArticleTag,
    Category,
    Claim,
    Contributor,
    Gone,
    Kind,
    Note,
    Publication,
    Revision,
    StageChange,
)
from articles.stages import Move, Stage
from articles.workflow import MoveRefused, perform
from tests import builders
from tests.cast import Cast, cast

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "有理由"


@dataclass
class Desk:
    """Time stands still until it is moved on."""

    cast: Cast = field(default_factory=cast)
    now: datetime = NOON

    def do(self, article: Article, move: Move, by: User | None, **asked: Any) -> StageChange:
        """The move, with whatever its row of the table asks for."""
        if move.needs_reason:
            asked.setdefault("note", WHY)
        if move.asks_date:
            asked.setdefault("at", self.now + DAY)
        return perform(article, move, by, now=self.now, **asked)

    def topic(self, title: str = "选题", **fields: Any) -> Article:
        source = f"https://example.org/{Article.objects.count() + 1}"
        article = Article(**{"title": title, "source_url": source, "source_body": "word " * 700, **fields})
        self.do(article, stages.PROPOSE, self.cast.selector)
        return article

    def drafting(self, **fields: Any) -> Article:
        article = self.topic(**fields)
        self.do(article, stages.CLAIM, self.cast.translator)
        return article

    def original(self, kind: Kind = Kind.ORIGINAL) -> Article:
        article = Article(title="原创", kind=kind)
        self.do(article, stages.WRITE, self.cast.translator)
        return article

    def written(self, article: Article, by: User | None = None, body: str = "译文。\n") -> Article:
        """Text and everything else that a publication needs, saved."""
        article.body, article.summary = body, "摘要。"
        article.category = Category.objects.filter(name="技术").first() or Category.objects.create(name="技术")
        if not article.taggings.exists():
            ArticleTag.objects.create(content_object=article, tag=builders.tag("内核"))
        manuscript.save(article, by=by or self.cast.translator, now=self.now)
        return article

    def submitted(self, **fields: Any) -> Article:
        article = self.written(self.drafting(**fields))
        self.do(article, stages.SUBMIT, self.cast.translator)
        return article

    def taken(self, **fields: Any) -> Article:
        """In review, with a note on it."""
        article = self.submitted(**fields)
        self.do(article, stages.TAKE, self.cast.reviewer)
        self.note(article)
        return article

    def note(self, article: Article) -> Note:
        return Note.objects.create(article=article, quote="译文", text="太生硬", by=self.cast.reviewer, at=self.now)

    def ready(self, **fields: Any) -> Article:
        article = self.taken(**fields)
        self.do(article, stages.APPROVE, self.cast.reviewer)
        return article

    def approved_badly(self, article: Article) -> Article:
        """By a chief, whatever it lacks."""
        self.do(article, stages.APPROVE, self.cast.chief, override=True, note=WHY)
        return article

    def published(self, **fields: Any) -> Article:
        """Public, and written on since."""
        article = self.ready(**fields)
        self.do(article, stages.PUBLISH, self.cast.publisher)
        return self.written(article, body="改过的译文。\n")

    def scheduled(self, **fields: Any) -> Article:
        article = self.ready(**fields)
        self.do(article, stages.SCHEDULE, self.cast.publisher)
        return article

    def withdrawn(self, **fields: Any) -> Article:
        article = self.published(**fields)
        self.do(article, stages.WITHDRAW, self.cast.chief)
        return article

    def archived(self, **fields: Any) -> Article:
        article = self.topic(**fields)
        self.do(article, stages.ARCHIVE, self.cast.selector)
        return article

    def standing(self, move: Move) -> Article:
        """An article from which this move can be made by the right person."""
        if move.begins:
            kind = Kind.TRANSLATION if move is stages.PROPOSE else Kind.ORIGINAL
            return Article(title="新的", kind=kind, source_url="https://example.org/new")
        if move in {stages.TAKE, stages.WITHDRAW_SUBMISSION}:
            return self.submitted()
        if move is stages.UNSCHEDULE:
            return self.scheduled()
        return self.in_stage(move.sources[-1])

    def in_stage(self, stage: Stage) -> Article:
        made = {
            Stage.TOPIC: self.topic,
            Stage.DRAFTING: lambda: self.written(self.drafting()),
            Stage.REVIEW: self.taken,
            Stage.READY: self.ready,
            Stage.PUBLISHED: self.published,
            Stage.WITHDRAWN: self.withdrawn,
            Stage.ARCHIVED: self.archived,
        }
        return made[stage]()


class DeskCase(TestCase):
    def setUp(self) -> None:
        self.desk = Desk()
        self.cast = self.desk.cast

    def person(self, name: str) -> User:
        user: User = getattr(self.cast, name)
        return user

    def refused(self, article: Article, move: Move, by: User | None, **asked: Any) -> list[str]:
        """The names of the conditions that do not hold; and nothing is changed."""
        before = [Article.objects.values().get(pk=article.pk) if article.pk else None, *counts()]
        with self.assertRaises(MoveRefused) as refused:
            self.desk.do(article, move, by, **asked)
        after = [Article.objects.values().get(pk=article.pk) if article.pk else None, *counts()]
        self.assertEqual(after, before)
        return refused.exception.refusal.names


def counts() -> list[int]:
    models = (Article, Claim, StageChange, Revision, Publication, Gone, Contributor)
    return [model._default_manager.count() for model in models]
