"""Our own pictures: their files, their sizes, and the smaller copies that a page offers of them."""

import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from PIL import Image

from articles.text import links

# What we serve and bring in: no SVG, which can hold scripts.
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# What a file must be, whatever its name says: Pillow reads formats that start other programs. The last two are rarely
# met, and asking for them loads all the others.
FORMATS: Final = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "AVIF")
# What Pillow raises where a file is no picture, or a damaged one.
UNREADABLE: Final = (
    OSError,
    ValueError,
    SyntaxError,
    RuntimeError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)
EXIF_ORIENTATION: Final = 0x0112
TURNED: Final = (5, 6, 7, 8)

# Widths in pixels of the smaller copies. The column of text is 684 pixels wide, on a phone between 320 and 390, and
# screens show two or three pixels for one.
WIDTHS: Final = (240, 480, 720, 1080, 1440)
SHARP: Final = 1080  # a copy of that width does for any screen
MOST_PIXELS: Final = 40_000_000
HIGHEST: Final = 16_383  # of a WebP
IN_TEXT: Final = "(min-width:740px) 684px, 92vw"  # `sizes` of a picture as wide as the column
LEAST_IN_TEXT: Final = 480

Size = tuple[int, int]


def file_of(root: Path, address: str) -> Path | None:
    """The file of a root-relative address below `root`, or None where the address leads out of it or there is none."""
    name = os.path.normpath(os.path.join(root, unquote(address.partition("?")[0]).lstrip("/")))  # noqa: PTH118  ten times as fast
    try:
        return Path(name) if name.startswith(f"{root}{os.sep}") and os.path.isfile(name) else None  # noqa: PTH113  likewise
    except ValueError:
        return None


def picture_in(folder: Path, path: str) -> Path | None:
    """The file, where it is a picture of a known type that truly lies in the folder, under its one address."""
    folder = folder.resolve()
    found = file_of(folder, quote(path))
    if found is None or found.suffix.lower() not in CONTENT_TYPES:
        return None
    return found if found.relative_to(folder).as_posix() == path and found.resolve().is_relative_to(folder) else None


def size_of(path: Path) -> Size | None:
    """(width, height) in pixels as a browser shows the picture, or None where it is no readable picture."""
    try:
        with Image.open(path, formats=FORMATS) as picture:
            return shown_size(picture)
    except UNREADABLE:
        return None


def shown_size(picture: Image.Image) -> Size:
    width, height = picture.size
    return (height, width) if orientation(picture) in TURNED else (width, height)


def orientation(picture: Image.Image) -> int:
    """How its camera was held, 1 to 8, as far as the head of the file says: a PNG would be read as a whole."""
    found = Image.Image.getexif(picture).get(EXIF_ORIENTATION)
    return found if isinstance(found, int) else 1


def sizes_in(*roots: Path) -> Callable[[str], Size | None]:
    """A function that knows the size of each picture below `roots` by its address; remembers those it found."""
    folders = [root.resolve() for root in roots]
    known: dict[str, Size] = {}

    def size(address: str) -> Size | None:
        if address not in known:
            paths = (file_of(root, address) for root in folders)
            found = next((size_of(path) for path in paths if path), None)
            if found is None:
                return None
            known[address] = found
        return known[address]

    return size


def widths(size: Size) -> tuple[int, ...]:
    """The widths at which a picture of that size has smaller copies."""
    width, height = size
    if width * height > MOST_PIXELS:
        return ()
    return tuple(each for each in WIDTHS if each < width and each * height <= HIGHEST * width)


def srcset(address: str, size: Size, least: int = LEAST_IN_TEXT, most: int = WIDTHS[-1]) -> str:
    """What a browser may choose from instead of our picture at `address`; "" where there is only the picture itself.

    `least`, `most`: no copies narrower or wider than that.
    """
    copies = () if address.lower().endswith(".gif") or not links.is_picture_path(address) else widths(size)
    offered = [width for width in copies if least <= width <= most]
    if not offered:
        return ""
    address = quote(address, safe="/%")  # a blank would end it here, and a comma the candidate
    candidates = [f"/renditions/{width}{address}.webp {width}w" for width in offered]
    if offered[-1] < min(SHARP, most):
        candidates.append(f"{address} {size[0]}w")
    return ", ".join(candidates)
