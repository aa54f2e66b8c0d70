"""Print a digest of all articles and what belongs to them: equal sites have equal digests."""

import hashlib
from typing import Any

from django.core.management.base import BaseCommand

from articles.importing.digest import digests
from articles.importing.printing import columns


class Command(BaseCommand):
    help = "Print rows and SHA-256 of each kind of domain row (without ids, import runs and clock times), and of all."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [(name, str(count), digest) for name, count, digest in digests()]
        whole = hashlib.sha256("".join(digest for *_, digest in rows).encode()).hexdigest()
        total = sum(int(count) for _, count, _ in rows)
        self.stdout.write(columns([("rows of", "number", "SHA-256"), *rows, ("all", str(total), whole)]))
