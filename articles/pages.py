"""What an article's page shows, for the reader's view and for previews alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import QuerySet, Value
from django.utils import timezone

from articles.comments import Comments, comments
from articles.models import (
    Byline,
    Category,
    Contributor,
    Counts,
    Publication,
    PublicationTag,
    PublishedText,
    Tag,
)
from articles.models.publication import ceiling
from articles.neighbours import Neighbours, neighbours
from articles.roles import ROLE_LABELS, Role
from articles.statements import Statement
from articles.text import cjk

ROLES: dict[str, int] = {role: place for place, role in enumerate(Role)}
FEWEST_HEADINGS = 3
DEEPEST_HEADING = 2
OPENING = 30
PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"')
PICTURE_SIZE = re.compile(r"\.(?:thumb|large)\.jpg$")

SHOWN = Statement(
    lambda number, top: Publication.objects.filter(number=number, position__lte=top).select_related(
        *("category", "text", "counts")
    )
)


def _names(article: int) -> QuerySet[Byline, tuple[Any, ...]]:
    """Contributors and tags, in one query; a tag is what has no role."""
    bylines = Byline.objects.filter(publication=article).order_by()
    who = bylines.values_list("role", "order", "contributor__name", "contributor__handle", "contributor__hidden")
    tags = PublicationTag.objects.filter(publication=article)
    about = tags.values_list(Value(""), "order", "tag__name", "tag__slug", Value(False))
    return who.union(about, all=True).order_by("order")


NAMES = Statement(_names)


class Person(NamedTuple):
    """What a page shows of a contributor."""

    name: str
    handle: str
    hidden: bool


class Topic(NamedTuple):
    """What a page shows of a tag."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class CreditLine:
    role: Role
    label: str
    contributors: tuple[Contributor | Person, ...]


Bylines = Iterable[tuple[Contributor | Person, str]]


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
    def language(self) -> str:
        """Of the title, as far as its letters tell; empty where they do not."""
        return cjk.language(self.title)

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything that templates/articles/article.html needs.

    `cover` is None where the body shows the picture itself, `lead` is empty where the body begins with the summary.
    `picture` and `changed_at` are for machines: the cover in any case, and the last change, be it of the same day.
    """

    number: int
    title: str
    summary: str
    lead: str
    html: str
    kind: str
    minutes: int
    published_at: datetime
    changed_at: datetime
    correction: str
    category: Category | None
    cover: Picture | None
    picture: Picture | None
    contents: tuple[ContentsLine, ...]
    credits: tuple[CreditLine, ...]
    tags: tuple[Tag | Topic, ...]
    source: Source
    neighbours: Neighbours
    comments: Comments
    counts: Counts

    @property
    def updated_at(self) -> datetime | None:
        """None unless there is something to tell: an update on a later day, or a correction."""
        zone = timezone.get_default_timezone()
        same_day = self.changed_at.astimezone(zone).date() == self.published_at.astimezone(zone).date()
        return None if same_day and not self.correction else self.changed_at


def to_show(number: int, now: datetime) -> Publication | None:
    """The live publication of that number with all that article_page() wants in one row: category, text, counts."""
    return SHOWN.first(number, ceiling(now))


def article_page(publication: Publication, now: datetime) -> ArticlePage:
    """In 3 queries, given a publication of to_show()."""
    names = NAMES(publication.pk)
    bylines = [(Person(name, handle, hidden), role) for role, _, name, handle, hidden in names if role]
    tags = [Topic(name, slug) for role, _, name, slug, _ in names if not role]
    return shown_page(publication, bylines, tags, now)


def shown_page(publication: Publication, bylines: Bylines, tags: Iterable[Tag | Topic], now: datetime) -> ArticlePage:
    """Of a publication that need not be saved: a preview has its rows in memory only."""
    text, counts = publication.text, publication.counts or Counts(article_id=publication.pk)
    return ArticlePage(
        number=publication.number,
        title=publication.title,
        summary=publication.summary,
        lead=_lead(publication.summary, text.text),
        html=text.html,
        kind=text.kind,
        minutes=publication.minutes,
        published_at=publication.published_at,
        changed_at=publication.updated_at,
        correction=text.correction,
        category=publication.category,
        cover=_cover(publication, text),
        picture=_picture(publication),
        contents=contents_lines(text.contents),
        credits=_credits(bylines),
        tags=tuple(tags),
        source=Source(web_address(text.source_url), text.source_title, text.licence),
        neighbours=neighbours(publication, now),
        comments=comments(counts),
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


def _lead(summary: str, text: str) -> str:
    """Old summaries are the first characters of the text, cut by a machine: shown above it, these would stand twice."""
    opening = "".join(summary.split())[:OPENING]
    return "" if "".join(text[: 4 * OPENING].split()).startswith(opening) else summary


def _picture(publication: Publication) -> Picture | None:
    if not publication.cover_width or not publication.cover_height:
        return None
    return Picture(publication.cover, publication.cover_width, publication.cover_height)


def _cover(publication: Publication, text: PublishedText) -> Picture | None:
    picture, cover = _picture(publication), _original(publication.cover)
    if picture and any(_original(address) == cover for address in PICTURE.findall(text.html)):
        return None
    return picture


def _original(address: str) -> str:
    """The address of the picture of which this is a smaller copy: X.png.thumb.jpg and X.png.large.jpg give X.png."""
    return PICTURE_SIZE.sub("", address)


def _credits(bylines: Bylines) -> tuple[CreditLine, ...]:
    """By role; within one, in the order given."""
    rows = sorted(bylines, key=lambda row: ROLES[row[1]])
    return tuple(
        CreditLine(Role(role), str(ROLE_LABELS[Role(role)]), tuple(person for person, _ in group))
        for role, group in groupby(rows, key=lambda row: row[1])
    )
