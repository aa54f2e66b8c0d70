"""Pictures of an archive come in: below MEDIA_ROOT, under their old addresses."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.db.models import Q

from articles.models import Publication
from articles.text.pictures import CONTENT_TYPES, sizes_in

PICTURES = Path("data/attachment")


def bring_in(source: Path, root: Path) -> int:
    """Copy what is missing of source/data/attachment, by hard link where it can; how many files."""
    count = 0
    for path in _files(source / PICTURES):
        target = root / path.relative_to(source)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _bring(path, target)
            count += 1
    return count


def _files(folder: Path) -> Iterator[Path]:
    for below, _folders, names in os.walk(folder):
        pictures = (Path(below, name) for name in names if Path(name).suffix.lower() in CONTENT_TYPES)
        yield from (path for path in pictures if path.is_file() and not path.is_symlink())


def _bring(path: Path, target: Path) -> None:
    with suppress(OSError):
        os.link(path, target)
        return
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    shutil.copyfile(path, part)
    part.replace(target)


def completed(root: Path) -> list[Publication]:
    """Publications rendered when a picture was missing that is there now."""
    size = sizes_in(root)
    lacking = Publication.objects.filter(~Q(text__missing=[])).select_related("text", "revision__article")
    return [
        publication
        for publication in lacking.defer("text__html", "text__text", "text__contents").iterator(chunk_size=500)
        if any(size(address) for address in publication.text.missing)
    ]
