"""The posts that measurements are made with: a folder that is named, or an archive made of the corpus."""

import argparse
import subprocess
import sys
import tarfile
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CORPUS = SHARED / "corpus" / "lctt-sample.tar.xz"
MAKER = SHARED / "bench" / "make_archive.py"


def add_arguments(parser: argparse.ArgumentParser, posts: int = 10_320) -> None:
    parser.add_argument("--archive", type=Path, help="a folder of posts, instead of making one")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="articles to make posts of: a folder or a .tar.xz")
    parser.add_argument("--posts", type=int, default=posts, help="how many posts")


def check(options: argparse.Namespace, command: str) -> None:
    """Ends the program where there is nothing to measure with; `command`: of the Makefile, which takes a folder."""
    needed = [options.archive] if options.archive else [options.corpus, MAKER]
    missing = [str(path) for path in needed if not path.exists()]
    if missing:
        sys.exit(f"Not there: {', '.join(missing)}. Name a folder of posts instead: make {command} ARCHIVE=folder")


def archive(options: argparse.Namespace, folder: Path, most: int | None = None) -> Path:
    """The folder that was named, or one made below `folder`, of `most` posts where more were asked for."""
    if options.archive:
        return Path(options.archive)
    source = options.corpus if options.corpus.is_dir() else unpacked(options.corpus, folder / "corpus")
    posts = min(options.posts, most or options.posts)
    subprocess.run([sys.executable, MAKER, source, folder / "archive", str(posts)], check=True)
    return folder / "archive"


def unpacked(corpus: Path, folder: Path) -> Path:
    with tarfile.open(corpus) as packed:
        # Debian's Python 3.11.2 knows no filters and asks for none.
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(folder)  # noqa: S202  of our own making
    return folder
