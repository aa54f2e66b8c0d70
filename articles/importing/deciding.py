"""What becomes of each file: decided from its bytes, its reading, and what the database held before the run."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from articles.formats.document import UnreadableFile
from articles.models import Article
from articles.stages import Stage

from .files import Found
from .reading import Reading
from .report import FileReport, Outcome
from .rows import Decided, Entry
from .workers import ReaderOptions, read_all

HELD = "Number {number} is held by an article that was not imported."
TWICE = "Number {number} comes twice in this run: first in {first}."
EDITED = "An editor changed the article since it was imported."
NOT_PUBLIC = "The article is not public any more."
NO_POST = "The file is no post."


@dataclass(frozen=True, slots=True)
class Options:
    dry_run: bool = False
    overwrite_edited: bool = False
    drop_addresses: bool = False
    media: Path | None = None
    processes: int = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database holds under a number before the run."""

    article_id: int
    stage: str
    edited: bool
    file_sha256: str | None


def known_numbers() -> dict[int, Known]:
    rows = Article.objects.filter(number__isnull=False).values_list(
        "number", "pk", "stage", "version", "archive_record__version", "archive_record__file_sha256"
    )
    return {
        number or 0: Known(pk, stage, version != archived, sha) for number, pk, stage, version, archived, sha in rows
    }


class Decisions:
    """Decides on each file, in the order of the files."""

    def __init__(self, found: Sequence[Found], options: Options) -> None:
        self.found, self.options = found, options
        self.known = known_numbers()
        self.first: dict[str, Found] = {}
        self.taken: dict[int, Found] = {}

    def __iter__(self) -> Iterator[Decided]:
        settled = {index: decided for index, file in enumerate(self.found) if (decided := self._at_a_glance(file))}
        jobs = [(file.path, file.shown) for index, file in enumerate(self.found) if index not in settled]
        results = read_all(jobs, self._reader_options(), self.options.processes)
        for index, file in enumerate(self.found):
            decided = settled.pop(index) if index in settled else self._decide(file, next(results))
            if decided.report.number and decided.report.outcome != Outcome.REFUSED:
                self.taken[decided.report.number] = file
            yield decided

    def _reader_options(self) -> ReaderOptions:
        roots = [settings.MEDIA_ROOT] + [self.options.media] * bool(self.options.media and self.options.dry_run)
        return ReaderOptions(tuple(root.resolve() for root in roots if root), settings.OWN_HOSTS)

    def _at_a_glance(self, file: Found) -> Decided | None:
        """What can be said without reading the post: skipped, or the bytes are those imported last."""
        if not file.is_post:
            return Decided(FileReport(file.shown, None, Outcome.SKIPPED, NO_POST))
        number = file.number
        if number is None or self.first.setdefault(file.stem, file) is not file:
            return None
        known = self.known.get(number)
        if known is None or known.file_sha256 is None or (known.edited and self.options.overwrite_edited):
            return None
        sha256 = _sha256(file.path)
        if sha256 != known.file_sha256:
            return None
        return Decided(FileReport(file.shown, number, Outcome.UNCHANGED), sha256)

    def _decide(self, file: Found, result: Reading | UnreadableFile) -> Decided:
        if isinstance(result, UnreadableFile):
            return Decided(FileReport(file.shown, file.number, Outcome.REFUSED, result.reason, result.line))
        number = result.document.number
        report = FileReport(file.shown, number, Outcome.CREATED, warnings=result.warnings)
        reason = self._why_refused(number)
        if reason:
            report.outcome, report.reason = Outcome.REFUSED, reason
            report.line, report.warnings = result.id_line, []
            return Decided(report, result.sha256)
        return self._against_known(file, result, report)

    def _why_refused(self, number: int) -> str:
        first, known = self.taken.get(number), self.known.get(number)
        if first:
            return TWICE.format(number=number, first=first.shown)
        return HELD.format(number=number) if known and known.file_sha256 is None else ""

    def _against_known(self, file: Found, reading: Reading, report: FileReport) -> Decided:
        known = self.known.get(report.number or 0)
        targets = reading.targets + [item["raid"] for item in reading.document.front_matter["related"]]
        if known is None:
            return Decided(report, reading.sha256, Entry(reading, file.folder), targets)
        if reading.sha256 == known.file_sha256 and not (known.edited and self.options.overwrite_edited):
            report.outcome, report.warnings = Outcome.UNCHANGED, []
            return Decided(report, reading.sha256)
        if known.stage != Stage.PUBLISHED or (known.edited and not self.options.overwrite_edited):
            report.outcome, report.reason = Outcome.KEPT, EDITED if known.stage == Stage.PUBLISHED else NOT_PUBLIC
            return Decided(report, reading.sha256, targets=targets)
        report.outcome = Outcome.UPDATED
        return Decided(report, reading.sha256, Entry(reading, file.folder), targets)


def _sha256(path: Path) -> str:
    """Of the file's bytes; "" where it cannot be read, which is then said by the reader."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
