"""Tests of collectstatic: our own files get smaller, those of packages stay as they come."""

import gzip
import json
import tempfile
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import SimpleTestCase, override_settings

STORAGES = {"staticfiles": {"BACKEND": "cms.static_files.MinifiedStaticFilesStorage"}}


class CollectStaticTest(SimpleTestCase):
    """Collected twice, as each upgrade does."""

    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        with override_settings(STORAGES=STORAGES, STATIC_ROOT=cls.folder):
            for _ in range(2):
                call_command("collectstatic", interactive=False, verbosity=0)
        cls.names = json.loads((cls.folder / "staticfiles.json").read_text())["paths"]

    names: dict[str, str]

    def original(self, name: str) -> bytes:
        return Path(str(finders.find(name))).read_bytes()

    def test_ours_lose_comments_and_spare_space(self) -> None:
        for name in ("articles/site.css", "articles/reading.css", "articles/deeds.js"):
            served, original = (self.folder / self.names[name]).read_bytes(), self.original(name)
            self.assertIn(b"/*" if name.endswith("css") else b"//", original)
            self.assertTrue(0 < len(served) < 0.9 * len(original), name)
            self.assertNotIn(b"/*", served)
            self.assertNotIn(b"\n  ", served)

    def test_each_has_a_compressed_twin_of_the_same_bytes(self) -> None:
        for name in ("articles/site.css", "articles/reading.js", "admin/css/base.css"):
            served = self.folder / self.names[name]
            self.assertEqual(gzip.decompress(served.with_name(f"{served.name}.gz").read_bytes()), served.read_bytes())

    def test_pictures_of_ours_and_files_of_packages_stay_as_they_come(self) -> None:
        for name in ("articles/card.png", "articles/favicon.svg", "admin/js/core.js", "admin/css/nav_sidebar.css"):
            self.assertEqual((self.folder / self.names[name]).read_bytes(), self.original(name), name)

    def test_the_tests_themselves_see_files_as_they_are_written(self) -> None:
        self.assertEqual(staticfiles_storage.url("articles/site.css"), "/static/articles/site.css")
