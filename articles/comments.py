"""The archived comments below an article."""

import re
from dataclasses import dataclass
from datetime import datetime

from articles.models import Comment, Counts
from articles.statements import Statement

COMMENTS_SHOWN = 50
AGENT = re.compile(r"(?P<name>.+?) \[(?P<agent>[^\[\]]+)\]")

COMMENTS = Statement(
    lambda article: Comment.objects.filter(article=article).defer("message").order_by("position")[: COMMENTS_SHOWN + 1]
)


@dataclass(frozen=True, slots=True)
class ShownComment:
    """An archived comment; `agent` is the browser that the archive kept in the name, or empty."""

    position: int
    name: str
    agent: str
    html: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class Comments:
    """Those shown below the article, whether there are more, and how many there are in all."""

    shown: tuple[ShownComment, ...]
    has_more: bool
    count: int


def comments(counts: Counts) -> Comments:
    """Of the article whose counts these are."""
    found = COMMENTS(counts.article_id)
    shown = tuple(shown_comment(comment) for comment in found[:COMMENTS_SHOWN])
    return Comments(shown, len(found) > COMMENTS_SHOWN, max(counts.base_comments, len(found)))


def shown_comment(comment: Comment) -> ShownComment:
    found = AGENT.fullmatch(comment.username)
    name, agent = (found["name"], found["agent"]) if found else (comment.username, "")
    return ShownComment(comment.position, name, agent, comment.html, comment.posted_at)
