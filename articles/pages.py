"""What an article's page shows, for the reader's view and for previews alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise

from articles.models import (
    Byline,
    Category,
    Comment,
    Contributor,
    Counts,
    Publication,
    PublicationTag,
    PublishedText,
    RelatedNumber,
    Tag,
)
from articles.roles import ROLE_LABELS, Role

COMMENTS_SHOWN = 50
FEWEST_HEADINGS = 3
DEEPEST_HEADING = 2
OPENING = 30
PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"')
PICTURE_SIZE = re.compile(r"\.(?:thumb|large)\.jpg$")
AGENT = re.compile(r"(?P<name>.+?) \[(?P<agent>[^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class CreditLine:
    role: Role
    label: Promise
    contributors: tuple[Contributor, ...]


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One heading in the list of contents; `depth` is 1 or 2."""

    depth: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a translation comes from. `url` is an http(s) address or empty."""

    url: str
    title: str
    licence: str

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class ShownComment:
    """An archived comment; `agent` is the browser that the archive kept in the name, or empty."""

    position: int
    name: str
    agent: str
    html: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything that templates/articles/article.html needs.

    `cover` is None where the body shows the picture itself, `lead` is empty where the body begins with the summary.
    """

    number: int
    title: str
    summary: str
    lead: str
    html: str
    kind: str
    minutes: int
    published_at: datetime
    updated_at: datetime | None
    category: Category | None
    cover: Picture | None
    contents: tuple[ContentsLine, ...]
    credits: tuple[CreditLine, ...]
    tags: tuple[Tag, ...]
    source: Source
    related: tuple[Publication, ...]
    comments: tuple[ShownComment, ...]
    has_more_comments: bool
    comment_count: int
    counts: Counts


def article_page(publication: Publication, now: datetime) -> ArticlePage:
    """In 5 queries, given a publication that was read together with its category and text."""
    text = publication.text
    comments = list(_comments(publication)[: COMMENTS_SHOWN + 1])
    counts = Counts.objects.filter(article_id=publication.pk).first() or Counts(article_id=publication.pk)
    changed = timezone.localdate(publication.updated_at) != timezone.localdate(publication.published_at)
    return ArticlePage(
        number=publication.number,
        title=publication.title,
        summary=publication.summary,
        lead=_lead(publication.summary, text.text),
        html=text.html,
        kind=text.kind,
        minutes=publication.minutes,
        published_at=publication.published_at,
        updated_at=publication.updated_at if changed else None,
        category=publication.category,
        cover=_cover(publication, text),
        contents=contents_lines(text.contents),
        credits=_credits(publication),
        tags=tuple(row.tag for row in _taggings(publication)),
        source=Source(web_address(text.source_url), text.source_title, text.licence),
        related=tuple(_related(publication, now)),
        comments=tuple(shown_comment(comment) for comment in comments[:COMMENTS_SHOWN]),
        has_more_comments=len(comments) > COMMENTS_SHOWN,
        comment_count=max(counts.base_comments, len(comments)),
        counts=counts,
    )


def web_address(url: str) -> str:
    """The address where it is one that a page may link to, else ""."""
    return url if url.startswith(("http://", "https://")) else ""


def contents_lines(headings: Sequence[tuple[int, str, str]]) -> tuple[ContentsLine, ...]:
    """The two highest levels of the headings, whichever these are; nothing for a text with hardly any."""
    levels = sorted({level for level, _, _ in headings})
    lines = tuple(
        ContentsLine(levels.index(level) + 1, id, text)
        for level, id, text in headings
        if levels.index(level) < DEEPEST_HEADING
    )
    return lines if len(lines) >= FEWEST_HEADINGS else ()


def shown_comment(comment: Comment) -> ShownComment:
    found = AGENT.fullmatch(comment.username)
    name, agent = (found["name"], found["agent"]) if found else (comment.username, "")
    return ShownComment(comment.position, name, agent, comment.html, comment.posted_at)


def _comments(publication: Publication) -> QuerySet[Comment]:
    return Comment.objects.filter(article_id=publication.pk).defer("message").order_by("position")


def _lead(summary: str, text: str) -> str:
    """Old summaries are the first characters of the text, cut by a machine: shown above it, these would stand twice."""
    opening = "".join(summary.split())[:OPENING]
    return "" if "".join(text[: 4 * OPENING].split()).startswith(opening) else summary


def _cover(publication: Publication, text: PublishedText) -> Picture | None:
    if not publication.cover_width or not publication.cover_height:
        return None
    cover = _original(publication.cover)
    if any(_original(address) == cover for address in PICTURE.findall(text.html)):
        return None
    return Picture(publication.cover, publication.cover_width, publication.cover_height)


def _original(address: str) -> str:
    """The address of the picture of which this is a smaller copy: X.png.thumb.jpg and X.png.large.jpg give X.png."""
    return PICTURE_SIZE.sub("", address)


def _credits(publication: Publication) -> tuple[CreditLine, ...]:
    roles = list(Role)
    rows = sorted(
        Byline.objects.filter(publication=publication).select_related("contributor"),
        key=lambda row: (roles.index(Role(row.role)), row.order),
    )
    return tuple(
        CreditLine(role, ROLE_LABELS[role], tuple(row.contributor for row in group))
        for role, group in groupby(rows, key=lambda row: Role(row.role))
    )


def _taggings(publication: Publication) -> QuerySet[PublicationTag]:
    return PublicationTag.objects.filter(publication=publication).select_related("tag").order_by("order")


def _related(publication: Publication, now: datetime) -> QuerySet[Publication]:
    """The related articles that readers may see, in the archive's order, each once."""
    numbers = RelatedNumber.objects.filter(article_id=publication.pk)
    order = numbers.filter(number=OuterRef("number")).order_by("order").values("order")[:1]
    live = Publication.objects.live(now).filter(number__in=numbers.values("number")).exclude(pk=publication.pk)
    return live.annotate(rank=Subquery(order)).order_by("rank")
