"""Taking back an import: what it created goes, what it updated is as before, what somebody touched since stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Model

from articles.manuscript import take_up
from articles.models import Article, Category, Contributor, ImportedFile, ImportRun, Tag
from articles.prepared import marks_of, prepare
from articles.publishing import publish_many, take_down_for_good
from articles.stages import IMPORT

from .reading import Reader
from .report import Outcome
from .rows import Entry
from .writing import Writer

AT_ONCE = 200
TOUCHED = "An editor changed the article since."
LATER = "A later import updated the article."
FORGOTTEN = "Its earlier state was forgotten together with the posters' addresses."


@dataclass(slots=True)
class Undone:
    """Numbers removed and restored, and (number, reason) of what was kept."""

    removed: list[int] = field(default_factory=list)
    restored: list[int] = field(default_factory=list)
    kept: list[tuple[int, str]] = field(default_factory=list)


def rollback(run: ImportRun, *, now: datetime) -> Undone:
    undone = Undone()
    files = run.files.filter(outcome__in=[Outcome.CREATED, Outcome.UPDATED]).order_by("pk")
    rows = list(files)
    for start in range(0, len(rows), AT_ONCE):
        with transaction.atomic():
            _undo(rows[start : start + AT_ONCE], run, undone, now)
    if not any(reason == LATER for _, reason in undone.kept):  # else it can be asked for again, after the later one
        run.status = ImportRun.Status.ROLLED_BACK
        run.save()
    return undone


def _undo(rows: Sequence[ImportedFile], run: ImportRun, undone: Undone, now: datetime) -> None:
    held = Article.objects.filter(number__in=[row.number for row in rows]).select_related("archive_record")
    articles = {article.number: article for article in held}
    created = []
    for row in rows:
        article = articles.get(row.number)
        if article is None or row.number is None:
            continue
        reason = _why_kept(row, article, run)
        if reason:
            undone.kept.append((row.number, reason))
        elif row.outcome == Outcome.CREATED:
            created.append(article)
            undone.removed.append(row.number)
        else:
            _restore(row, article, now)
            undone.restored.append(row.number)
    _remove(created)


def _why_kept(row: ImportedFile, article: Article, run: ImportRun) -> str:
    record = article.archive_record
    if record.run_id != run.pk:
        return LATER
    if article.version != record.version:
        return TOUCHED
    return FORGOTTEN if row.outcome == Outcome.UPDATED and row.previous is None else ""


def _remove(articles: Sequence[Article]) -> None:
    """The articles, and the people, tags and categories that nothing else names."""
    ids = [article.pk for article in articles]
    named: list[tuple[type[Model], list[int]]] = [
        (model, list(model.objects.filter(**{f"{path}__in": ids}).values_list("pk", flat=True).distinct()))
        for model, path in ((Contributor, "credits__article"), (Tag, "taggings__content_object"), (Category, "article"))
    ]
    take_down_for_good(ids)
    Article.objects.filter(pk__in=ids).delete()
    for model, keys in named:
        model._default_manager.filter(pk__in=keys, **UNUSED[model]).delete()


UNUSED: dict[type[Model], dict[str, bool]] = {
    Contributor: {"credits__isnull": True, "bylines__isnull": True, "user__isnull": True, "aliases__isnull": True},
    Tag: {"taggings__isnull": True, "publication_taggings__isnull": True, "aliases__isnull": True},
    Category: {"article__isnull": True, "publications__isnull": True, "aliases__isnull": True},
}


def _restore(row: ImportedFile, article: Article, now: datetime) -> None:
    """Import the earlier file again; where an editor's text was overwritten, take that up again too."""
    written = [Outcome.CREATED, Outcome.UPDATED]
    earlier = (
        ImportedFile.objects.filter(number=article.number, pk__lt=row.pk, outcome__in=written).order_by("pk").last()
    )
    assert earlier and row.previous is not None
    reading = Reader((settings.MEDIA_ROOT,), settings.OWN_HOSTS).parse(bytes(row.previous), row.path)
    dropped = article.archive_record.addresses_dropped
    entry = Entry(reading, earlier.folder)
    entry.take_up(article, article.revisions.aggregate(last=Max("number"))["last"] + 1)
    Writer(earlier.run, now=now, drop_addresses=dropped).write([entry])
    _restore_edits(row, Article.objects.get(pk=article.pk), now)


def _restore_edits(row: ImportedFile, article: Article, now: datetime) -> None:
    assert row.manuscript is not None and row.shown is not None
    manuscript = article.revisions.get(number=row.manuscript)
    if manuscript.note != IMPORT.name:
        take_up(manuscript, by=None, now=now)
    shown = article.revisions.get(number=row.shown)
    if shown.note != IMPORT.name:
        publication = article.publication
        dates = {"published_at": publication.published_at, "updated_at": shown.at}
        publish_many([prepare(shown, **dates, marks=marks_of(publication))])
