"""Tests of articles/text/pictures.py."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

from PIL import Image

from articles.text.pictures import EXIF_ORIENTATION, file_of, size_of, sizes_in

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
