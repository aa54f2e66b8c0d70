"""Bring in legacy posts: `manage.py import_posts PATH...`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.importing.deciding import Options
from articles.importing.files import UnusablePath
from articles.importing.media import PICTURES
from articles.importing.printing import progress_to, table
from articles.importing.run import run_import

UNUSABLE = 2


class Command(BaseCommand):
    help = "Import legacy posts. Exit code 0: all good; 1: some files were refused; 2: unusable arguments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, report the same outcomes")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write what became of each file")
        parser.add_argument("--media", type=Path, metavar="DIR", help=f"bring in the pictures below DIR/{PICTURES}")
        parser.add_argument("--overwrite-edited", action="store_true", help="also where an editor changed the article")
        parser.add_argument("--drop-addresses", action="store_true", help="keep no posters' addresses")
        parser.add_argument("--processes", type=int, default=None, metavar="N", help="worker processes; 0 for none")

    def handle(self, *args: Any, **given: Any) -> None:
        options = self._options(given)
        with progress_to(self.stdout) as progress:
            try:
                report = run_import(given["paths"], options, now=timezone.now(), progress=progress)
            except UnusablePath as unusable:
                raise CommandError(f"No such file or folder: {unusable.path}", returncode=UNUSABLE) from unusable
        if given["report"]:
            report.write(given["report"])
        for refused in report.refused:
            self.stderr.write(f"{refused.path}:{refused.line}: {refused.reason}")
        self.stdout.write(table(report, dry_run=options.dry_run))
        if report.refused:
            sys.exit(1)

    def _options(self, given: dict[str, Any]) -> Options:
        folder: Path | None = given["media"]
        if folder and not (folder / PICTURES).is_dir():
            raise CommandError(f"There is no folder {folder / PICTURES}", returncode=UNUSABLE)
        if given["report"] and (given["report"].is_dir() or not given["report"].absolute().parent.is_dir()):
            raise CommandError(f"No report can be written to {given['report']}", returncode=UNUSABLE)
        processes = {} if given["processes"] is None else {"processes": given["processes"]}
        return Options(
            dry_run=given["dry_run"],
            overwrite_edited=given["overwrite_edited"],
            drop_addresses=given["drop_addresses"],
            media=folder,
            **processes,
        )
