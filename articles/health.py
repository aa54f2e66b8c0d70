"""What the site needs in order to serve: each part, and what is wrong with it."""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from articles import editions, search
from articles.models import Publication

OK: Final = "ok"
NO_ANSWER: Final = "the database does not answer"
MEGABYTE: Final = 1 << 20

log = logging.getLogger(__name__)


def checks(now: datetime) -> dict[str, str]:
    """By name "ok", or what is wrong in words that anybody may read; the log says more."""
    return {name: _asked(name, check, now) for name, check in CHECKS.items()}


def unapplied() -> list[str]:
    """The migrations that this code brings and the database has not seen."""
    return sorted(known_migrations() - applied_migrations())


def applied_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[str]:
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _asked(name: str, check: Callable[[datetime], str], now: datetime) -> str:
    try:
        return check(now)
    except Error as error:
        log.warning("%s: %s", name, error)
        return NO_ANSWER
    except OSError as error:
        log.warning("%s: %s", name, error)
        return "cannot be read"


def _database(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations(now: datetime) -> str:
    missing = unapplied()
    return f"not applied: {', '.join(missing)}" if missing else OK


def _search(now: datetime) -> str:
    newest = Publication.objects.live(now).newest().values_list("position", flat=True).first()
    return OK if search.holds(newest or 0) or newest is None else "the newest article is not in the index"


def _edition(now: datetime) -> str:
    edition, _ = editions.current_and_due(now)
    return OK if edition.token else "there is none"


def _disk(now: datetime) -> str:
    places = [Path(settings.MEDIA_ROOT)]
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        places.append(Path(str(connection.settings_dict["NAME"])))
    free = min(shutil.disk_usage(_existing(place)).free for place in places) // MEGABYTE
    wanted = settings.DISK_FLOOR_MB
    return OK if free >= wanted else f"{free} MB are free, fewer than {wanted}"


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that is there: pictures may not have come yet."""
    return next(place for place in (path.absolute(), *path.absolute().parents) if place.exists())


CHECKS: Final = {
    "database": _database,
    "migrations": _migrations,
    "search": _search,
    "edition": _edition,
    "disk": _disk,
}
