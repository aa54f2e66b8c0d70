"""Tests of backup and restore: what was backed up comes back equal, and nothing else is taken for a backup."""

import fcntl
import json
import os
import shutil
import tempfile
from io import StringIO
from pathlib import Path
from unittest import skipUnless

from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import SimpleTestCase, TransactionTestCase, override_settings, tag

from articles import editions, search
from articles.backups.manifest import digest as digest_of
from articles.importing.digest import digests
from articles.models import Article, Edition, Publication
from tests import builders

DATABASE = "database.sqlite3" if connection.vendor == "sqlite" else "database.pgdump"
PICTURE = "wp-content/封面.png"


@tag("slow")
class BackupCase(SimpleTestCase):
    """Three uploads in a folder of their own. What only reads the database needs no transaction around it."""

    databases = {"default"}

    def setUp(self) -> None:
        self.root = Path(tempfile.mkdtemp()).resolve()
        self.addCleanup(shutil.rmtree, self.root)
        self.media, self.backups = self.root / "media", self.root / "backups"
        settings = override_settings(MEDIA_ROOT=self.media)
        settings.enable()
        self.addCleanup(settings.disable)
        for name in (PICTURE, "a.jpg", "renditions/320/a.jpg.webp", ".gitkeep", "deep/renditions/b.jpg"):
            self.upload(name, name.encode())

    def upload(self, name: str, data: bytes) -> None:
        (self.media / name).parent.mkdir(parents=True, exist_ok=True)
        (self.media / name).write_bytes(data)

    def run_command(self, name: str, *arguments: object) -> str:
        out = StringIO()
        call_command(name, *map(str, arguments), stdout=out)
        return out.getvalue()

    def backup(self, *arguments: object) -> Path:
        return Path(self.run_command("backup", self.backups, *arguments).splitlines()[-1].removeprefix("Backup: "))

    def refused(self, code: int, name: str, *arguments: object) -> str:
        with self.assertRaises(CommandError) as caught:
            self.run_command(name, *arguments)
        self.assertEqual(caught.exception.returncode, code, caught.exception)
        return str(caught.exception)

    def uploads(self) -> dict[str, bytes]:
        files = [path for path in self.media.rglob("*") if path.is_file()]
        return {path.relative_to(self.media).as_posix(): path.read_bytes() for path in files}


