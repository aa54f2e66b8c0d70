"""Pictures and other uploads on their way into a backup and back; renditions are left out, they are made again."""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from articles import renditions

from .manifest import Entry, Manifest, copied, digest

FOLDER: Final = "media"
TOLD_EVERY: Final = 1000

Say = Callable[[str], object]


def below(root: Path) -> Iterator[tuple[str, Path]]:
    """Each file with its path below the root, through links too; what is hidden is no upload."""
    seen: set[tuple[int, int]] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        here, stat = Path(folder), Path(folder).stat()
        if (stat.st_dev, stat.st_ino) in seen:
            folders.clear()
            continue
        seen.add((stat.st_dev, stat.st_ino))
        left_out = {renditions.FOLDER} if here == root else set()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in left_out)
        for name in sorted(names):
            if not name.startswith("."):
                yield (here / name).relative_to(root).as_posix(), here / name


def save(root: Path, backup: Path, before: tuple[Path, Manifest] | None, say: Say) -> dict[str, Entry]:
    """Copies of all files; what the backup `before` holds already, and still holds unharmed, is linked to it."""
    entries: dict[str, Entry] = {}
    linked = 0
    for path, source in below(root):
        name = f"{FOLDER}/{path}"
        (backup / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            entry = before and _linked(name, source, backup, *before)
            linked += entry is not None
            entries[name] = entry or copied(source, backup / name)
        except FileNotFoundError:
            continue  # removed since its folder was read
        if len(entries) % TOLD_EVERY == 0:
            say(f"{len(entries)} files of media …")
    size = sum(entry.size for entry in entries.values())
    say(f"media: {len(entries)} files, {size / 1e6:.1f} MB, {linked} of them as in the last backup")
    return entries


def bring_back(backup: Path, manifest: Manifest, root: Path, say: Say) -> None:
    """Each file whole or not at all; files that the backup does not know stay."""
    names = [name for name in manifest.files if name.startswith(f"{FOLDER}/")]
    for done, name in enumerate(names, 1):
        target = root / name.removeprefix(f"{FOLDER}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            copied(backup / name, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        if done % TOLD_EVERY == 0:
            say(f"{done} of {len(names)} files of media …")
    say(f"media: {len(names)} files")


def _linked(name: str, source: Path, backup: Path, folder: Path, manifest: Manifest) -> Entry | None:
    """A second name of the same file; None where it changed, was harmed, or the disk knows no second names."""
    known, stat = manifest.files.get(name), source.stat()
    if known is None or (known.size, known.modified) != (stat.st_size, stat.st_mtime_ns):
        return None
    try:
        if digest(folder / name) != known.sha256:
            return None
        (backup / name).hardlink_to(folder / name)
    except OSError:
        return None
    return known
