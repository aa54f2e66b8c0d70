"""Make the search index anew: `manage.py reindex_search`."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from articles import search


class Command(BaseCommand):
    help = "Make the search index anew from what is published."

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        count = search.rebuild()
        self.stdout.write(f"{count} articles indexed in {time.monotonic() - begun:.1f} s")
