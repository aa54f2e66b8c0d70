"""Which files an import looks at, and which of them are posts."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from articles.formats.front_matter import has_front_matter

POST_NAME = re.compile(r"[0-9]+\.md", re.ASCII)
NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
ARCHIVE_FOLDER = re.compile(r"(?:^|/)((?:content/(?:posts/)?)?[0-9]{4}/[0-9]{2})$", re.ASCII)


class UnusablePath(Exception):
    """A path of the command line that is neither a file nor a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Found:
    """A file; `folder` is where an export puts it again, relative to its root, with `/` between names."""

    path: Path
    folder: str
    is_post: bool

    @property
    def shown(self) -> str:
        r"""The path as reports name it: bytes of a name that are no UTF-8 as \xNN."""
        return printable(str(self.path))

    @property
    def stem(self) -> str:
        return self.path.stem

    @property
    def number(self) -> int | None:
        """The number that the file's name claims; None where it claims none that a post can have."""
        return int(self.stem) if NUMBER.fullmatch(self.stem) else None


def printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def find(paths: Sequence[Path]) -> list[Found]:
    """Every file below these paths, each once, in a stable order. Raises UnusablePath."""
    found: dict[Path, Found] = {}
    for path in paths:
        for file in _files(path):
            found.setdefault(file.path.absolute(), file)
    return list(found.values())


def _files(path: Path) -> Iterator[Found]:
    if path.is_file():
        folder = ARCHIVE_FOLDER.search(path.absolute().parent.as_posix())
        yield Found(path, printable(folder[1]) if folder else "", _is_post(path))
    elif path.is_dir():
        yield from _files_below(path)
    else:
        raise UnusablePath(path)


def _files_below(root: Path) -> Iterator[Found]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = PurePosixPath(Path(folder).relative_to(root).as_posix())
        shown = "" if str(below) == "." else printable(str(below))
        for name in sorted(files, key=_numbers_first):
            path = Path(folder, name)
            yield Found(path, shown, _is_post(path))


def _numbers_first(name: str) -> tuple[int, str]:
    stem = name.partition(".")[0]
    return (int(stem) if stem.isascii() and stem.isdigit() else -1, name)


def _is_post(path: Path) -> bool:
    """By its name; a Markdown file of another name counts as a post where it has front matter (and is then refused)."""
    if path.suffix != ".md" or (path.exists() and not path.is_file()):
        return False
    if POST_NAME.fullmatch(path.name):
        return True
    try:
        with path.open("rb") as file:
            return has_front_matter(file.read(4096))
    except OSError:
        return True  # the reader says what is wrong with it
