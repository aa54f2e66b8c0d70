"""Tests of articles/renditions.py, on pictures that Pillow draws."""

import os
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import tag
from PIL import Image, ImageCms

from articles.renditions import NoPicture, rendition
from articles.text.pictures import EXIF_ORIENTATION, size_of
from tests.drawing import ALBUM, CORNERS, SIZE, DrawingCase, corners, four_colours


class RenditionCase(DrawingCase):
    def copy_of(self, original: Path, width: int = 480) -> Path:
        return rendition(original.relative_to(self.media).as_posix(), original, width)

    def assert_shown_itself(self, original: Path, width: int = 480) -> None:
        self.assertEqual(self.copy_of(original, width), original)
        self.assert_nothing_kept()

    def assert_refused(self, original: Path) -> None:
        with self.assertRaises(NoPicture):
            self.copy_of(original)
        self.assert_nothing_kept()


class ShapeTests(RenditionCase):
    def test_a_copy_is_a_webp_of_the_width_asked_for_and_looks_the_same(self) -> None:
        for name in ("a.jpg", "a.png", "a.bmp", "a.webp", "a.avif", "a.gif", "a.JPEG"):
            with Image.open(self.copy_of(self.draw(name))) as copy:
                self.assertEqual((copy.format, copy.size, corners(copy)), ("WEBP", (480, 320), CORNERS), name)

    def test_it_is_kept_below_the_width_and_the_path_of_the_original(self) -> None:
        copy = self.copy_of(self.draw("a.png"), 720)
        self.assertEqual(copy, self.media / "renditions" / "720" / ALBUM / "a.png.webp")

    def test_nothing_is_made_wider(self) -> None:
        self.assert_shown_itself(self.draw("same.png", four_colours((480, 300))))
        self.assert_shown_itself(self.draw("smaller.png", four_colours((479, 300))))
        self.assertNotEqual(self.copy_of(self.draw("wider.png", four_colours((481, 300)))).name, "wider.png")

    def test_a_picture_is_upright_however_its_camera_was_held(self) -> None:
        back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's numbers of the turns that are undone
        for orientation in range(1, 9):
            upright = four_colours()
            held = upright.transpose(Image.Transpose(back[orientation])) if orientation in back else upright
            exif = Image.Exif()
            exif[EXIF_ORIENTATION] = orientation
            for name in (f"{orientation}.jpg", f"{orientation}.webp"):
                original = self.draw(name, held, exif=exif)
                with self.subTest(name), Image.open(self.copy_of(original)) as copy:
                    self.assertEqual(size_of(original), SIZE)
                    self.assertEqual((copy.size, corners(copy)), ((480, 320), CORNERS))

    def test_what_can_be_seen_through_stays_so(self) -> None:
        clear = four_colours().convert("RGBA")
        clear.paste((0, 0, 0, 0), (0, 0, 480, 640))
        palette = four_colours().quantize(8)
        shades = Image.merge("LA", [Image.new("L", SIZE, 90), Image.new("L", SIZE, 0)])
        originals = [self.draw("a.png", clear), self.draw("la.png", shades)]
        originals.append(self.draw("p.png", palette, transparency=palette.getpixel((0, 0))))
        for original in originals:
            with self.subTest(original.name), Image.open(self.copy_of(original)) as copy:
                self.assertEqual(copy.mode, "RGBA")
                self.assertEqual(copy.getpixel((10, 10))[3], 0)  # type: ignore[index]
        with Image.open(self.copy_of(originals[0])) as copy:
            self.assertEqual(copy.getpixel((470, 310))[3], 255)  # type: ignore[index]

    def test_every_manner_of_writing_colours_is_understood(self) -> None:
        for mode, name in (("CMYK", "c.jpg"), ("L", "l.jpg"), ("1", "1.png"), ("P", "p.png"), ("L", "l.png")):
            with self.subTest(name), Image.open(self.copy_of(self.draw(name, four_colours().convert(mode)))) as copy:
                self.assertEqual((copy.mode, copy.size), ("RGB", (480, 320)))

    def test_a_phone_that_keeps_a_second_view_in_the_file_changes_nothing(self) -> None:
        second = Image.new("RGB", SIZE)
        original = self.draw("a.jpg", format="MPO", save_all=True, append_images=[second])
        with Image.open(self.copy_of(original)) as copy:
            self.assertEqual((copy.size, corners(copy)), ((480, 320), CORNERS))


class MetadataTests(RenditionCase):
    def test_nothing_is_told_of_where_when_and_by_what_it_was_made(self) -> None:
        exif = Image.Exif()
        exif[0x010F] = "SECRET camera"
        exif.get_ifd(0x8825)[29] = "SECRET:01:01"
        xmp = b"<x:xmpmeta>SECRET</x:xmpmeta>"
        for name in ("a.jpg", "a.webp"):
            original = self.draw(name, exif=exif, xmp=xmp)
            self.assertIn(b"SECRET", original.read_bytes())
            self.assertNotIn(b"SECRET", self.copy_of(original).read_bytes())

    def test_what_the_colours_mean_is_kept_where_it_still_holds(self) -> None:
        rgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        for name, profile, kept in (("a.jpg", rgb, rgb), ("b.jpg", lab, None), ("c.jpg", b"odd", None)):
            with Image.open(self.copy_of(self.draw(name, icc_profile=profile))) as copy:
                self.assertEqual(copy.info.get("icc_profile"), kept, name)


