"""Django's flush, with the log of changes, which nothing else deletes, and with the search index."""

from typing import Any

from django.core.management.commands import flush
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from articles import search


class Command(flush.Command):
    help = f"{flush.Command.help} The log of changes and the search index go too."

    def handle(self, **options: Any) -> None:
        self._flush(**options)
        if options["database"] == DEFAULT_DB_ALIAS:
            with transaction.atomic():
                search.clear()

    def _flush(self, **options: Any) -> None:
        """SQLite deletes row by row, which triggers refuse; PostgreSQL empties whole tables."""
        connection = connections[options["database"]]
        if connection.vendor != "sqlite":
            super().handle(**options)
            return
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%refused'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            super().handle(**options)
            for _name, sql in triggers:
                cursor.execute(sql)
