"""Tests of articles/text/pictures.py."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

from PIL import Image

from articles.text.pictures import EXIF_ORIENTATION, WIDTHS, file_of, picture_in, size_of, sizes_in, srcset, widths

FOLDER = "data/attachment/album/201906/27"


class PictureCase(TestCase):
    """A folder for pictures, `root`, and a secret beside it."""

    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve() / "media"
        (self.root / FOLDER).mkdir(parents=True)
        (self.root.parent / "secret.png").write_bytes(b"secret")
        (self.root.parent / "media-of-others").mkdir()
        (self.root.parent / "media-of-others" / "a.png").write_bytes(b"secret")

    def draw(self, name: str, size: tuple[int, int], orientation: int = 1) -> Path:
        path = self.root / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        exif = Image.Exif()
        exif[EXIF_ORIENTATION] = orientation
        Image.new("RGB", size).save(path, exif=exif)
        return path


class FileTests(PictureCase):
    def test_an_address_is_that_of_a_file_below_the_root(self) -> None:
        path = self.draw("板.png", (4, 3))
        self.assertEqual(file_of(self.root, f"/{FOLDER}/板.png"), path)
        self.assertEqual(file_of(self.root, f"/{FOLDER}/%E6%9D%BF.png?v=2"), path)

    def test_no_address_leads_out_of_the_root(self) -> None:
        for address in [
            "/../secret.png",
            f"/{FOLDER}/../../../../../secret.png",
            "/%2e%2e/secret.png",
            "/data/..%2f..%2fsecret.png",
            "/../media-of-others/a.png",
            str(self.root.parent / "secret.png"),
        ]:
            with self.subTest(address):
                self.assertIsNone(file_of(self.root, address))

    def test_a_folder_a_nul_and_nothing_are_no_files(self) -> None:
        for address in [f"/{FOLDER}", "/", "", f"/{FOLDER}/gone.png", "/a%00.png", "/\0", "/" + "a" * 5000]:
            with self.subTest(address[:20]):
                self.assertIsNone(file_of(self.root, address))


class OwnPictureTests(PictureCase):
    def test_a_picture_is_found_by_its_one_path(self) -> None:
        path = self.draw("板 50%.png", (4, 3))
        self.assertEqual(picture_in(self.root, f"{FOLDER}/板 50%.png"), path)
        for other in (
            f"/{FOLDER}/板 50%.png",
            f"{FOLDER}//板 50%.png",
            f"{FOLDER}/./板 50%.png",
            f"{FOLDER}/板 50%25.png",
        ):
            self.assertIsNone(picture_in(self.root, other), other)

    def test_a_file_of_another_kind_is_none(self) -> None:
        (self.root / "a.svg").write_text("<svg/>")
        self.assertIsNone(picture_in(self.root, "a.svg"))

    def test_a_link_out_of_the_folder_is_none_and_one_inside_is(self) -> None:
        (self.root / "out.png").symlink_to(self.root.parent / "secret.png")
        (self.root / "in.png").symlink_to(self.draw("a.png", (4, 3)))
        (self.root / "others").symlink_to(self.root.parent / "media-of-others")
        self.assertIsNone(picture_in(self.root, "out.png"))
        self.assertIsNone(picture_in(self.root, "others/a.png"))
        self.assertEqual(picture_in(self.root, "in.png"), self.root / "in.png")

    def test_the_folder_itself_may_be_a_link(self) -> None:
        path = self.draw("a.png", (4, 3))
        (self.root.parent / "linked").symlink_to(self.root)
        self.assertEqual(picture_in(self.root.parent / "linked", f"{FOLDER}/a.png"), path)


class SizeTests(PictureCase):
    def test_the_size_is_width_and_height(self) -> None:
        self.assertEqual(size_of(self.draw("a.png", (40, 30))), (40, 30))

    def test_a_picture_turned_by_its_camera_has_the_size_it_is_shown_in(self) -> None:
        sizes = [size_of(self.draw(f"{turn}.jpg", (40, 30), turn)) for turn in range(1, 9)]
        self.assertEqual(sizes, [(40, 30)] * 4 + [(30, 40)] * 4)

    def test_what_is_no_picture_has_no_size(self) -> None:
        whole = self.draw("a.png", (4, 3)).read_bytes()
        for data in [b"", b"<svg/>", whole[:20], b"GIF89a"]:
            with self.subTest(data[:8]):
                path = self.root / "broken.png"
                path.write_bytes(data)
                self.assertIsNone(size_of(path))
        self.assertIsNone(size_of(self.root / "gone.png"))

    def test_a_format_that_browsers_do_not_show_has_no_size_whatever_its_name(self) -> None:
        for form in ("TIFF", "EPS", "PPM"):
            path = self.root / "a.png"
            Image.new("RGB", (4, 3)).save(path, form)
            self.assertIsNone(size_of(path), form)

    def test_the_head_of_a_picture_is_enough(self) -> None:
        Image.effect_noise((400, 300), 90).save(self.root / "a.png")
        half = (self.root / "a.png").read_bytes()[:20_000]
        (self.root / "a.png").write_bytes(half)
        self.assertEqual(size_of(self.root / "a.png"), (400, 300))


class SizesTests(PictureCase):
    def test_roots_are_looked_at_in_order(self) -> None:
        self.draw("a.png", (4, 3))
        other = self.root.parent / "other"
        (other / FOLDER).mkdir(parents=True)
        Image.new("RGB", (8, 6)).save(other / FOLDER / "a.png")
        Image.new("RGB", (9, 9)).save(other / FOLDER / "b.png")
        size = sizes_in(self.root, other)
        self.assertEqual(size(f"/{FOLDER}/a.png"), (4, 3))
        self.assertEqual(size(f"/{FOLDER}/b.png"), (9, 9))

    def test_a_size_is_remembered_and_a_missing_picture_looked_for_again(self) -> None:
        size = sizes_in(self.root)
        self.assertIsNone(size(f"/{FOLDER}/late.png"))
        late = self.draw("late.png", (4, 3))
        self.assertEqual(size(f"/{FOLDER}/late.png"), (4, 3))
        late.unlink()
        self.assertEqual(size(f"/{FOLDER}/late.png"), (4, 3))


PICTURE = f"/{FOLDER}/board.png"


class CopyTests(TestCase):
    def copies(self, *there: int, address: str = PICTURE) -> str:
        return ", ".join(f"/renditions/{width}{address}.webp {width}w" for width in there)

    def test_a_picture_has_copies_at_all_widths_below_its_own(self) -> None:
        self.assertEqual([widths((width, 10)) for width in (240, 241, 1441)], [(), WIDTHS[:1], WIDTHS])

    def test_a_picture_has_no_copies_that_could_not_be_made(self) -> None:
        self.assertEqual(widths((8000, 5000)), WIDTHS)
        self.assertEqual(widths((8000, 5001)), ())  # too many pixels to be read
        self.assertEqual(widths((1000, 20_000)), (240, 480, 720))
        self.assertEqual(widths((1000, 32_000)), (240, 480))
        self.assertEqual(widths((500, 36_000)), ())  # higher than a WebP can be

    def test_a_browser_chooses_among_the_copies(self) -> None:
        self.assertEqual(srcset(PICTURE, (1200, 675)), self.copies(480, 720, 1080))
        self.assertEqual(srcset(PICTURE, (4000, 3000)), self.copies(480, 720, 1080, 1440))

    def test_the_picture_itself_is_among_them_where_no_copy_is_sharp_on_every_screen(self) -> None:
        self.assertEqual(srcset(PICTURE, (500, 300)), f"{self.copies(480)}, {PICTURE} 500w")
        self.assertEqual(srcset(PICTURE, (1080, 600)), f"{self.copies(480, 720)}, {PICTURE} 1080w")

    def test_where_pictures_stand_small_others_are_offered(self) -> None:
        self.assertEqual(srcset(PICTURE, (1200, 675), 240, 480), self.copies(240, 480))
        self.assertEqual(srcset(PICTURE, (400, 225), 240, 480), f"{self.copies(240)}, {PICTURE} 400w")
        self.assertEqual(srcset(PICTURE, (240, 135), 240, 480), "")

    def test_there_is_nothing_to_choose_for_what_is_small_may_move_or_lies_elsewhere(self) -> None:
        self.assertEqual(srcset(PICTURE, (480, 300)), "")
        self.assertEqual(srcset(f"/{FOLDER}/moves.GIF", (900, 600)), "")
        for address in ("/elsewhere/a.png", "https://a.example/b.png", f"/{FOLDER}/../../a.png", "/static/a.png"):
            self.assertEqual(srcset(address, (900, 600)), "", address)

    def test_an_address_neither_ends_nor_parts_the_list(self) -> None:
        written = srcset(f'/{FOLDER}/a, b c%20d\n图".png', (600, 400))
        copy, itself = written.split(", ")
        quoted = f"/{FOLDER}/a%2C%20b%20c%20d%0A%E5%9B%BE%22.png"
        self.assertEqual((copy, itself), (f"/renditions/480{quoted}.webp 480w", f"{quoted} 600w"))
