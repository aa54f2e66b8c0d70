"""Take back an import: `manage.py rollback_import RUN`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.importing.rollback import rollback
from articles.models import ImportRun

UNUSABLE = 2


class Command(BaseCommand):
    help = "Remove what RUN created, restore what it updated, keep what was touched since. Exit code 0; 2: no such run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="the number that import_posts printed")

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no run {options['run']}", returncode=UNUSABLE)
        if run.status == ImportRun.Status.ROLLED_BACK:
            raise CommandError(f"Run {run.pk} was rolled back before", returncode=UNUSABLE)
        undone = rollback(run, now=timezone.now())
        for number, reason in undone.kept:
            self.stdout.write(f"kept {number}: {reason}")
        self.stdout.write(f"{len(undone.removed)} removed, {len(undone.restored)} restored, {len(undone.kept)} kept")
