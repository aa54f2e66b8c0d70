"""Publishing: the only writers of Publication and of what hangs on it. Each call is one transaction and one edition."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from articles import editions, search
from articles import prepared as rows
from articles.bulk import insert
from articles.models import (
    Article,
    Byline,
    Gone,
    Publication,
    PublicationTag,
    PublishedText,
    Revision,
    StageChange,
)
from articles.prepared import Marks, Prepared, marks_of, prepare, tokens_of
from articles.stages import PUBLISH, RESTORE, WITHDRAW, Move


def publish_many(prepared: Sequence[Prepared]) -> None:
    """Show these articles to readers, in place of what was shown of them; the renderings are made before."""
    with transaction.atomic():
        _take_down(entry.article.pk for entry in prepared)
        insert(Publication, rows.PUBLICATION, [rows.publication_row(entry) for entry in prepared])
        insert(PublishedText, rows.TEXT, [rows.text_row(entry) for entry in prepared])
        insert(PublicationTag, rows.TAGGING, [row for entry in prepared for row in rows.tagging_rows(entry)])
        insert(Byline, rows.BYLINE, [row for entry in prepared for row in rows.byline_rows(entry)])
        search.index([search.Entry(entry.article.pk, entry.position, *entry.tokens) for entry in prepared])
        editions.start()


def publish(revision: Revision, *, by: User | None, now: datetime, at: datetime | None = None) -> None:
    """Publish an article for the first time, now or at a later moment, under a new public number."""
    with transaction.atomic():
        article = revision.article
        if article.number is None:
            article.number = next_number()
        _move(article, PUBLISH, by, now, "")
        publish_many([prepare(revision, published_at=at or now, updated_at=at or now)])


def next_number() -> int:
    """One above the highest number ever used, and at least FIRST_NUMBER."""
    highest: int = Article.objects.aggregate(highest=Max("number"))["highest"] or 0
    first: int = settings.FIRST_NUMBER
    return max(highest + 1, first)


def withdraw(publication: Publication, *, by: User | None, now: datetime, reason: str) -> None:
    """Take an article back: its page answers 410, and every list, feed and search forgets it at once."""
    with transaction.atomic():
        Gone.objects.create(
            number=publication.number,
            article=publication.article,
            revision=publication.revision,
            published_at=publication.published_at,
            updated_at=publication.updated_at,
            editors_choice=publication.editors_choice,
            correction=publication.text.correction,
            reason=reason,
            at=now,
        )
        _move(publication.article, WITHDRAW, by, now, reason)
        _take_down([publication.pk])
        editions.start(hard=True)


def restore(gone: Gone, *, by: User | None, now: datetime, reason: str) -> None:
    """Publish the revision that was shown, under its old number and date."""
    with transaction.atomic():
        _move(gone.article, RESTORE, by, now, reason)
        prepared = prepare(
            gone.revision,
            published_at=gone.published_at,
            updated_at=gone.updated_at,
            marks=Marks(editors_choice=gone.editors_choice, correction=gone.correction),
        )
        gone.delete()
        publish_many([prepared])


def renew(publications: Iterable[Publication]) -> int:
    """Render these again from the revision shown, each in its own edition; dates and credits stay. How many."""
    number = 0
    for number, publication in enumerate(publications, 1):  # noqa: B007  the count is the result
        prepared = prepare(
            publication.revision,
            published_at=publication.published_at,
            updated_at=publication.updated_at,
            marks=marks_of(publication),
        )
        publish_many([prepared])
    return number


def take_down_for_good(article_ids: Iterable[int]) -> None:
    """For the rollback of an import: forget these publications as if they had never been."""
    with transaction.atomic():
        _take_down(article_ids)
        editions.start(hard=True)


def _move(article: Article, move: Move, by: User | None, now: datetime, note: str) -> None:
    before, article.stage = article.stage, move.target.value
    article.version += 1
    article.updated_at = now
    article.save(update_fields=["number", "stage", "version", "updated_at"])
    StageChange.objects.create(
        article=article, move=move.name, from_stage=before, to_stage=article.stage, by=by, at=now, note=note
    )


def _take_down(article_ids: Iterable[int]) -> None:
    shown = PublishedText.objects.filter(pk__in=list(article_ids)).select_related("publication")
    entries = [
        search.Entry(text.pk, text.publication.position, *tokens_of(text.publication.title, text.text))
        for text in shown.defer("html", "contents")
    ]
    if entries:
        search.remove(entries)
        Publication.objects.filter(pk__in=[entry.publication_id for entry in entries]).delete()
