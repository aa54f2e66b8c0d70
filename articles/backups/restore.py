"""Brings a backup back: looks at every file first, then media, then the database in one transaction."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction

from articles import editions, health
from articles.models import Article, Contributor

from . import media, postgres, sqlite
from .backup import whole_ones
from .manifest import Manifest, NoBackup, read
from .media import Say


class Damaged(Exception):
    """Files of a backup that are not what they were, a line each."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("\n".join(files))
        self.files = files


class NotEmpty(Exception):
    """What a restored site would replace."""

    def __init__(self, holdings: list[str]) -> None:
        super().__init__(f"This site is not empty: it has {', '.join(holdings)}")
        self.holdings = holdings


def restore(folder: Path, say: Say, *, force: bool) -> Manifest:
    """Writes nothing until all is looked at.

    Raises NoBackup, NotEmpty, Damaged, Failed, MissingProgram, OSError.
    """
    manifest = _usable(folder)
    if not force and (holdings := _holdings()):
        raise NotEmpty(holdings)
    if damaged := list(manifest.damaged(folder)):
        raise Damaged(damaged)
    say(f"{len(manifest.files)} files are what they were on {manifest.made_at}")
    media.bring_back(folder, manifest, Path(settings.MEDIA_ROOT), say)
    database = sqlite if connection.vendor == "sqlite" else postgres
    database.load(folder / database.FILE)
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        editions.start(hard=True)  # no page that was kept before is of this site
    say("database: restored and brought up to this version")
    return manifest


def _usable(folder: Path) -> Manifest:
    if folder.is_dir() and (inside := whole_ones(folder)):
        raise NoBackup(folder, f"it holds {len(inside)} backups: name one of them, such as {inside[-1]}")
    manifest = read(folder)
    if manifest.database != connection.vendor:
        other, here = manifest.database, connection.vendor
        reason = f"it is of {other}, and DATABASE_URL names {here}: restore it to {other}, then use copy_to"
        raise NoBackup(folder, reason)
    if newer := sorted(set(manifest.migrations) - health.known_migrations()):
        raise NoBackup(folder, f"newer code made it, with {', '.join(newer)}")
    return manifest


def _holdings() -> list[str]:
    tables = set(connection.introspection.table_names())
    named = {"articles": Article, "contributors": Contributor, "accounts": User}
    there = {name: model for name, model in named.items() if model._meta.db_table in tables}
    found = [f"{count} {name}" for name, model in there.items() if (count := model._default_manager.count())]
    upload = next(media.below(Path(settings.MEDIA_ROOT)), None)
    return [*found, f"files such as {upload[0]} in {settings.MEDIA_ROOT}"] if upload else found
