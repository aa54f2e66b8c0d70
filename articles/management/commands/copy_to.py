"""Move the site to another database: `manage.py copy_to DATABASE_URL`."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from articles.copying.copy import Copied, Different, copy
from articles.copying.target import Unusable
from articles.importing.printing import columns

UNUSABLE = 2


class Command(BaseCommand):
    help = (
        "Copy every table to an empty database, of SQLite or PostgreSQL, and prove both equal by number and checksum "
        "of the rows. Exit code 0: equal; 1: a difference, or it failed, and nothing was copied; 2: unusable arguments."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", metavar="DATABASE_URL", help="such as postgres://yibao@localhost/yibao")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        try:
            copied = copy(options["url"], self.stdout.write)
        except Unusable as unusable:
            raise CommandError(str(unusable), returncode=UNUSABLE) from unusable
        except Different as different:
            self.stderr.write(table(different.tables))
            raise CommandError(f"Nothing was copied, for these differ: {different}") from different
        except Error as error:
            raise CommandError(f"Nothing was copied: {error}") from error
        self.stdout.write(table(copied))
        total = sum(row.here.rows for row in copied)
        seconds = time.monotonic() - begun
        self.stdout.write(f"{total} rows of {len(copied)} tables copied and found equal in {seconds:.1f} s")
        self.stdout.write("The site is still here: set DATABASE_URL to the other database and start it again.")


def table(copied: list[Copied]) -> str:
    head = ("table", "rows here", "rows there", "checksum here", "checksum there")
    rows = [
        (c.model._meta.label, str(c.here.rows), str(c.there.rows), c.here.checksum[:16], c.there.checksum[:16])
        for c in copied
    ]
    return columns([head, *rows])
