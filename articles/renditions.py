"""Smaller copies of our pictures as WebP: each made when it is first asked for, and kept in the media folder.

Whoever deletes the folder `renditions` loses nothing: what is asked for is made again.
"""

import os
import secrets
from io import BytesIO
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image

from articles.text import pictures

FOLDER: Final = "renditions"
QUALITY: Final = 80
# As the orientation says how the camera was held: how to turn the picture upright.
UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Modes in which a channel has 8 bits: of the others, Pillow would keep what is dark and lose what is light.
EIGHT_BITS: Final = frozenset("1 L LA P PA RGB RGBA CMYK YCbCr LAB HSV".split())


class NoPicture(Exception):
    """A file that is no picture, whatever its name, or one too large to be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no picture that can be read.")
        self.path = path


def rendition(path: str, original: Path, width: int) -> Path:
    """The copy of the original at `path` in that width, made where it is missing or the original changed since.

    The original itself where a copy would not do: it is no wider, it moves, it is damaged, or there is no room on the
    disk. Raises NoPicture.
    """
    kept = Path(settings.MEDIA_ROOT) / FOLDER / str(width) / f"{path}.webp"
    try:
        modified = original.stat().st_mtime_ns
        if not _is_of(kept, modified):
            data = _webp(original, width)
            if data is None:
                return original
            _keep(kept, data, modified)
    except pictures.UNREADABLE:
        return original
    return kept


def _is_of(kept: Path, modified: int) -> bool:
    """Whether there is a copy, and of this original: its date is the same, to the second, which every disk can note."""
    try:
        return kept.stat().st_mtime_ns // 10**9 == modified // 10**9
    except FileNotFoundError:
        return False


def _webp(original: Path, width: int) -> bytes | None:
    """Raises NoPicture, and UNREADABLE where the picture begins well and ends badly."""
    try:
        picture = Image.open(original, formats=pictures.FORMATS)
    except pictures.UNREADABLE as error:
        raise NoPicture(original) from error
    with picture:
        size = pictures.shown_size(picture)
        if size[0] * size[1] > pictures.MOST_PIXELS:
            raise NoPicture(original)
        if width not in pictures.widths(size) or picture.mode not in EIGHT_BITS or _moves(picture):
            return None
        return _encoded(_shrunk(picture, width), picture.info.get("icc_profile") or b"")


def _moves(picture: Image.Image) -> bool:
    """A phone's JPEG may hold further views of the same picture, which no browser shows."""
    return picture.format != "MPO" and bool(getattr(picture, "is_animated", False))


def _shrunk(picture: Image.Image, width: int) -> Image.Image:
    turn = pictures.orientation(picture)
    if picture.mode not in {"RGB", "RGBA"}:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    most = max(picture.size)
    picture.thumbnail((most, width) if turn in pictures.TURNED else (width, most), Image.Resampling.LANCZOS)
    return picture.transpose(UPRIGHT[turn]) if turn in UPRIGHT else picture


def _encoded(picture: Image.Image, profile: bytes) -> bytes:
    """Nothing of what the file said beside the picture is kept, save what its colours mean."""
    data = BytesIO()
    picture.save(data, "WEBP", quality=QUALITY, icc_profile=profile if profile[16:20] == b"RGB " else b"")
    return data.getvalue()


def _keep(kept: Path, data: bytes, modified: int) -> None:
    """Whole or not at all, whoever else does the same just now."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.utime(part, ns=(modified, modified))
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)
