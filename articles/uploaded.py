"""Uploaded pictures: read as what they are, made anew without what a camera wrote into them, kept under their hash."""

import hashlib
import os
import secrets
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from PIL import Image, ImageOps, ImageSequence

from articles.text import pictures

FOLDER: Final = "uploads"
MOST_BYTES: Final = 20 * 2**20
# No SVG, which can hold scripts. The ending tells browsers and our own views what it is.
ENDINGS: Final = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80},
    "GIF": {},
}
MOST_FRAMES: Final = 300
KEPT: Final = ("transparency", "background", "disposal")


class Refused(Exception):
    """No picture of a kind that is taken, damaged, or too large."""


def keep(data: bytes) -> str:
    """The address of the picture, such as /uploads/ab/ab….png; the same for the same picture. Raises Refused."""
    made, ending = _made_anew(data)
    name = hashlib.sha256(made).hexdigest()[:40]
    path = f"{FOLDER}/{name[:2]}/{name}.{ending}"
    file = Path(settings.MEDIA_ROOT) / path
    if not file.is_file():
        _write(file, made)
    return f"/{path}"


def _made_anew(data: bytes) -> tuple[bytes, str]:
    try:
        with Image.open(BytesIO(data), formats=[name for name in pictures.FORMATS if name in ENDINGS]) as picture:
            width, height = picture.size
            kind = "JPEG" if picture.format == "MPO" else picture.format
            if kind not in OPTIONS or width * height > pictures.MOST_PIXELS:
                raise Refused
            return _encoded(picture, kind), ENDINGS[kind]
    except pictures.UNREADABLE as error:
        raise Refused from error


def _encoded(picture: Image.Image, kind: str) -> bytes:
    options = {**OPTIONS[kind], "icc_profile": picture.info.get("icc_profile")}
    made = BytesIO()
    if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        _animated(picture, kind, made, options)
    else:
        upright = _bare(ImageOps.exif_transpose(picture))
        if kind == "JPEG" and upright.mode not in {"L", "RGB", "CMYK"}:
            upright = upright.convert("RGB")
        upright.save(made, kind, **options)
    return made.getvalue()


def _animated(picture: Image.Image, kind: str, made: BytesIO, options: dict[str, Any]) -> None:
    if picture.n_frames > MOST_FRAMES or picture.n_frames * picture.width * picture.height > 8 * pictures.MOST_PIXELS:  # type: ignore[attr-defined]
        raise Refused
    frames, durations = list[Image.Image](), list[int]()
    for frame in ImageSequence.Iterator(picture):
        durations.append(int(frame.info.get("duration", 100)))
        frames.append(_bare(frame.copy()))
    loop = int(picture.info.get("loop", 0))
    frames[0].save(made, kind, save_all=True, append_images=frames[1:], duration=durations, loop=loop, **options)


def _bare(picture: Image.Image) -> Image.Image:
    """Without EXIF, comments and texts; transparency stays."""
    picture.info = {name: picture.info[name] for name in picture.info if name in KEPT}
    return picture


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
