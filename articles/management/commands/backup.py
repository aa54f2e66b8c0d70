"""Make a backup of database and media: `manage.py backup DIR`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.backups.backup import make
from articles.backups.manifest import NoBackup
from articles.backups.programs import Failed, MissingProgram

UNUSABLE = 2


class Command(BaseCommand):
    help = (
        "Write database and media, each file with its SHA-256, to a new folder in DIR named by the time in UTC. The "
        "site goes on meanwhile. Exit code 0; 1: it failed; 2: unusable arguments, or a program is missing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--keep", type=int, metavar="N", help="then remove the older ones in DIR, down to N in all")

    def handle(self, *args: Any, **options: Any) -> None:
        keep: int | None = options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("--keep must leave at least the new one", returncode=UNUSABLE)
        try:
            made = make(options["folder"], timezone.now(), self.stdout.write, keep)
        except (NoBackup, MissingProgram) as unusable:
            raise CommandError(str(unusable), returncode=UNUSABLE) from unusable
        except (Failed, OSError) as failed:
            raise CommandError(f"No backup was made: {failed}") from failed
        self.stdout.write(f"Backup: {made}")
