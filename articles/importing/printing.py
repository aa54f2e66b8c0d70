"""What a person at a terminal sees of a long command: its progress, and a table at the end."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from .report import Report

FILES_A_LINE = 1000


@contextmanager
def progress_to(output: OutputWrapper) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, else a line per FILES_A_LINE."""
    if output.isatty():
        with tqdm(unit=" files", leave=False) as bar:

            def advance(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            yield advance
        return
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done // FILES_A_LINE > told:
            told = done // FILES_A_LINE
            output.write(f"{done} of {total} files")

    yield tell


def table(report: Report, *, dry_run: bool) -> str:
    totals = report.totals
    rows = [(outcome, str(number)) for outcome, number in totals.items()]
    lines = [columns([("outcome", "files"), *rows])]
    if report.pictures:
        lines.append(f"{report.pictures} pictures brought in, {report.rendered_again} articles rendered again")
    if report.addresses_dropped:
        lines.append(f"addresses of {report.addresses_dropped} comments imported before were dropped")
    lines.append("Nothing was written (--dry-run)." if dry_run else f"This was run {report.run}.")
    return "\n".join(lines)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """The rows with their columns aligned; the first to the left, the others to the right."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Iterable[int]) -> str:
    cells = [(" " * (width - _width(cell)), cell) for cell, width in zip(row, widths, strict=True)]
    (space, first), *rest = cells
    return "  ".join([first + space, *(space + cell for space, cell in rest)]).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
