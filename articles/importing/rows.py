"""The rows that belong to an imported article, as plain tuples in the order of their columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.bulk import Row
from articles.models import Article, Contributor, Tag
from articles.stages import IMPORT

from .reading import Reading
from .report import FileReport

TAGGING = ("content_object_id", "tag_id", "order")
CREDIT = ("article_id", "contributor_id", "role", "order")
COUNTS = (
    *("article_id", "base_views", "base_likes", "base_favourites", "base_shares", "base_comments"),
    *("own_views", "own_likes"),
)
RELATED = ("article_id", "number", "order")
RECORD = (
    *("article_id", "run_id", "layout", "folder", "front_matter", "body_sha256", "file_sha256", "version", "revision"),
    "addresses_dropped",
)
FILE = (
    *("run_id", "path", "folder", "number", "sha256", "outcome", "reason", "line", "warnings"),
    *("previous", "manuscript", "shown"),
)
HEAD = ("record_id", "text")
COMMENT = ("article_id", "position", "username", "message", "html", "posted_at")
CHANGE = ("article_id", "move", "from_stage", "to_stage", "by_id", "at", "note", "override")
ORIGIN = ("comment_id", "address", "username")


@dataclass(slots=True)
class Entry:
    """A reading on its way in: `article` is None until it is created; `folder` as in ArchiveRecord.

    `tags` and `people`, with their roles: whom and what it names, once they are looked up.
    """

    reading: Reading
    folder: str
    article: Article | None = None
    tags: Sequence[Tag] = ()
    people: Sequence[tuple[Contributor, str]] = ()
    revision_number: int = 1
    editors_choice: bool | None = None
    pinned: bool = False
    own_counts: tuple[int, int] = (0, 0)

    def take_up(self, article: Article, revision_number: int) -> None:
        """Rewrite this article. What an editor chose since (editor's choice, a pin) and what readers did stays."""
        self.article, self.revision_number = article, revision_number
        self.pinned = article.publication.pinned
        self.own_counts = (article.counts.own_views, article.counts.own_likes)
        archived = article.archive_record.front_matter["editorchoice"]
        if article.publication.editors_choice != archived:
            self.editors_choice = article.publication.editors_choice

    @property
    def pk(self) -> int:
        assert self.article
        return self.article.id

    @property
    def matter(self) -> dict[str, Any]:
        return self.reading.document.front_matter


def change_row(article: Article, now: datetime) -> Row:
    return (article.pk, IMPORT.name, "", IMPORT.target.value, None, now, "", False)


@dataclass(slots=True)
class Decided:
    """A file with what becomes of it; `entry` where it is to be written, `targets` the numbers that it points to."""

    report: FileReport
    sha256: str = ""
    entry: Entry | None = None
    targets: Sequence[int] = ()


# Of an updated article: the file as it would have been exported, its last revision and the one shown.
Before = tuple[bytes, int, int]


def file_row(run: int, decided: Decided, before: dict[int, Before]) -> Row:
    """A row of ImportedFile; `before`: by number."""
    report, entry = decided.report, decided.entry
    return (
        *(run, report.path, entry.folder if entry else "", report.number, decided.sha256, str(report.outcome)),
        *(report.reason, report.line, report.warnings, *before.get(report.number or 0, (None, None, None))),
    )


def counts_row(entry: Entry) -> Row:
    count = entry.matter["count"]
    return (
        entry.pk,
        *(count[key] for key in ("viewnum", "likes", "favtimes", "sharetimes", "commentnum")),
        *entry.own_counts,
    )


def tagging_rows(entry: Entry) -> list[Row]:
    return [(entry.pk, tag.id, order) for order, tag in enumerate(entry.tags)]


def credit_rows(entry: Entry) -> list[Row]:
    return [(entry.pk, person.id, role, order) for order, (person, role) in enumerate(entry.people)]


def related_rows(entry: Entry) -> list[Row]:
    related = sorted(entry.matter["related"], key=lambda item: item["displayorder"])
    return [(entry.pk, item["raid"], order) for order, item in enumerate(related)]


def record_row(entry: Entry, run: int, drop_addresses: bool) -> Row:
    reading, article = entry.reading, entry.article
    assert article
    matter = {name: value for name, value in entry.matter.items() if name != "comments_data"}
    return (
        *(article.pk, run, reading.document.layout, entry.folder, matter, reading.body_sha256, reading.sha256),
        *(article.version, entry.revision_number, drop_addresses and bool(reading.comments)),
    )


def comment_rows(entry: Entry) -> list[Row]:
    return [
        (entry.pk, position, comment.username, comment.message, comment.html, comment.posted_at)
        for position, comment in enumerate(entry.reading.comments)
    ]


def origin_rows(entry: Entry, keys: dict[tuple[int, int], int]) -> list[Row]:
    """`keys`: primary keys of comments by (article, position)."""
    return [
        (keys[entry.pk, position], comment.address, comment.private_username)
        for position, comment in enumerate(entry.reading.comments)
    ]
