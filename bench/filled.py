"""A database that is empty but for posts which are there to be searched: for measurements."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  the settings must be named first
from django.db.models import Model  # noqa: E402

from articles import bulk, prepared, search  # noqa: E402
from articles.formats import front_matter  # noqa: E402
from articles.importing import rows  # noqa: E402
from articles.models import (  # noqa: E402
    Article,
    ArticleTag,
    Byline,
    Counts,
    Credit,
    Kind,
    Publication,
    PublicationTag,
    PublishedText,
    RelatedNumber,
    Revision,
    StageChange,
    position,
)
from articles.prepared import NO_MARKS, Prepared  # noqa: E402
from articles.stages import APPROVE, PUBLISH, Stage  # noqa: E402
from articles.text import bigrams  # noqa: E402
from articles.text.render import Rendered, Site, render  # noqa: E402

FIRST = datetime(2008, 1, 1, tzinfo=UTC)
AT_ONCE = 200
PICTURELESS = Site(hosts=frozenset({"linux.cn"}), picture_size=lambda _path: None)


def texts_of(archive: Path) -> list[tuple[str, str]]:
    """Title and plain text of each post."""
    found = []
    for path in sorted(archive.rglob("*.md")):
        document = front_matter.read(path.read_bytes(), path.name)
        found.append((str(document.front_matter["title"]), render(document.body, PICTURELESS).text))
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


@dataclass(frozen=True, slots=True)
class Post:
    """An article as it is when it was published; `read`: how often it was read and liked, `related`: numbers."""

    prepared: Prepared
    read: tuple[int, int] = (0, 0)
    related: Sequence[int] = ()


def fill(texts: Sequence[tuple[str, str]], posts: int) -> float:
    """Publish so many posts, an hour apart; seconds for each in the index. Post n holds text n modulo their count."""
    lines = [(bigrams.line(title), bigrams.line(text)) for title, text in texts]
    spent = 0.0
    with search.bulk():
        for start in range(0, posts, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, posts))
            made = [plain(n, *texts[n % len(texts)], lines[n % len(lines)]) for n in numbers]
            put(made)
            begun = time.perf_counter()
            index(made)
            spent += time.perf_counter() - begun
    return spent / posts


def at(number: int) -> datetime:
    return FIRST + timedelta(hours=number)


def place(number: int) -> int:
    return position(at(number), number + 1)


def plain(n: int, title: str, text: str, tokens: tuple[str, str]) -> Post:
    """To be found and shown in a list: without a name, a tag, or a body that anybody wrote."""
    kind, moment = Kind.TRANSLATION.value, at(n)
    article = Article(
        pk=n + 1,
        number=n + 1,
        kind=kind,
        stage=Stage.PUBLISHED.value,
        title=title,
        created_at=moment,
        updated_at=moment,
    )
    fields = {"kind": kind, "cover": "", "source": {"url": "", "title": "", "licence": ""}}
    revision = Revision(pk=n + 1, article=article, number=1, title=title, fields=fields, at=moment)
    rendered = Rendered(html="", contents=(), text=text, images=(), links=(), missing=())
    return Post(Prepared(article, revision, rendered, tokens, 1, moment, moment, None, (), (), None, NO_MARKS))


@transaction.atomic
def put(posts: Sequence[Post]) -> None:
    """All rows that there are of published articles, save those of the index, which index() makes."""
    entries = [post.prepared for post in posts]
    pour(Article, map(attrgetter(*columns(Article)), (entry.article for entry in entries)))
    pour(Revision, map(attrgetter(*columns(Revision)), (entry.revision for entry in entries)))
    pour(ArticleTag, [(e.article.pk, tag.pk, n) for e in entries for n, tag in enumerate(e.tags)], rows.TAGGING)
    pour(Credit, [(e.article.pk, p.pk, role, n) for e in entries for n, (p, role) in enumerate(e.credits)], rows.CREDIT)
    pour(Counts, [(post.prepared.article.pk, 0, 0, 0, 0, 0, *post.read) for post in posts], rows.COUNTS)
    pour(RelatedNumber, [(p.prepared.article.pk, r, n) for p in posts for n, r in enumerate(p.related)], rows.RELATED)
    pour(StageChange, [row for entry in entries for row in _moves(entry)], rows.CHANGE)
    pour(Publication, map(prepared.publication_row, entries), prepared.PUBLICATION)
    pour(PublishedText, map(prepared.text_row, entries), prepared.TEXT)
    pour(PublicationTag, [row for entry in entries for row in prepared.tagging_rows(entry)], prepared.TAGGING)
    pour(Byline, [row for entry in entries for row in prepared.byline_rows(entry)], prepared.BYLINE)


@transaction.atomic
def index(posts: Sequence[Post]) -> None:
    entries = (post.prepared for post in posts)
    search.index([search.Entry(entry.article.pk, entry.position, *entry.tokens) for entry in entries])


def columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def pour(model: type[Model], filled: Iterable[bulk.Row], names: tuple[str, ...] = ()) -> None:
    """Insert rows, by PostgreSQL's COPY where there is one. Without names, they hold every column."""
    names = names or columns(model)
    if connection.vendor == "sqlite":
        bulk.insert(model, names, filled)
        return
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({bulk.named(model, names)}) FROM STDIN") as copy:
        for row in bulk.adapted(model, names, filled):
            copy.write_row(row)


def _moves(entry: Prepared) -> list[bulk.Row]:
    """The last two, as workflow.py would have logged them; nobody made them."""
    moves = ((move, move.sources[0], move.target) for move in (APPROVE, PUBLISH))
    return [
        (entry.article.pk, move.name, before.value, after.value, None, entry.published_at, "", False)
        for move, before, after in moves
    ]
