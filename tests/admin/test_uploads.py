"""Pictures that editors upload: for staff alone, made anew without what cameras write, never a script."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from django.urls import reverse
from PIL import Image

from articles import previews, uploaded
from tests.cast import Cast, cast

UPLOAD = reverse("markdownx_upload")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 30), **options: Any) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(data, kind, **options)
    return data.getvalue()


def moving(kind: str) -> bytes:
    data = BytesIO()
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(data, kind, save_all=True, append_images=frames[1:], duration=200, loop=0)
    return data.getvalue()


class UploadTests(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.enterContext(override_settings(MEDIA_ROOT=self.root))
        self.client.force_login(self.cast.translator)

    def upload(self, data: bytes, name: str = "图.png") -> Any:
        return self.client.post(UPLOAD, {"image": SimpleUploadedFile(name, data)})

    def kept(self, answer: Any) -> Image.Image:
        path = self.root / answer.json()["image_path"].lstrip("/")
        with Image.open(path) as found:
            found.load()
            return found

    def test_each_kind_that_the_web_knows_is_taken_and_served_as_what_it_is(self) -> None:
        for kind, content_type in (
            ("PNG", "image/png"),
            ("JPEG", "image/jpeg"),
            ("WEBP", "image/webp"),
            ("AVIF", "image/avif"),
            ("GIF", "image/gif"),
        ):
            answer = self.upload(picture(kind), "whatever.exe")
            self.assertEqual(answer.status_code, 200, kind)
            self.assertEqual(answer.json()["image_code"], f"![]({answer.json()['image_path']})")
            served = self.client.get(answer.json()["image_path"])
            self.assertEqual((served.status_code, served.headers["Content-Type"]), (200, content_type))
            self.assertEqual(served.headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(self.kept(answer).size, (60, 30))

    def test_only_staff_uploads(self) -> None:
        for role in ("selector", "translator", "reviewer", "publisher", "chief"):
            self.client.force_login(getattr(self.cast, role))
            self.assertEqual(self.upload(picture()).status_code, 200, role)
        self.client.force_login(self.cast.stranger)
        self.assertEqual(self.upload(picture(size=(7, 7))).status_code, 403)
        self.client.logout()
        self.assertEqual(self.upload(picture(size=(7, 7))).status_code, 403)
        self.assertEqual(self.client.get(UPLOAD).status_code, 405)
        self.assertEqual(len(list(self.root.rglob("*.png"))), 1)

    def test_what_is_no_picture_or_could_hold_a_script_is_refused(self) -> None:
        bad = (SVG, b"GIF89a<script>", b"<html></html>", b"", picture()[:60], picture("BMP"), picture("TIFF"))
        for data in bad:
            self.assertEqual(self.upload(data, "a.png").status_code, 400, data[:20])
        self.assertEqual(self.client.post(UPLOAD).status_code, 400)
        self.assertFalse([path for path in self.root.rglob("*") if path.is_file()])

    def test_what_hides_behind_a_picture_is_not_kept(self) -> None:
        answer = self.upload(picture() + b"<script>alert(1)</script>")
        path = self.root / answer.json()["image_path"].lstrip("/")
        self.assertNotIn(b"script", path.read_bytes())

    def test_a_picture_stands_upright_and_tells_nothing_of_its_camera(self) -> None:
        exif = Image.Exif()
        exif[0x0112], exif[0x010F] = 6, "SecretCamera"
        for kind in ("JPEG", "WEBP", "PNG"):
            answer = self.upload(picture(kind, exif=exif))
            found = self.kept(answer)
            self.assertEqual(found.size, (30, 60), kind)
            self.assertFalse(found.getexif(), kind)
            path = self.root / answer.json()["image_path"].lstrip("/")
            self.assertNotIn(b"SecretCamera", path.read_bytes())

    def test_a_moving_picture_moves_on(self) -> None:
        for kind in ("GIF", "WEBP"):
            path = self.root / self.upload(moving(kind)).json()["image_path"].lstrip("/")
            with Image.open(path) as found:
                self.assertEqual(getattr(found, "n_frames", 1), 3, kind)

    def test_transparency_stays(self) -> None:
        data = BytesIO()
        Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(data, "PNG")
        self.assertEqual(self.kept(self.upload(data.getvalue())).convert("RGBA").getpixel((1, 1)), (0, 0, 0, 0))

    def test_what_is_too_large_is_refused(self) -> None:
        self.assertEqual(self.upload(b"\0" * (uploaded.MOST_BYTES + 1)).status_code, 400)
        self.assertEqual(self.upload(picture("PNG", (8000, 5001))).status_code, 400)

    def test_the_same_picture_is_kept_once(self) -> None:
        first, second = self.upload(picture(), "a.png").json(), self.upload(picture(), "b.png").json()
        self.assertEqual(first, second)
        self.assertEqual(len([path for path in self.root.rglob("*") if path.is_file()]), 1)

    def test_in_a_text_it_is_a_picture_of_ours_with_smaller_copies(self) -> None:
        address = self.upload(picture(size=(1600, 900))).json()["image_path"]
        html = previews.markdownify(f"![图]({address})")
        self.assertIn(f'src="{address}"', html)
        self.assertIn('width="1600" height="900"', html)
        copy = self.client.get(f"/renditions/720{address}.webp")
        self.assertEqual((copy.status_code, copy.headers["Content-Type"]), (200, "image/webp"))

    def test_nothing_outside_the_folder_is_served(self) -> None:
        (self.root / "secret.png").write_bytes(picture())
        for path in ("../secret.png", "%2e%2e/secret.png", "aa/../../secret.png", "none.png"):
            self.assertEqual(self.client.get(f"/uploads/{path}").status_code, 404, path)
            self.assertEqual(self.client.get(f"/renditions/240/uploads/{path}.webp").status_code, 404, path)
