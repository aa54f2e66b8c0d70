"""A legacy post as it was read: its front matter, its body, and what is needed to write it again byte for byte."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

Layout = Literal["A", "B", "C"]

SHANGHAI = ZoneInfo("Asia/Shanghai")  # the archive's dates name no zone
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}").fullmatch


class UnreadableFile(Exception):
    """A file that is refused: where it lies, the 1-based line, and the reason as one sentence."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path, self.line, self.reason = path, line, reason

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class Document(NamedTuple):
    """One post.

    front_matter  the 23 keys under their names in layout A, and any further keys, as plain values that survive JSON:
                  dict (keys are str), list, str, int, float (finite), bool, None
    body          all that follows the head, its carriage returns kept
    head          the text before the body as it stands: opening --- line, YAML, closing --- line and the blank line
                  after it; "" where it is not known, and front_matter.dump() is to make it
    """

    layout: Layout
    front_matter: dict[str, Any]
    body: str
    head: str = ""

    @property
    def number(self) -> int:
        number: int = self.front_matter["id"]
        return number

    @property
    def published_at(self) -> datetime:
        return moment(self.front_matter["date"])

    @property
    def updated_at(self) -> datetime:
        return moment(self.front_matter["updated"])


@lru_cache(1024)  # each is asked for when it is checked and when it is used, and most posts were never updated
def moment(text: str) -> datetime:
    """The archive's "YYYY-MM-DD HH:MM:SS" in UTC. Raises ValueError where it is written otherwise or never was."""
    if not WRITTEN(text):
        raise ValueError(text)
    try:
        found = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)
        shown = found.astimezone(SHANGHAI)
    except OverflowError as error:
        raise ValueError(text) from error
    if str(shown.replace(tzinfo=None)) != text:  # in an hour that summer time skipped
        raise ValueError(text)
    return found
