"""Write every article as a post of the archive: `manage.py export_posts DIR`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.exporting.archive import export
from articles.models import Article

UNUSABLE = 2


class Command(BaseCommand):
    help = "Write every article back in the layout and folder it came in. Exit code 0; 2: unusable arguments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--layout", choices="ABC", help="convert every article to this layout and its usual folder")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is no folder", returncode=UNUSABLE)
        files = edited = dropped = 0
        for exported in export(folder, options["layout"]):
            files += 1
            edited += exported.edited
            dropped += exported.addresses_dropped
        self.stdout.write(f"{files} articles written, {edited} of them written or edited here")
        if dropped:
            self.stdout.write(f"{dropped} articles came out without their posters' addresses, which were dropped")
        unnumbered = Article.objects.filter(number__isnull=True).count()
        if unnumbered:
            self.stdout.write(f"{unnumbered} articles were never published, have no number, and were left out")
