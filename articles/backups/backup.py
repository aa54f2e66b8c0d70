"""Makes a backup: written beside, and named when it is whole, so that an interrupted one is never taken for one."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from articles import health

from . import media, postgres, sqlite
from .manifest import NAME, Manifest, NoBackup, entry_of, read
from .media import Say

# In UTC, so that names are in the order of time.
FORM: Final = "%Y-%m-%dT%H%M%SZ"
NAMED: Final = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z", re.ASCII)
UNFINISHED: Final = ".part"


def make(folder: Path, now: datetime, say: Say, keep: int | None = None) -> Path:
    """A new backup in the folder; of the older ones, the last remain, so that there are `keep`.

    Raises NoBackup, Failed, MissingProgram, OSError.
    """
    media_root = Path(settings.MEDIA_ROOT)
    if folder.resolve().is_relative_to(media_root):
        raise NoBackup(folder, f"it lies in {media_root}, which the whole world reads")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        for part in folder.glob(f".*{UNFINISHED}"):
            shutil.rmtree(part)
        whole = folder / now.astimezone(UTC).strftime(FORM)
        _write(whole, now, say, before=whole_ones(folder)[-1:])
        for older in whole_ones(folder)[: -keep if keep else 0]:
            _remove(older)
            say(f"removed {older.name}")
    return whole


def whole_ones(folder: Path) -> list[Path]:
    """Oldest first."""
    return sorted(path for path in folder.iterdir() if NAMED.fullmatch(path.name) and (path / NAME).is_file())


def _write(whole: Path, now: datetime, say: Say, before: list[Path]) -> None:
    if whole.exists():
        raise NoBackup(whole, "it is there already")
    part = _unfinished(whole)
    part.mkdir(mode=0o700)  # it holds hashes of passwords
    try:
        # The database first: what it names was in the media folder by then, and the site removes nothing there.
        database = sqlite if connection.vendor == "sqlite" else postgres
        migrations = sorted(health.applied_migrations())
        database.dump(part / database.FILE)
        files = {database.FILE: entry_of(part / database.FILE)}
        say(f"database: {files[database.FILE].size / 1e6:.1f} MB")
        files |= media.save(Path(settings.MEDIA_ROOT), part, _readable(before), say)
        Manifest(now.isoformat(), connection.vendor, migrations, files).write(part)
        os.sync()
        part.rename(whole)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _readable(before: list[Path]) -> tuple[Path, Manifest] | None:
    try:
        return next(((path, read(path)) for path in before), None)
    except NoBackup:
        return None


def _remove(backup: Path) -> None:
    """Unfinished again before its first file goes."""
    shutil.rmtree(backup.rename(_unfinished(backup)))


def _unfinished(whole: Path) -> Path:
    return whole.with_name(f".{whole.name}{UNFINISHED}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NoBackup(folder, "another backup is being made there") from error
        yield
