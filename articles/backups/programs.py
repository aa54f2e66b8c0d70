"""The programs that come with PostgreSQL, and how they fail."""

import os
import shutil
import subprocess
from typing import IO, Final

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

PACKAGE: Final = "apt-get install postgresql-client, of the server's version or a later one"


class Failed(Exception):
    """What went wrong; where a program failed, it has said itself why."""


class MissingProgram(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not installed. On Debian: {PACKAGE}")
        self.name = name


def run(name: str, *arguments: str, output: IO[bytes] | None = None) -> None:
    """Raises Failed, MissingProgram."""
    # What is run is a program of PostgreSQL with arguments of our own.
    done = subprocess.run([found(name), *arguments], env=environment(), stdout=output, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(f"{name} failed with exit code {done.returncode}")


def found(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise MissingProgram(name)
    return path


def to_database() -> list[str]:
    """The arguments that lead to the database of the settings."""
    (_, *options, database), _ = _client()
    return [*options, f"--dbname={database}"]


def environment() -> dict[str, str]:
    """With the password, which `ps` would show among the arguments."""
    return os.environ | (_client()[1] or {})


def _client() -> tuple[list[str], dict[str, str] | None]:
    return DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
