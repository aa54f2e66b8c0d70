"""One file made ready for the writer: read, checked, rendered, tokenised. Runs in worker processes."""

import hashlib
import ipaddress
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from articles.formats import attribution, front_matter
from articles.formats.attribution import Attribution
from articles.formats.document import Document, UnreadableFile, moment
from articles.roles import Role
from articles.text import bigrams, links, prose
from articles.text.pictures import Size, sizes_in
from articles.text.reading import minutes
from articles.text.render import Rendered, Site, render_many, sanitise_comment

from .credits import Named, credits_of, source_of
from .limits import check_limits

NO_PICTURE = "/static/image/common/nophoto.png"
DEFAULT_PICTURE = "/data/attachment/album/201610/12/095124vr9cmdgilii8rrwr.png"
SIZE_SUFFIX = re.compile(r"\.(?:thumb|large)\.jpg$")
BRIEFS = frozenset({"硬核观察"})  # categories of news digests
ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?![\w:])", re.ASCII
)
MASK = "*.*.*.*"

Job = tuple[Path, str]  # a file, and how reports name it


class ReadComment(NamedTuple):
    """`private_username` only where the public one hides an address."""

    username: str
    private_username: str
    address: str
    message: str
    html: str
    posted_at: datetime


class Reading(NamedTuple):
    """A post, with everything that is made from it without knowing any other post. Plain data: crosses processes,
    in tuples, since dataclasses with slots take ten times as long to pickle.
    """

    sha256: str
    body_sha256: str
    document: Document
    id_line: int
    kind: str
    cover: str
    cover_size: Size | None
    source_url: str
    credits: list[Named]
    comments: list[ReadComment]
    rendered: Rendered
    tokens: tuple[str, str]
    minutes: int
    targets: list[int]
    warnings: list[str]


Result = Reading | UnreadableFile


class Post(NamedTuple):
    """A file that is a post, read and checked."""

    data: bytes
    document: Document


class Reader:
    """Reads posts; `roots` are the folders in which own pictures lie, `hosts` the hosts that are our own."""

    def __init__(self, roots: tuple[Path, ...], hosts: frozenset[str]) -> None:
        self.site = Site(hosts=hosts, picture_size=sizes_in(*roots))

    def read(self, jobs: Sequence[Job]) -> list[Result]:
        """One result a job, in their order. A step at a time for all of them, for the reason that render_many() has."""
        found = [_opened(*job) for job in jobs]
        readings = iter(self._readings([post for post in found if isinstance(post, Post)]))
        return [next(readings) if isinstance(post, Post) else post for post in found]

    def parse(self, data: bytes, shown: str) -> Reading:
        """Raises UnreadableFile naming the file as `shown`."""
        return self._readings([_checked(data, shown)])[0]

    def _readings(self, posts: Sequence[Post]) -> list[Reading]:
        blocks = [attribution.find(post.document.body) for post in posts]
        rendered = render_many([post.document.body for post in posts], self.site)
        tokens = [_tokens(post, one.text) for post, one in zip(posts, rendered, strict=True)]
        times = [minutes(one.text) for one in rendered]
        return list(map(self._reading, posts, blocks, rendered, tokens, times))

    def _reading(
        self, post: Post, block: Attribution, rendered: Rendered, tokens: tuple[str, str], minutes: int
    ) -> Reading:
        data, document = post
        matter = document.front_matter
        credits, warnings = credits_of(matter, block)
        source_url, differing = source_of(matter, block)
        cover = cover_of(matter, self.site.hosts)
        cover_size = self.site.picture_size(cover) if cover else None
        return Reading(
            sha256=hashlib.sha256(data).hexdigest(),
            body_sha256=hashlib.sha256(document.body.encode()).hexdigest(),
            document=document,
            id_line=front_matter.line_of(document.head, "id"),
            kind=kind_of(matter, credits),
            cover=cover,
            cover_size=cover_size,
            source_url=source_url,
            credits=credits,
            comments=[read_comment(comment) for comment in matter["comments_data"]],
            rendered=rendered,
            tokens=tokens,
            minutes=minutes,
            targets=_targets(rendered),
            warnings=warnings + differing + _count_warnings(matter) + _missing(rendered, cover, cover_size),
        )


def _opened(path: Path, shown: str) -> Post | UnreadableFile:
    try:
        return _checked(path.read_bytes(), shown)
    except OSError as error:
        return UnreadableFile(shown, 1, f"The file cannot be read: {error.strerror}.")
    except UnreadableFile as refused:
        return refused


def _checked(data: bytes, shown: str) -> Post:
    document = front_matter.read(data, shown)
    check_limits(document, shown)
    return Post(data, document)


def _tokens(post: Post, text: str) -> tuple[str, str]:
    matter = post.document.front_matter
    return bigrams.line(matter["title"]), bigrams.line(prose.searched(matter["summary"], text))


def _missing(rendered: Rendered, cover: str, cover_size: Size | None) -> list[str]:
    missing = list(rendered.missing)
    if cover and cover not in missing and not cover_size:
        missing.append(cover)
    return [f"missing picture: {address}" for address in missing]


def _targets(rendered: Rendered) -> list[int]:
    numbers = (links.article_number(link) for link in rendered.links)
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _count_warnings(matter: dict[str, Any]) -> list[str]:
    told, there = matter["count"]["commentnum"], len(matter["comments_data"])
    return [] if told == there else [f"comment count disagrees: commentnum is {told}, there are {there}"]


def kind_of(matter: dict[str, Any], credits: list[Named]) -> str:
    if matter["category"] in BRIEFS:
        return "brief"
    translated = matter["islctt"] or any(named.role == Role.TRANSLATOR for named in credits)
    return "translation" if translated else "original"


def cover_of(matter: dict[str, Any], hosts: frozenset[str]) -> str:
    """The address of the cover in its full size, or "" for the pair of pictures that stood for none."""
    large, small = links.normalise(matter["largepic"], hosts), links.normalise(matter["pic"], hosts)
    if large == DEFAULT_PICTURE or not links.is_picture_path(large):
        large = "" if small.endswith(NO_PICTURE) else small
    return SIZE_SUFFIX.sub("", large) if links.is_picture_path(large) else ""


def read_comment(comment: dict[str, str]) -> ReadComment:
    username = comment["username"]
    public = ADDRESS.sub(_masked, username)
    return ReadComment(
        username=public,
        private_username=username if public != username else "",
        address=comment["postip"],
        message=comment["message"],
        html=sanitise_comment(comment["message"]),
        posted_at=moment(comment["date"]),
    )


def _masked(found: re.Match[str]) -> str:
    try:
        ipaddress.ip_address(found[0])
    except ValueError:
        return found[0]
    return MASK
