"""An imported article as the archive had it, put together again from its rows."""

from typing import Any

from articles.formats import front_matter
from articles.formats.document import SHANGHAI, Document
from articles.models import ArchivedHead, Article, Comment, CommentOrigin, Revision


def archived_document(article: Article) -> Document:
    """Equal to what was imported; posters' addresses are "" where they were dropped."""
    record = article.archive_record
    head: ArchivedHead | None = getattr(record, "head", None)
    comments = [comment_matter(comment) for comment in article.comments.all()]
    body = article.body if article.version == record.version else archived_revision(article).body
    matter = {**record.front_matter, "comments_data": comments}
    layout: Any = record.layout
    return Document(layout, matter, body, head.text if head else "")


def archived_revision(article: Article) -> Revision:
    """The revision that holds what was imported."""
    return article.revisions.get(number=article.archive_record.revision)


def archived_file(article: Article) -> bytes:
    return front_matter.write(archived_document(article))


def comment_matter(comment: Comment) -> dict[str, Any]:
    origin: CommentOrigin | None = getattr(comment, "origin", None)
    return {
        "date": str(comment.posted_at.astimezone(SHANGHAI).replace(tzinfo=None)),
        "message": comment.message,
        "postip": origin.address if origin else "",
        "username": (origin and origin.username) or comment.username,
    }
