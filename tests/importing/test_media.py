"""Pictures of an archive: brought in under their old addresses, and what lacked them is rendered again."""

import os
from pathlib import Path

from PIL import Image

from articles.importing import media
from articles.models import Publication

from .case import ImportCase
from .posts import post

ADDRESS = "/data/attachment/album/201906/27/cover.png"


class MediaTests(ImportCase):
    def setUp(self) -> None:
        super().setUp()
        self.static = self.folder.parent / "static"
        self.picture = self.static / ADDRESS.lstrip("/")
        self.picture.parent.mkdir(parents=True)
        Image.new("RGB", (40, 30)).save(self.picture)

    def test_pictures_are_brought_in_before_posts_are_rendered(self) -> None:
        post(self.folder, 1, f"![图]({ADDRESS})")
        _, report = self.run_import(f"--media={self.static}")
        self.assertEqual(report["files"][0]["warnings"], [])
        publication = Publication.objects.get()
        self.assertEqual((publication.cover_width, publication.cover_height), (40, 30))
        self.assertIn('width="40" height="30"', publication.text.html)
        self.assertTrue(self.picture.samefile(self.media / ADDRESS.lstrip("/")))

    def test_posts_that_lacked_a_picture_are_rendered_again_when_it_comes(self) -> None:
        post(self.folder, 1, f"![图]({ADDRESS})")
        self.run_import()
        before = Publication.objects.get()
        self.assertEqual(before.text.missing, [ADDRESS])
        _, report = self.run_import(f"--media={self.static}")
        self.assertEqual(self.outcomes(report), {1: "unchanged"})
        publication = Publication.objects.get()
        self.assertEqual((publication.text.missing, publication.cover_width), ([], 40))
        self.assertEqual(publication.updated_at, before.updated_at)
        self.assertIn("1 pictures brought in, 1 articles rendered again", self.output)

    def test_a_dry_run_brings_nothing_in_but_knows_what_would_be_there(self) -> None:
        post(self.folder, 1)
        _, report = self.run_import(f"--media={self.static}", "--dry-run")
        self.assertEqual(report["files"][0]["warnings"], [])
        self.assertEqual(list(self.media.iterdir()), [])

    def test_a_picture_is_copied_where_it_cannot_be_linked(self) -> None:
        def refuse(source: Path, target: Path) -> None:
            raise OSError(18, "Invalid cross-device link")

        link, os.link = os.link, refuse  # type: ignore[assignment]
        self.addCleanup(setattr, os, "link", link)
        self.assertEqual(media.bring_in(self.static, self.media), 1)
        copied = self.media / ADDRESS.lstrip("/")
        self.assertEqual(copied.read_bytes(), self.picture.read_bytes())
        self.assertEqual([path.name for path in copied.parent.iterdir()], ["cover.png"])

    def test_a_folder_without_pictures_is_an_unusable_argument(self) -> None:
        post(self.folder, 1)
        self.assertEqual(self.call("import_posts", str(self.folder), f"--media={self.folder}"), 2)
