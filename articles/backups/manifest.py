"""What a backup holds: each file with its size, date and SHA-256. Without its manifest a folder is no backup."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Final

NAME: Final = "manifest.json"
FORMAT: Final = 1
AT_ONCE: Final = 1 << 20


class NoBackup(Exception):
    """A folder that cannot be restored or that nothing can be backed up to, and why."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder, self.reason = folder, reason


@dataclass(frozen=True, slots=True)
class Entry:
    """`modified`: in nanoseconds since 1970."""

    size: int
    modified: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`files` by their path below the folder; `database` is Django's word for its kind."""

    made_at: str
    database: str
    migrations: list[str]
    files: dict[str, Entry]

    def write(self, folder: Path) -> None:
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1)
        (folder / NAME).write_text(text, "ascii")

    def damaged(self, folder: Path) -> Iterator[str]:
        """Each file that is not what it was, as a line that says how."""
        for name, entry in self.files.items():
            try:
                found = digest(folder / name)
            except OSError as error:
                yield f"{name}: {error.strerror}"
                continue
            if found != entry.sha256:
                yield f"{name}: its SHA-256 is {found}, and was {entry.sha256}"


def read(folder: Path) -> Manifest:
    """Raises NoBackup."""
    try:
        said = json.loads((folder / NAME).read_text("ascii"))
        if said["format"] != FORMAT:
            raise NoBackup(folder, f"its format is {said['format']}, and this code reads {FORMAT}")
        files = {name: Entry(**entry) for name, entry in said["files"].items()}
        manifest = Manifest(said["made_at"], said["database"], said["migrations"], files)
    except FileNotFoundError as error:
        raise NoBackup(folder, f"there is no {NAME}: this is no backup, or one that was never finished") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoBackup(folder, f"{NAME} cannot be read ({error})") from error
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in files):
        raise NoBackup(folder, f"{NAME} names files outside of the folder")
    return manifest


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def entry_of(path: Path) -> Entry:
    stat = path.stat()
    return Entry(stat.st_size, stat.st_mtime_ns, digest(path))


def copied(source: Path, target: Path) -> Entry:
    """The copy as it was written, whatever became of the source meanwhile; it has the source's date."""
    sha256, size = hashlib.sha256(), 0
    with source.open("rb") as original, target.open("xb") as copy:
        modified = os.fstat(original.fileno()).st_mtime_ns
        while data := original.read(AT_ONCE):
            sha256.update(data)
            size += copy.write(data)
    os.utime(target, ns=(modified, modified))
    return Entry(size, modified, sha256.hexdigest())
