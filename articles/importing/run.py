"""One import from end to end: find the files, decide on each, write in batches, point out what dangles, report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import reset_queries, transaction
from django.db.models import Max
from django.utils import timezone

from articles import search
from articles.bulk import insert, update
from articles.models import Article, ImportedFile, ImportRun
from articles.publishing import renew

from . import addresses, media, rows
from .deciding import Decisions, Options
from .files import find
from .record import archived_file
from .report import Outcome, Report
from .rows import Before, Decided
from .workers import seldom_collecting
from .writing import Writer

BATCH = 400  # posts a transaction, at the most
FILES_A_BATCH = 1000

Progress = Callable[[int, int], None]


def run_import(paths: Sequence[Path], options: Options, *, now: datetime, progress: Progress) -> Report:
    """Raises files.UnusablePath before anything is written."""
    found = find(paths)
    run = ImportRun(started_at=now, options={**asdict(options), "media": str(options.media or "")})
    report = Report()
    if not options.dry_run:
        run.save()
        report.run = run.pk
        report.pictures = media.bring_in(options.media, settings.MEDIA_ROOT) if options.media else 0
    with seldom_collecting(), nullcontext() if options.dry_run else search.bulk():
        targets = _write_all(
            Decisions(found, options), run, options, report, now, lambda done: progress(done, len(found))
        )
    dangling = _point_out_dangling(report, targets)
    if not options.dry_run:
        _finish(run, report, dangling, options)
    return report


def _write_all(
    decisions: Iterable[Decided],
    run: ImportRun,
    options: Options,
    report: Report,
    now: datetime,
    progress: Callable[[int], None],
) -> dict[int, Sequence[int]]:
    """The numbers that each file, by its place in the report, links or relates to."""
    writer = Writer(run, now=now, drop_addresses=options.drop_addresses)
    targets: dict[int, Sequence[int]] = {}
    for batch in _batches(decisions):
        targets |= {len(report.files) + n: decided.targets for n, decided in enumerate(batch) if decided.targets}
        if not options.dry_run:
            _write(batch, run, writer)
        report.files += [decided.report for decided in batch]
        progress(len(report.files))
        reset_queries()  # with DEBUG every statement would be kept, megabytes each
    return targets


def _batches(decisions: Iterable[Decided]) -> Iterator[list[Decided]]:
    batch: list[Decided] = []
    writes = 0
    for decided in decisions:
        batch.append(decided)
        writes += decided.entry is not None
        if writes == BATCH or len(batch) == FILES_A_BATCH:
            yield batch
            batch, writes = [], 0
    if batch:
        yield batch


def _write(batch: Sequence[Decided], run: ImportRun, writer: Writer) -> None:
    with transaction.atomic():
        if writer.drop_addresses:
            addresses.drop([d.report.number for d in batch if d.report.outcome in (Outcome.UPDATED, Outcome.KEPT)])
        before = _take_up_articles(batch)
        entries = [decided.entry for decided in batch if decided.entry]
        if entries:
            writer.write(entries)
        insert(ImportedFile, rows.FILE, [rows.file_row(run.pk, decided, before) for decided in batch])


def _take_up_articles(batch: Sequence[Decided]) -> dict[int, Before]:
    """Give each update its article; by number, what a rollback needs."""
    updates = [decided for decided in batch if decided.entry and decided.report.outcome == Outcome.UPDATED]
    if not updates:
        return {}
    numbers = [decided.report.number for decided in updates]
    held = Article.objects.filter(number__in=numbers).select_related(
        "archive_record", "counts", "publication__revision", "publication__text"
    )
    articles = {article.number: article for article in held.annotate(last=Max("revisions__number"))}
    before = {}
    for decided in updates:
        article = articles[decided.report.number]
        assert decided.entry and article.number
        before[article.number] = (archived_file(article), article.last, article.publication.revision.number)
        decided.entry.take_up(article, article.last + 1)
    return before


def _point_out_dangling(report: Report, targets: dict[int, Sequence[int]]) -> list[int]:
    """Warn of links and related numbers that lead to no article; the places of those files in the report."""
    here = {file.number for file in report.files if file.outcome in (Outcome.CREATED, Outcome.UPDATED)}
    here |= set(Article.objects.filter(number__isnull=False).values_list("number", flat=True))
    dangling = []
    for place, numbers in targets.items():
        lost = [number for number in dict.fromkeys(numbers) if number not in here]
        report.files[place].warnings += [f"dangling link: no article {number}" for number in lost]
        dangling += [place] * bool(lost)
    return dangling


def _finish(run: ImportRun, report: Report, dangling: Sequence[int], options: Options) -> None:
    if options.drop_addresses:
        numbers = [file.number for file in report.files if file.outcome == Outcome.UNCHANGED]
        report.addresses_dropped = addresses.drop(numbers)
    if options.media:
        report.rendered_again = renew(media.completed(settings.MEDIA_ROOT))
    with transaction.atomic():
        keys = list(run.files.order_by("pk").values_list("pk", flat=True))
        update(ImportedFile, "warnings", [(keys[place], report.files[place].warnings) for place in dangling])
        run.finished_at, run.status, run.totals = timezone.now(), ImportRun.Status.FINISHED, report.totals
        run.save()
