"""Sizes of our own pictures, read from their files."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

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
EXIF_ORIENTATION = 0x0112
TURNED = (5, 6, 7, 8)

Size = tuple[int, int]


def file_of(root: Path, address: str) -> Path | None:
    """The file of a root-relative address below `root`, or None where the address leads out of it or there is none."""
    name = os.path.normpath(os.path.join(root, unquote(address.partition("?")[0]).lstrip("/")))  # noqa: PTH118  ten times as fast
    try:
        return Path(name) if name.startswith(f"{root}{os.sep}") and os.path.isfile(name) else None  # noqa: PTH113  likewise
    except ValueError:
        return None


def size_of(path: Path) -> Size | None:
    """(width, height) in pixels as a browser shows the picture, or None where it is no readable picture."""
    try:
        with Image.open(path) as picture:
            width, height = picture.size
            turned = picture.getexif().get(EXIF_ORIENTATION) in TURNED
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError):
        return None
    return (height, width) if turned else (width, height)


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
