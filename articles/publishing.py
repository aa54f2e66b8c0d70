"""Publishing: the only writers of Publication and of what hangs on it. Each call is one transaction and one edition.

The stage of an article is not theirs: workflow.py moves it and calls them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet

from articles import audit, editions, faceted, parts, search, totals
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
)
from articles.prepared import NO_MARKS, Marks, Prepared, marks_of, prepare, tokens_of


class Dates(NamedTuple):
    published_at: datetime
    updated_at: datetime


def publish_many(prepared: Sequence[Prepared]) -> None:
    """Show these articles to readers, in place of what was shown of them; the renderings are made before."""
    with transaction.atomic():
        _take_down(entry.article.pk for entry in prepared)
        insert(Publication, rows.PUBLICATION, [rows.publication_row(entry) for entry in prepared])
        insert(PublishedText, rows.TEXT, [rows.text_row(entry) for entry in prepared])
        insert(PublicationTag, rows.TAGGING, [row for entry in prepared for row in rows.tagging_rows(entry)])
        insert(Byline, rows.BYLINE, [row for entry in prepared for row in rows.byline_rows(entry)])
        search.index([search.Entry(entry.article.pk, entry.position, *entry.tokens) for entry in prepared])
        publications = [entry.article.pk for entry in prepared]
        totals.add(map(_shown, prepared))
        faceted.add(publications)
        parts.add(publications)
        editions.start()


def publish(revision: Revision, *, at: datetime) -> None:
    """Show a revision to readers for the first time, from `at` on. Its article has a number."""
    _show(revision, Dates(at, at), NO_MARKS)


def update(revision: Revision, *, now: datetime, correction: str = "") -> None:
    """Show this revision in place of the one that was shown. `correction`: what it puts right, for readers."""
    shown = Publication.objects.select_related("text").get(article=revision.article_id)
    marks = marks_of(shown)
    dates = Dates(shown.published_at, max(now, shown.published_at))
    _show(revision, dates, replace(marks, correction=correction or marks.correction))


def take_number() -> int:
    """One above the highest number ever used, and at least FIRST_NUMBER; to be used in the caller's transaction."""
    editions.take_turn()
    highest: int = Article.objects.aggregate(highest=Max("number"))["highest"] or 0
    first: int = settings.FIRST_NUMBER
    return max(highest + 1, first)


def withdraw(publication: Publication, *, now: datetime, reason: str) -> None:
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
        _take_down([publication.pk])
        editions.start(hard=True)


def restore(gone: Gone) -> None:
    """Publish the revision that was shown, under its old number and date."""
    with transaction.atomic():
        gone.delete()
        marks = Marks(editors_choice=gone.editors_choice, correction=gone.correction)
        _show(gone.revision, Dates(gone.published_at, gone.updated_at), marks)


def unschedule(publication: Publication) -> None:
    """Forget a publication whose date is still to come: nobody has seen it, and nobody is told."""
    with transaction.atomic():
        _take_down([publication.pk])
        editions.start()


def renew(publications: Iterable[Publication]) -> int:
    """Render these again from the revision shown, each in its own edition; dates and credits stay. How many."""
    number = 0
    for number, publication in enumerate(publications, 1):  # noqa: B007  the count is the result
        _show(publication.revision, Dates(publication.published_at, publication.updated_at), marks_of(publication))
    return number


def mark(publications: QuerySet[Publication], *, by: User | None, now: datetime, **marks: bool) -> int:
    """Pin these to the front page (`pinned`), choose them (`editors_choice`), or no longer. How many were changed.

    No update of an article, but logged as a change of it.
    """
    with transaction.atomic():
        marked = list(publications.exclude(**marks).values_list("pk", flat=True))
        changed = audit.update(publications.exclude(**marks), audit.Deed(by, now), of=Article, **marks)
        if changed:
            faceted.renew(marked)
            editions.start()
    return changed


def take_down_for_good(article_ids: Iterable[int]) -> None:
    """For the rollback of an import: forget these publications as if they had never been."""
    with transaction.atomic():
        _take_down(article_ids)
        editions.start(hard=True)


def _show(revision: Revision, dates: Dates, marks: Marks) -> None:
    """In its turn: whom and what the revision names is not merged before it is written."""
    with transaction.atomic():
        editions.take_turn()
        publish_many([prepare(revision, **dates._asdict(), marks=marks)])


def _shown(entry: Prepared) -> totals.Shown:
    category = entry.category.pk if entry.category else None
    people = [(person, role, is_first) for _, person, role, _, is_first, _ in rows.byline_rows(entry)]
    return totals.Shown(entry.position, category, [tag.id for tag in entry.tags], people)


def _take_down(article_ids: Iterable[int]) -> None:
    shown = PublishedText.objects.filter(pk__in=list(article_ids)).select_related("publication")
    entries = [
        search.Entry(row.pk, row.position, *tokens_of(row.title, row.summary, text.text))
        for text, row in ((text, text.publication) for text in shown.defer("html", "contents"))
    ]
    if entries:
        gone = [entry.publication_id for entry in entries]
        search.remove(entries)
        totals.take(gone)
        faceted.take(entry.position for entry in entries)
        Publication.objects.filter(pk__in=gone).delete()
        parts.take(entry.position for entry in entries)
