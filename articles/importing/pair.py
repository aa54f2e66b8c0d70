"""A file of the archive and the article made of it, side by side, and how a difference between them is told."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from articles.formats.document import Document
from articles.known import AnyNamed
from articles.models import ArchiveRecord, Article, Gone, Publication, Revision
from articles.text.names import key

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
CUT: Final = 80  # characters of a value that are told

# By what is named: key of another name → key of the name that goes for it now.
Names = Mapping[type[AnyNamed], Mapping[str, str]]
Holder = Revision | Article | Publication
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pair:
    """`revision` is the one that holds what was imported."""

    document: Document
    article: Article
    revision: Revision
    names: Names

    @property
    def matter(self) -> dict[str, Any]:
        return self.document.front_matter

    @property
    def record(self) -> ArchiveRecord:
        return self.article.archive_record

    @property
    def is_edited(self) -> bool:
        return self.article.version != self.record.version

    @property
    def publication(self) -> Publication | None:
        return getattr(self.article, "publication", None)

    @property
    def gone(self) -> Gone | None:
        return getattr(self.article, "gone", None)

    @property
    def is_shown(self) -> bool:
        """Whether what readers see is what was imported."""
        return self.publication is not None and self.publication.revision_id == self.revision.pk

    def holders(self) -> dict[str, Holder]:
        """Where the values of the file must stand."""
        held: dict[str, Holder] = {"revision": self.revision}
        if not self.is_edited:
            held["manuscript"] = self.article
        if self.is_shown and self.publication:
            held["publication"] = self.publication
        return held

    def meant(self, model: type[AnyNamed], names: Iterable[str]) -> list[str]:
        """Whom or what the names mean, by key, each once, wherever names were changed or merged since."""
        now = self.names[model]
        return list(dict.fromkeys(now.get(key(name), key(name)) for name in names if key(name)))

    def differing(self, expected: T, of: Callable[[Holder], T]) -> Iterator[str]:
        """One line for each holder that has another value than expected."""
        for where, holder in self.holders().items():
            yield from unequal(where, of(holder), expected)


def unequal(where: str, found: Any, given: Any) -> Iterator[str]:
    if found != given:
        yield f"{where} has {told(found, given)}, the file {told(given, found)}"


def told(value: Any, other: Any) -> str:
    """The value on one line, cut to where it differs from the other one."""
    text, beside = plain(value), plain(other)
    if len(text) <= CUT:
        return text
    places = zip(text, beside, strict=False)
    differs = next((place for place, (one, two) in enumerate(places) if one != two), min(len(text), len(beside)))
    start = max(0, differs - CUT // 2)
    return "…" * (start > 0) + text[start : start + CUT] + "…" * (start + CUT < len(text))


def plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
