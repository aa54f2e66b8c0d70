"""Pictures drawn for a test, in a media folder of its own."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.test import SimpleTestCase, override_settings
from PIL import Image, ImageDraw

ALBUM = "data/attachment/album"
SIZE = (960, 640)
CORNERS = ("red", "lime", "blue", "yellow")
COLOURS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}


def four_colours(size: tuple[int, int] = SIZE) -> Image.Image:
    """Red, green, blue, yellow: top left, top right, bottom left, bottom right."""
    picture = Image.new("RGB", size)
    width, height = size
    for place, colour in enumerate(CORNERS):
        left, top = place % 2 * width // 2, place // 2 * height // 2
        ImageDraw.Draw(picture).rectangle((left, top, left + width // 2, top + height // 2), colour)
    return picture


def corners(picture: Image.Image) -> tuple[str, ...]:
    """The colours that it shows, in the order of four_colours()."""
    width, height = picture.size
    places = ((x * width // 4, y * height // 4) for y in (1, 3) for x in (1, 3))
    return tuple(_nearest(picture.convert("RGB").getpixel(place)) for place in places)


def _nearest(pixel: Any) -> str:
    return min(COLOURS, key=lambda name: sum(abs(a - b) for a, b in zip(pixel, COLOURS[name], strict=True)))


class DrawingCase(SimpleTestCase):
    """A media folder with an album, and a way to draw a picture into it."""

    def setUp(self) -> None:
        super().setUp()
        self.media = Path(tempfile.mkdtemp()).resolve()
        self.addCleanup(shutil.rmtree, self.media)
        self.album = self.media / ALBUM
        self.album.mkdir(parents=True)
        changed = override_settings(MEDIA_ROOT=self.media)
        changed.enable()
        self.addCleanup(changed.disable)

    def draw(self, name: str, picture: Image.Image | None = None, **options: Any) -> Path:
        path = self.album / name
        (picture or four_colours()).save(path, **options)
        return path

    def assert_nothing_kept(self) -> None:
        """Only what was drawn lies in the media folder."""
        files = [path for path in self.media.rglob("*") if path.is_file()]
        self.assertEqual([path for path in files if self.album not in path.parents], [])
