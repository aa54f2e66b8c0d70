"""Tests of pictures at their old addresses."""

import shutil
import tempfile
from pathlib import Path

from django.test import TestCase, override_settings

PICTURE = b"\x89PNG\r\n\x1a\n"


class AttachmentTest(TestCase):
    def setUp(self) -> None:
        self.media = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.media)
        self.folder = self.media / "data" / "attachment" / "album"
        self.folder.mkdir(parents=True)
        (self.folder / "a.png").write_bytes(PICTURE)
        settings = override_settings(MEDIA_ROOT=self.media)
        settings.enable()
        self.addCleanup(settings.disable)

    def status(self, path: str) -> int:
        response = self.client.get(f"/data/attachment/{path}")
        response.getvalue()  # reads the file to its end, which closes it
        return response.status_code

    def test_a_picture_is_served_for_ever_as_what_it_is(self) -> None:
        with self.assertNumQueries(0):
            response = self.client.get("/data/attachment/album/a.png")
        self.assertEqual(response.getvalue(), PICTURE)
        self.assertEqual(response["Content-Type"], "image/png")
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertEqual(response["Cache-Control"], "public, max-age=31536000, immutable")

    def test_the_type_follows_the_last_suffix_in_any_case(self) -> None:
        for name, content_type in (
            ("b.JPG", "image/jpeg"),
            ("c.png.thumb.jpg", "image/jpeg"),
            ("d e%41.gif", "image/gif"),
        ):
            (self.folder / name).write_bytes(b"x")
            response = self.client.get(f"/data/attachment/album/{name.replace('%', '%25')}")
            self.assertEqual((response.status_code, response["Content-Type"]), (200, content_type))
            self.assertEqual(response.getvalue(), b"x")

    def test_what_is_no_picture_is_not_served(self) -> None:
        for name in ("a.svg", "a.html", "a.php", "a", ".htaccess", "a.png.svg"):
            (self.folder / name).write_text("<script>alert(1)</script>", "utf-8")
            self.assertEqual(self.status(f"album/{name}"), 404, name)

    def test_no_path_leads_out_of_the_folder(self) -> None:
        (self.media / "secret.png").write_bytes(PICTURE)
        (self.media / "data" / "secret.png").write_bytes(PICTURE)
        for path in (
            "../secret.png",
            "../../secret.png",
            "%2e%2e/secret.png",
            "%252e%252e/secret.png",
            "album/../../secret.png",
            "..%2f..%2fsecret.png",
            f"/{self.media}/secret.png",
            f"{self.media}/secret.png",
            "album\\..\\..\\secret.png",
        ):
            self.assertEqual(self.status(path), 404, path)

    def test_a_link_that_leads_out_of_the_folder_is_not_followed(self) -> None:
        (self.media / "secret.png").write_bytes(PICTURE)
        (self.folder / "link.png").symlink_to(self.media / "secret.png")
        self.assertEqual(self.status("album/link.png"), 404)

    def test_what_is_not_there_is_404_and_never_an_error(self) -> None:
        for path in ("album/none.png", "album/", "album", "album/a.png/", "%00.png", "x" * 5000 + ".png"):
            self.assertEqual(self.status(path), 404, path[:40])

    def test_an_unchanged_picture_is_not_sent_twice(self) -> None:
        response = self.client.get("/data/attachment/album/a.png")
        response.getvalue()
        again = self.client.get(
            "/data/attachment/album/a.png", headers={"If-Modified-Since": response["Last-Modified"]}
        )
        self.assertEqual((again.status_code, again.content), (304, b""))

    def test_nothing_can_be_sent_there(self) -> None:
        self.assertEqual(self.client.post("/data/attachment/album/a.png").status_code, 405)
