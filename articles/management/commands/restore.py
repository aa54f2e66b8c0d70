"""Bring a backup back: `manage.py restore DIR`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.backups.manifest import NoBackup
from articles.backups.programs import Failed, MissingProgram
from articles.backups.restore import Damaged, NotEmpty, restore

UNUSABLE = 2


class Command(BaseCommand):
    help = (
        "Bring back what `backup` wrote to DIR, after a look at every checksum. Exit code 0; 1: a file is not what "
        "it was, which is named, or restoring failed; 2: unusable arguments, a site that is not empty, or a "
        "program is missing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--force", action="store_true", help="over a site that is not empty: its database is lost")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            manifest = restore(folder, self.stdout.write, force=options["force"])
        except NotEmpty as full:
            raise CommandError(f"{full}. With --force, all that is lost.", returncode=UNUSABLE) from full
        except (NoBackup, MissingProgram) as unusable:
            raise CommandError(str(unusable), returncode=UNUSABLE) from unusable
        except Damaged as damaged:
            raise CommandError(f"Nothing was restored, for these files are damaged:\n{damaged}") from damaged
        except (Failed, OSError) as failed:
            raise CommandError(f"It was not restored, and must be tried again with --force: {failed}") from failed
        self.stdout.write(f"Restored: {folder}, made {manifest.made_at}")
