"""A digest of all domain rows by natural key: without surrogate ids, import runs and clock times."""

import hashlib
import json
from collections.abc import Iterator

from django.db.models import Model, QuerySet

from articles.models import (
    Alias,
    ArchivedHead,
    ArchiveRecord,
    Article,
    ArticleTag,
    Byline,
    Category,
    CategoryAlias,
    Comment,
    CommentOrigin,
    Contributor,
    Counts,
    Credit,
    Gone,
    OldPath,
    Publication,
    PublicationTag,
    PublishedText,
    RelatedNumber,
    Revision,
    StageChange,
    Tag,
    TagAlias,
)

# Model → its columns, natural keys first. Rows are compared as a set, so that the order of creation plays no part.
ROWS: dict[type[Model], tuple[str, ...]] = {
    Category: ("key", "name", "slug"),
    Tag: ("key", "name", "slug"),
    Contributor: ("key", "name", "handle", "url", "user__username", "hidden"),
    CategoryAlias: ("key", "name", "category__key"),
    TagAlias: ("key", "name", "tag__key"),
    Alias: ("key", "name", "contributor__key"),
    Article: (
        *("number", "kind", "stage", "title", "summary", "body", "category__key", "cover", "source_url", "source_key"),
        *("source_title", "source_body", "licence", "version"),
    ),
    ArticleTag: ("content_object__number", "order", "tag__key"),
    Credit: ("article__number", "order", "role", "contributor__key"),
    Revision: ("article__number", "number", "title", "summary", "body", "fields", "by__username", "note"),
    StageChange: ("article__number", "move", "from_stage", "to_stage", "by__username", "note", "override"),
    ArchiveRecord: (
        *("article__number", "layout", "folder", "front_matter", "body_sha256", "file_sha256", "version", "revision"),
        "addresses_dropped",
    ),
    ArchivedHead: ("record__article__number", "text"),
    Counts: (
        *("article__number", "base_views", "base_likes", "base_favourites", "base_shares", "base_comments"),
        *("own_views", "own_likes"),
    ),
    RelatedNumber: ("article__number", "order", "number"),
    Comment: ("article__number", "position", "username", "message", "html", "posted_at"),
    CommentOrigin: ("comment__article__number", "comment__position", "address", "username"),
    Publication: (
        *("number", "position", "revision__number", "title", "summary", "category__key", "cover", "cover_width"),
        *("cover_height", "published_at", "updated_at", "minutes", "editors_choice", "pinned"),
    ),
    PublishedText: (
        *("publication__number", "kind", "html", "contents", "text", "missing", "source_url", "source_title"),
        *("licence", "correction", "renderer_version"),
    ),
    PublicationTag: ("publication__number", "order", "tag__key", "position"),
    Byline: ("publication__number", "order", "role", "contributor__key", "first", "position"),
    Gone: ("number", "revision__number", "published_at", "updated_at", "editors_choice", "correction", "reason"),
    OldPath: ("path", "target"),
}


def digests() -> Iterator[tuple[str, int, str]]:
    """(model, rows, SHA-256) for each model."""
    for model, columns in ROWS.items():
        rows: QuerySet[Model] = model._default_manager.order_by()
        hashes = sorted(_hash(row) for row in rows.values_list(*columns).iterator(chunk_size=500))
        yield model.__name__, len(hashes), hashlib.sha256(b"".join(hashes)).hexdigest()


def _hash(row: tuple[object, ...]) -> bytes:
    return hashlib.sha256(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode()).digest()
