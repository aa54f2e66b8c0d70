"""A database that is empty but for posts which are there to be searched: for measurements."""

import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  the settings must be named first

from articles import search  # noqa: E402
from articles.formats import front_matter  # noqa: E402
from articles.models import Article, Kind, Publication, PublishedText, Revision, position  # noqa: E402
from articles.stages import Stage  # noqa: E402
from articles.text import bigrams  # noqa: E402
from articles.text.render import Site, render  # noqa: E402

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CORPUS = SHARED / "corpus" / "lctt-sample.tar.xz"
MAKER = SHARED / "bench" / "make_archive.py"
FIRST = datetime(2008, 1, 1, tzinfo=UTC)
AT_ONCE = 200


def make_archive(corpus: Path, posts: int, folder: Path) -> Path:
    source = corpus if corpus.is_dir() else folder / "corpus"
    if source != corpus:
        with tarfile.open(corpus) as packed:
            packed.extractall(source, filter="data")
    subprocess.run([sys.executable, MAKER, source, folder / "archive", str(posts)], check=True)
    return folder / "archive"


def texts_of(archive: Path) -> list[tuple[str, str]]:
    """Title and plain text of each post."""
    site = Site(hosts=frozenset({"linux.cn"}), picture_size=lambda _path: None)
    found = []
    for path in sorted(archive.rglob("*.md")):
        document = front_matter.read(path.read_bytes(), path.name)
        found.append((str(document.front_matter["title"]), render(document.body, site).text))
    return found


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """An empty database of the kind that DATABASE_URL names, gone afterwards."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")
    usual = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


def fill(texts: Sequence[tuple[str, str]], posts: int) -> float:
    """Publish so many posts, an hour apart; seconds for each in the index. Post n holds text n modulo their count."""
    lines = [(bigrams.line(title), bigrams.line(text)) for title, text in texts]
    spent = 0.0
    with search.bulk():
        for start in range(0, posts, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, posts))
            insert([(n, *texts[n % len(texts)]) for n in numbers])
            begun = time.perf_counter()
            with transaction.atomic():
                search.index([search.Entry(n + 1, place(n), *lines[n % len(lines)]) for n in numbers])
            spent += time.perf_counter() - begun
    return spent / posts


def at(number: int) -> datetime:
    return FIRST + timedelta(hours=number)


def place(number: int) -> int:
    return position(at(number), number + 1)


@transaction.atomic
def insert(posts: Sequence[tuple[int, str, str]]) -> None:
    """The fewest rows with which a publication can be shown in a list."""
    stage, kind = Stage.PUBLISHED.value, Kind.TRANSLATION.value
    Article.objects.bulk_create(
        Article(pk=n + 1, number=n + 1, stage=stage, title=title, created_at=at(n), updated_at=at(n))
        for n, title, _ in posts
    )
    Revision.objects.bulk_create(
        Revision(pk=n + 1, article_id=n + 1, number=1, title=title, at=at(n)) for n, title, _ in posts
    )
    Publication.objects.bulk_create(
        Publication(
            pk=n + 1,
            number=n + 1,
            position=place(n),
            revision_id=n + 1,
            title=title,
            minutes=1,
            published_at=at(n),
            updated_at=at(n),
        )
        for n, title, _ in posts
    )
    PublishedText.objects.bulk_create(
        PublishedText(pk=n + 1, kind=kind, text=text, renderer_version=1) for n, _, text in posts
    )