class KeptTests(RenditionCase):
    def test_it_is_made_once(self) -> None:
        original = self.draw("a.png")
        made = self.copy_of(original).stat()
        again = self.copy_of(original).stat()
        self.assertEqual((made.st_ino, made.st_ctime_ns), (again.st_ino, again.st_ctime_ns))

    def test_it_bears_the_date_of_the_original(self) -> None:
        original = self.draw("a.png")
        os.utime(original, (1_500_000_000, 1_500_000_000))
        self.assertEqual(self.copy_of(original).stat().st_mtime, 1_500_000_000)

    def test_a_changed_original_gives_another_copy_be_its_date_later_or_earlier(self) -> None:
        for seconds in (3600, -3600):
            original = self.draw("a.png")
            self.assertEqual(self.colour_of(original), "red")
            date = original.stat().st_mtime + seconds
            self.draw("a.png", Image.new("RGB", (600, 900), "blue"))
            os.utime(original, (date, date))
            self.assertEqual(self.colour_of(original), "blue")
            self.assertEqual(size_of(self.copy_of(original)), (480, 720))

    def colour_of(self, original: Path) -> str:
        with Image.open(self.copy_of(original)) as copy:
            return corners(copy)[0]

    def test_where_nothing_can_be_kept_the_original_is_shown(self) -> None:
        original = self.draw("a.png")
        (self.media / "renditions").write_text("in the way")
        self.assertEqual(self.copy_of(original), original)
        (self.media / "renditions").unlink()
        long = self.draw("n" * 250 + ".png")  # ".webp" makes the name too long for a disk
        self.assertEqual(self.copy_of(long), long)


class RefusedTests(RenditionCase):
    def test_what_moves_is_shown_itself(self) -> None:
        more: dict[str, Any] = {"save_all": True, "append_images": [Image.new("RGB", SIZE, "white")], "duration": 100}
        for name in ("a.gif", "a.png", "a.webp", "a.avif"):
            with self.subTest(name):
                self.assert_shown_itself(self.draw(name, **more))

    def test_a_picture_that_a_webp_cannot_hold_is_shown_itself(self) -> None:
        self.assert_shown_itself(self.draw("tall.png", Image.new("1", (500, 17_500))))
        self.assert_shown_itself(self.draw("deep.png", Image.new("I;16", SIZE)))

    def test_what_is_no_picture_is_refused(self) -> None:
        for data in (
            b"",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"GIF89a",
            b"%!PS-Adobe-3.0 EPSF-3.0\n",
            b"\0" * 99,
        ):
            with self.subTest(data[:8]):
                path = self.album / "a.png"
                path.write_bytes(data)
                self.assert_refused(path)

    def test_a_format_that_browsers_do_not_show_is_refused_whatever_its_name(self) -> None:
        for form in ("TIFF", "PPM", "ICO", "PDF", "EPS"):
            with self.subTest(form):
                original = self.draw("a.png", format=form)
                self.assertIsNone(size_of(original))
                self.assert_refused(original)

    def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read(self) -> None:
        for width, height in ((8000, 5001), (60_000, 60_000)):
            path = self.album / "bomb.png"
            path.write_bytes(_png_head(width, height))
            with self.subTest(width):
                self.assert_refused(path)

    def test_a_picture_that_ends_too_early_is_shown_itself_as_far_as_it_goes(self) -> None:
        for name in ("a.jpg", "a.png", "a.gif", "a.bmp"):
            original = self.draw(name)
            data = original.read_bytes()
            original.write_bytes(data[: len(data) * 9 // 10])
            with self.subTest(name):
                self.assert_shown_itself(original)


def _png_head(width: int, height: int) -> bytes:
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    chunks = (head, b"IDAT" + zlib.compress(b"\0" * 1000))
    written = (len(chunk[4:]).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") for chunk in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


# Makes the copy again and again, and prints how often the original was shown instead.
MAKER = """
import sys
from pathlib import Path
import django
django.setup()
from articles.renditions import rendition
path, kept = sys.argv[1], Path(sys.argv[2])
original = Path(sys.argv[3])
failed = 0
for _ in range(6):
    kept.unlink(missing_ok=True)
    failed += rendition(path, original, 480) != kept
print(failed)
"""


@tag("slow")
class AtOnceTests(RenditionCase):
    def test_two_processes_at_once_make_one_whole_file(self) -> None:
        original = self.draw("a.png", Image.effect_noise((500, 500), 90))
        kept = self.copy_of(original)
        whole = kept.read_bytes()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "MEDIA_ROOT": str(self.media),
            "DEBUG": "1",
        }
        command = [sys.executable, "-c", MAKER, f"{ALBUM}/a.png", str(kept), str(original)]
        makers = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        for maker in makers:
            self.addCleanup(maker.kill)
        seen = 0
        while any(maker.poll() is None for maker in makers):
            time.sleep(0.001)
            try:
                self.assertEqual(kept.read_bytes(), whole)
                seen += 1
            except FileNotFoundError:
                continue
        self.assertEqual([maker.communicate()[0].strip() for maker in makers], ["0", "0"])
        self.assertGreater(seen, 0)
        self.assertEqual([path.name for path in kept.parent.iterdir()], ["a.png.webp"])
        self.assertEqual(kept.read_bytes(), whole)
