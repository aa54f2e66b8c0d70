"""Prove the site equal to legacy posts: `manage.py verify_import PATH...`."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.importing.files import UnusablePath
from articles.importing.printing import progress_to
from articles.importing.second_route.words import NOT_LOOKED_FOR
from articles.importing.verdict import Verdict
from articles.importing.verify import NoPosts, verify

UNUSABLE = 2
NOT_COMPARED = f"Not looked for on a page: {'; '.join(NOT_LOOKED_FOR)}."


class Command(BaseCommand):
    help = (
        "Read legacy posts again and compare each with what was made of it: number, every key, body, and the words of "
        f"its page. Exit code 0: all equal; 1: something differs; 2: unusable arguments. {NOT_COMPARED}"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the table and every difference")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N", help="worker processes")

    def handle(self, *args: Any, **options: Any) -> None:
        report: Path | None = options["report"]
        if report and not report.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {report.absolute().parent}", returncode=UNUSABLE)
        verdict = self._verdict(options)
        if report:
            verdict.write(report)
        for line in verdict.lines():
            self.stderr.write(line)
        self.stdout.write(verdict.table())
        self.stdout.write(NOT_COMPARED)
        if verdict.differences:
            sys.exit(1)

    def _verdict(self, options: dict[str, Any]) -> Verdict:
        with progress_to(self.stdout) as progress:
            try:
                return verify(options["paths"], now=timezone.now(), processes=options["processes"], progress=progress)
            except UnusablePath as unusable:
                raise CommandError(f"No such file or folder: {unusable.path}", returncode=UNUSABLE) from unusable
            except NoPosts as nothing:
                raise CommandError("There is no post below these paths", returncode=UNUSABLE) from nothing
