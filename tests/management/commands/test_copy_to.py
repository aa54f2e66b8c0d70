"""Tests of copy_to: a site in another database of either kind is the same site."""

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date
from io import StringIO
from pathlib import Path
from unittest import skipUnless

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase, tag

from articles.copying.tables import models
from articles.copying.target import Unusable, connected
from articles.importing.digest import digests
from articles.models import ImportedFile, ImportRun, Like, Publication
from tests import builders
from tests.cast import cast

WORD = "内核"


def manage(url: str, *arguments: str) -> str:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    site = {"SECRET_KEY": "test", "ALLOWED_HOSTS": "localhost", "DATABASE_URL": url}
    return subprocess.run(command, env=os.environ | site, capture_output=True, text=True, check=True).stdout


def digest_here() -> str:
    out = StringIO()
    call_command("digest", stdout=out)
    return out.getvalue()


@tag("slow")
class CopyToTest(TestCase):
    """One copy to a file of SQLite, looked at from all sides."""

    root: Path
    target: Path
    said: str

    @classmethod
    def setUpClass(cls) -> None:
        cls.root = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.root)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        cast()
        publication = builders.published("内核的一天", number=7117, tags=[WORD, "C++"], body="“引号”与 emoji 🐧\n")
        builders.hide_from_readers()
        builders.comments(publication, 3)
        builders.counts(publication, base_views=2**31 - 1)
        Like.objects.create(article_id=publication.pk, day=date(2026, 2, 28), visitor="x")
        run = ImportRun.objects.create(started_at=builders.LONG_AGO)
        ImportedFile.objects.create(run=run, path="7117.md", outcome="created")
        cls.target = cls.root / "target.sqlite3"
        cls.said = cls.copy_to(f"sqlite:///{cls.target}")

    @classmethod
    def copy_to(cls, url: str) -> str:
        out = StringIO()
        call_command("copy_to", url, stdout=out, stderr=out)
        return out.getvalue()

    def refused(self, code: int, url: str) -> str:
        with self.assertRaises(CommandError) as caught:
            self.copy_to(url)
        self.assertEqual(caught.exception.returncode, code, caught.exception)
        return str(caught.exception)

    def there(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.target)) as database:
            return database.execute(sql).fetchall()

    def test_both_sites_have_the_same_digest(self) -> None:
        self.assertEqual(manage(f"sqlite:///{self.target}", "digest"), digest_here())
        self.assertEqual(
            [name for name, count, _ in digests() if name == "Publication" and count == 2], ["Publication"]
        )

    def test_every_table_of_every_application_is_there_with_its_keys(self) -> None:
        for model in models():
            keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
            table, key = model._meta.db_table, model._meta.pk.column
            select = f"SELECT {key} FROM {table} ORDER BY {key}"  # noqa: S608  names of our own tables
            self.assertEqual([pk for (pk,) in self.there(select)], keys, table)

    def test_it_says_for_each_table_how_many_rows_and_which_checksum(self) -> None:
        self.assertRegex(self.said, r"articles\.Publication +2 +2 +([0-9a-f]{16})  \1")
        self.assertRegex(self.said, r"auth\.User +7 +7 +([0-9a-f]{16})  \1")
        self.assertRegex(self.said, rf"\d+ rows of {len(models())} tables copied and found equal in \d+\.\d s")

    def test_the_index_is_made_anew(self) -> None:
        (row,) = self.there("SELECT rowid FROM articles_search WHERE articles_search MATCH '内核'")
        self.assertEqual(row, (Publication.objects.get(number=7117).position,))

    def test_a_database_that_is_not_empty_is_refused_and_stays_as_it_is(self) -> None:
        before = self.target.read_bytes()
        said = self.refused(2, f"sqlite:///{self.target}")
        self.assertIn("The other database is not empty: it holds rows of articles.", said)
        self.assertIn("rows of articles.Publication", said)
        self.assertNotIn("auth.Group", said)
        self.assertEqual(self.target.read_bytes(), before)

    def test_tables_of_somebody_else_are_refused(self) -> None:
        with closing(sqlite3.connect(self.root / "other.sqlite3")) as other:
            other.execute("CREATE TABLE wordpress (id int)")
        self.assertIn("it holds a table wordpress", self.refused(2, f"sqlite:///{self.root}/other.sqlite3"))

    def test_an_address_that_is_none_is_refused(self) -> None:
        self.assertIn("A site is in SQLite", self.refused(2, "mysql://localhost/yibao"))

    def test_the_site_is_not_copied_to_itself(self) -> None:
        here = connection.settings_dict
        url = f"postgres://{here['HOST']}:{here['PORT']}/{here['NAME']}"
        if connection.vendor == "sqlite":
            self.addCleanup(here.__setitem__, "NAME", here["NAME"])
            here["NAME"] = str(self.root / "here.sqlite3")
            url = f"sqlite:///{self.root}/../{self.root.name}/here.sqlite3"
        with self.assertRaisesMessage(Unusable, "This is the site's own database"), connected(url):
            self.fail("connected")

    def test_a_database_that_does_not_answer_is_an_error(self) -> None:
        self.assertIn("Nothing was copied", self.refused(1, "postgres://yibao@127.0.0.1:1/yibao"))

    def test_a_site_that_is_not_up_to_date_is_refused(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'articles' AND name = '0005_site'")
        self.assertIn("articles.0005_site", self.refused(2, f"sqlite:///{self.root}/late.sqlite3"))
        self.assertFalse((self.root / "late.sqlite3").exists())

    def test_a_single_difference_is_found_and_nothing_stays(self) -> None:
        changed = self.root / "changed.sqlite3"
        shutil.copy(self.target, changed)
        tables = [model._meta.db_table for model in models()]
        with closing(sqlite3.connect(changed)) as database:
            database.execute("DROP TRIGGER articles_change_DELETE_refused")
            database.executescript("".join(f"DELETE FROM {table};" for table in tables))  # noqa: S608  as above
            database.execute(
                "CREATE TRIGGER harm AFTER INSERT ON articles_tag WHEN new.name = '内核' BEGIN "
                "UPDATE articles_tag SET name = '内核 ' WHERE id = new.id; END"
            )
        said = self.refused(1, f"sqlite:///{changed}")
        self.assertEqual(said, "Nothing was copied, for these differ: articles.Tag")
        with closing(sqlite3.connect(changed)) as database:
            self.assertEqual(database.execute("SELECT count(*) FROM articles_article").fetchone(), (0,))

    @skipUnless(connection.vendor == "postgresql", "needs PostgreSQL: make test-postgres")
    def test_from_sqlite_to_postgresql_and_the_next_key_is_above_all(self) -> None:
        name = f"test_copy_{secrets.token_hex(4)}"
        here = connection.settings_dict
        url = f"postgres://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{name}"
        with closing(connection.copy()) as other:
            other.cursor().execute(f"CREATE DATABASE {name}")
            try:
                said = manage(f"sqlite:///{self.target}", "copy_to", url)
                self.assertIn("found equal", said)
                self.assertEqual(manage(url, "digest"), digest_here())
                with connected(url) as there, there.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM articles_searchtext")
                    self.assertGreater(cursor.fetchone()[0], 0)
                    following = "nextval(pg_get_serial_sequence('articles_article', 'id'))"
                    cursor.execute(f"SELECT {following}, max(id) FROM articles_article")  # noqa: S608  as above
                    following, highest = cursor.fetchone()
                    self.assertEqual(following, highest + 1)
            finally:
                other.cursor().execute(f"DROP DATABASE {name}")
