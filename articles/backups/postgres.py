"""A PostgreSQL database as pg_dump writes it: whole and of one moment, while the site goes on writing."""

import subprocess
from pathlib import Path
from typing import Final

from django.db import connection

from .programs import Failed, environment, found, run, to_database

FILE: Final = "database.pgdump"
# Whoever restores it may be another account, on another server.
FOR_ANYBODY: Final = ("--no-owner", "--no-privileges")
# Those of triggers, which outlive their tables; what an extension brought belongs to it.
DROP_FUNCTIONS: Final = b"""DO $$ DECLARE own regprocedure; BEGIN
    FOR own IN SELECT oid FROM pg_proc
        WHERE pronamespace = current_schema()::text::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP EXECUTE 'DROP ROUTINE ' || own || ' CASCADE'; END LOOP;
END $$;
"""
QUIETLY: Final = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1")


def dump(path: Path) -> None:
    """Raises Failed, MissingProgram."""
    run("pg_dump", *to_database(), "--format=custom", *FOR_ANYBODY, f"--file={path}")


def load(path: Path) -> None:
    """In one transaction, over whatever is there: all its tables and functions go, those of newer code too.

    Raises Failed, MissingProgram.
    """
    names = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # what it has prepared is of the tables that go
    command, is_whole = [found("psql"), *to_database(), *QUIETLY, "--single-transaction"], False
    with subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE) as psql:  # noqa: S603  as in programs.py
        assert psql.stdin
        try:
            psql.stdin.write(b"SET client_min_messages = warning;\n")
            psql.stdin.write("".join(f"DROP TABLE IF EXISTS {name} CASCADE;\n" for name in names).encode())
            psql.stdin.write(DROP_FUNCTIONS)
            psql.stdin.flush()
            run("pg_restore", *FOR_ANYBODY, "--file=-", str(path), output=psql.stdin)
            is_whole = True
        finally:
            if not is_whole:
                psql.kill()  # it would commit what came to its end
    if psql.returncode:
        raise Failed(f"psql failed with exit code {psql.returncode}")