class BackupTest(BackupCase):
    def test_it_holds_the_database_and_the_uploads_each_with_its_checksum(self) -> None:
        made = self.backup()
        files = json.loads((made / "manifest.json").read_text())["files"]
        self.assertEqual(set(files), {DATABASE, f"media/{PICTURE}", "media/a.jpg", "media/deep/renditions/b.jpg"})
        for name, entry in files.items():
            self.assertEqual(digest_of(made / name), entry["sha256"], name)
        on_disk = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
        self.assertEqual(on_disk, {*files, "manifest.json"})

    def test_nobody_else_on_the_machine_reads_it(self) -> None:
        self.assertEqual(self.backup().stat().st_mode & 0o777, 0o700)

    def test_it_says_what_it_did(self) -> None:
        first, media, last = self.run_command("backup", self.backups).splitlines()
        self.assertRegex(first, r"^database: \d+\.\d MB$")
        self.assertEqual(media, "media: 3 files, 0.0 MB, 0 of them as in the last backup")
        self.assertRegex(last, rf"^Backup: {self.backups}/\d{{4}}-\d\d-\d\dT\d{{6}}Z$")

    def test_uploads_that_did_not_change_take_no_room_a_second_time(self) -> None:
        first = self.older(self.backup())
        self.upload("a.jpg", b"another")
        second = self.backup()
        self.assertTrue((second / "media" / PICTURE).samefile(first / "media" / PICTURE))
        self.assertEqual((second / "media/a.jpg").read_bytes(), b"another")
        self.assertEqual((first / "media/a.jpg").read_bytes(), b"a.jpg")
        self.assertFalse((second / "media" / PICTURE).samefile(self.media / PICTURE))

    def test_an_upload_that_was_harmed_in_the_last_backup_is_copied_again(self) -> None:
        first = self.older(self.backup())
        (first / "media/a.jpg").write_bytes(b"b.jpg")
        self.assertEqual((self.backup() / "media/a.jpg").read_bytes(), b"a.jpg")

    def test_of_older_ones_as_many_are_kept_as_asked_for(self) -> None:
        whole = [self.older(self.backup(), year) for year in ("2001", "2002", "2003")]
        made = self.backup("--keep", 2)
        self.assertEqual(sorted(path.name for path in self.backups.glob("[!.]*")), [whole[2].name, made.name])
        self.assertIn("one", self.refused(2, "backup", self.backups, "--keep", 0))

    def test_one_that_was_interrupted_is_swept_away_by_the_next(self) -> None:
        unfinished = self.backups / ".2001-01-01T000000Z.part"
        (unfinished / "media").mkdir(parents=True)
        self.assertIn("this is no backup, or one that was never finished", self.refused(2, "restore", unfinished))
        made = self.backup()
        self.assertEqual({path.name for path in self.backups.iterdir()}, {".lock", made.name})

    def test_one_that_fails_leaves_nothing(self) -> None:
        (self.media / "b.jpg").symlink_to(self.root / "nowhere")
        self.backup()  # a link to nothing is no upload
        (self.media / "b.jpg").unlink()
        (self.media / "b.jpg").symlink_to("/proc/self/mem")
        self.assertIn("No backup was made", self.refused(1, "backup", self.root / "others"))
        self.assertEqual([path.name for path in (self.root / "others").iterdir()], [".lock"])

    def test_two_at_once_do_not_mix(self) -> None:
        self.backups.mkdir()
        with (self.backups / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self.assertIn("another backup is being made there", self.refused(2, "backup", self.backups))

    def test_never_where_the_world_reads_it(self) -> None:
        self.assertIn("which the whole world reads", self.refused(2, "backup", self.media / "backups"))

    def test_links_are_followed_once(self) -> None:
        (self.root / "elsewhere").mkdir()
        (self.root / "elsewhere/c.jpg").write_bytes(b"c")
        (self.media / "linked").symlink_to(self.root / "elsewhere")
        (self.root / "elsewhere/back").symlink_to(self.media)
        made = self.backup()
        found = sorted(path.relative_to(made / "media").as_posix() for path in made.rglob("*.jpg"))
        self.assertEqual(found, ["a.jpg", "deep/renditions/b.jpg", "linked/c.jpg"])

    @skipUnless(connection.vendor == "postgresql", "SQLite needs no program")
    def test_a_missing_program_is_named_with_its_package(self) -> None:
        path = os.environ["PATH"]
        os.environ["PATH"] = str(self.root)
        self.addCleanup(os.environ.__setitem__, "PATH", path)
        self.assertIn("pg_dump is not installed. On Debian: apt-get", self.refused(2, "backup", self.backups))

    def older(self, backup: Path, year: str = "2001") -> Path:
        return backup.rename(backup.with_name(year + backup.name[4:]))


class RefusedTest(BackupCase):
    """Nothing is restored here, as nothing is written to the database."""

    def setUp(self) -> None:
        super().setUp()
        self.made = self.backup()

    def test_a_site_that_is_not_empty_stays_unless_forced(self) -> None:
        said = self.refused(2, "restore", self.made)
        self.assertIn(f"This site is not empty: it has files such as a.jpg in {self.media}. With --force,", said)

    def test_a_damaged_file_is_named_and_nothing_is_written(self) -> None:
        (self.made / "media" / PICTURE).write_bytes(b"other")
        (self.made / "media/a.jpg").unlink()
        with (self.made / DATABASE).open("r+b") as file:
            file.seek(5000)
            file.write(b"\xff")
        (self.media / "a.jpg").write_bytes(b"another")
        said = self.refused(1, "restore", self.made, "--force")
        for name in (DATABASE, f"media/{PICTURE}", "media/a.jpg"):
            self.assertIn(name, said)
        self.assertNotIn("deep", said)
        self.assertEqual((self.media / "a.jpg").read_bytes(), b"another")

    def test_what_is_no_backup_is_refused(self) -> None:
        manifest = self.made / "manifest.json"
        said = manifest.read_text()
        for text, reason in (
            (said[:-20], "cannot be read"),
            (said.replace('"format": 1', '"format": 9'), "its format is 9"),
            (said.replace("media/a.jpg", "media/../../a.jpg"), "names files outside"),
            (said.replace(connection.vendor, "oracle"), "then use copy_to"),
            (said.replace("0001_initial", "9999_later"), "newer code made it, with"),
        ):
            manifest.write_text(text)
            self.assertIn(reason, self.refused(2, "restore", self.made, "--force"))
        manifest.unlink()
        self.assertIn("this is no backup", self.refused(2, "restore", self.made, "--force"))

    def test_the_folder_of_backups_is_no_backup_but_names_the_newest(self) -> None:
        self.assertIn(f"such as {self.made}", self.refused(2, "restore", self.backups))


class RestoreTest(TransactionTestCase, BackupCase):
    """A site with an article and an account."""

    def setUp(self) -> None:
        super().setUp()
        self.addCleanup(transaction.atomic(search.clear))
        with transaction.atomic():
            builders.published("内核的一天", number=7117, tags=["内核"])
        User.objects.create_user("mulan", password="花木兰")
        self.made = self.backup()

    def test_what_was_changed_since_is_as_it_was(self) -> None:
        rows, uploads = list(digests()), self.uploads()
        Publication.objects.all().delete()
        Article.objects.update(title="改了")
        with transaction.atomic():
            builders.published("后来的")
        (self.media / PICTURE).unlink()
        self.upload("a.jpg", b"another")
        self.assertNotEqual(list(digests()), rows)
        self.run_command("restore", self.made, "--force")
        self.assertEqual(list(digests()), rows)
        self.assertEqual(self.uploads(), uploads)
        self.assertEqual([hit.number for hit in search.search("内核")], [7117])
        with transaction.atomic():
            self.assertEqual(builders.published("之后").article_id, Article.objects.order_by("-pk")[0].pk)
        self.assertTrue(User.objects.get().check_password("花木兰"))
        self.assertEqual(self.client.get("/article-7117-1.html").status_code, 200)

    def test_over_a_site_it_begins_an_edition_and_keeps_uploads_that_it_does_not_know(self) -> None:
        before, modified = editions.current(), (self.media / "a.jpg").stat().st_mtime_ns
        self.upload("later.jpg", b"later")
        self.assertIn("it has 1 articles, 2 contributors, 1 accounts, files", self.refused(2, "restore", self.made))
        self.run_command("restore", self.made, "--force")
        after = editions.current()
        self.assertNotIn(after.token, {0, before.token})
        self.assertEqual((after.number, after.hard), (before.number + 1, before.number + 1))
        self.assertEqual((self.media / "later.jpg").read_bytes(), b"later")
        self.assertEqual((self.media / "a.jpg").stat().st_mtime_ns, modified)
        self.assertFalse((self.media / "a.jpg").samefile(self.made / "media/a.jpg"))

    def test_a_new_site_is_empty(self) -> None:
        call_command("flush", interactive=False, verbosity=0)
        Edition.objects.all().delete()
        shutil.rmtree(self.media)
        self.upload(".gitkeep", b"")
        self.assertEqual(self.run_command("restore", self.made).splitlines()[-1][:9], "Restored:")
        self.assertEqual(Publication.objects.get().title, "内核的一天")
