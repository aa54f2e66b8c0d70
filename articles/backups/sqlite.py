"""An SQLite database in one file, by its own online backup: whole and of one moment, while the site goes on writing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connection

from .programs import Failed

FILE: Final = "database.sqlite3"


def dump(path: Path) -> None:
    """Raises Failed where the database is not sound."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise Failed(f"The database is damaged: {verdict}")


def load(path: Path) -> None:
    """In one transaction, over whatever is there."""
    connection.ensure_connection()
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        copy.backup(connection.connection)
    connection.close()
