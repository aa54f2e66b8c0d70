"""Articles written as posts of the archive: byte for byte where nobody edited them since they came in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from articles.formats import front_matter
from articles.formats.document import SHANGHAI, Document, Layout
from articles.importing.record import archived_document, archived_revision
from articles.manuscript import fields_of, renamed
from articles.models import Article, Kind
from articles.roles import Role
from articles.text.names import join_names

CHUNK = 200
ROLE_KEYS = {
    Role.AUTHOR: "author",
    Role.SELECTOR: "selector",
    Role.TRANSLATOR: "translator",
    Role.REVIEWER: "reviewer",
}
NO_PICTURE = {
    "pic": "https://img.linux.net.cn/static/image/common/nophoto.png",
    "largepic": "/data/attachment/album/201610/12/095124vr9cmdgilii8rrwr.png",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written; `edited` where it differs from what was imported, `addresses_dropped` likewise."""

    path: Path
    edited: bool
    addresses_dropped: bool


def numbered() -> QuerySet[Article]:
    articles = Article.objects.filter(number__isnull=False).order_by("number")
    related = articles.select_related("archive_record__head", "publication", "gone", "category", "counts")
    return related.prefetch_related("comments__origin")


def export(folder: Path, layout: Layout | None) -> Iterator[Exported]:
    """Write every article that has a number below `folder`; `layout` converts, None keeps each one's own."""
    for article in numbered().iterator(chunk_size=CHUNK):
        record = getattr(article, "archive_record", None)
        edited = record is None or article.version != record.version
        document = _edited(article) if edited else archived_document(article)
        kept = record is not None and layout in (None, record.layout)
        if not kept:
            document = Document(layout or document.layout, document.front_matter, document.body)
        path = folder / (record.folder if record and kept else _usual_folder(document)) / f"{article.number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(front_matter.write(document))
        yield Exported(path, edited, bool(record and record.addresses_dropped))


def _usual_folder(document: Document) -> str:
    posts = "posts/" if document.layout == "C" else ""
    return f"content/{posts}{document.published_at.astimezone(SHANGHAI):%Y/%m}"


def _edited(article: Article) -> Document:
    """The manuscript as it stands; what nobody changed stays as the archive had it."""
    now = _matter(article.title, article.summary, fields_of(article))
    if not hasattr(article, "archive_record"):
        return Document("A", _blank(article) | now, article.body)
    document, was = archived_document(article), archived_revision(article)
    before = _matter(was.title, was.summary, *renamed([was.fields]))
    changed = {key: value for key, value in now.items() if value != before[key]}
    shown = getattr(article, "publication", None)
    if shown and shown.editors_choice != document.front_matter["editorchoice"]:
        changed["editorchoice"] = shown.editors_choice
    if not changed and article.body == document.body:
        return document
    return Document(document.layout, document.front_matter | changed, article.body)


def _matter(title: str, summary: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The keys of a front matter that an editor can change."""
    cover = fields["cover"]
    people = {key: [name for role, name in fields["credits"] if role == role_] for role_, key in ROLE_KEYS.items()}
    return {
        "title": title,
        "summary": summary,
        "excerpt": summary,
        "category": fields["category"],
        "tags": fields["tags"],
        "fromurl": fields["source"]["url"],
        "islctt": fields["kind"] == Kind.TRANSLATION,
        **{key: join_names(names) for key, names in people.items()},
        **({"pic": f"{cover}.thumb.jpg", "largepic": cover} if cover else NO_PICTURE),
    }


def _blank(article: Article) -> dict[str, Any]:
    """The keys of an article that never was in the archive."""
    shown = getattr(article, "publication", None) or getattr(article, "gone", None)
    return {
        "comments_data": [],
        "count": {"commentnum": 0, "favtimes": 0, "likes": 0, "sharetimes": 0, "viewnum": 0},
        "date": _written(shown.published_at if shown else article.created_at),
        "updated": _written(shown.updated_at if shown else article.updated_at),
        "editorchoice": bool(shown and shown.editors_choice),
        "id": article.number,
        "permalink": f"/article-{article.number}-1.html",
        "related": [],
        "thumb": False,
        "titlepic": bool(article.cover),
    }


def _written(moment: datetime) -> str:
    return str(moment.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0))
