"""What can be wrong with a file: every reason for which one is refused, in the words that reports show."""

import json
from enum import StrEnum
from typing import Any

SHOWN = 60  # characters of a value that a reason repeats


class Reason(StrEnum):
    """One sentence each; the names in braces are filled in with at most SHOWN characters."""

    BYTE_ORDER_MARK = "The file begins with a byte order mark."
    NOT_UTF8 = "The file is not UTF-8."
    NUL = "The file holds a NUL character."
    NO_FRONT_MATTER = "The file has no front matter: its first line is not ---."
    NEVER_CLOSED = "The front matter is never closed: there is no second --- line."
    TOO_LONG = "The front matter is longer than 1 MiB."
    BROKEN_YAML = "The YAML is broken: {problem}."
    ANCHOR = "The YAML holds an anchor (&), which no post needs."
    ALIAS = "The YAML holds an alias (*), which no post needs."
    TAG = "The YAML holds a tag (!), which no post needs."
    TOO_DEEP = "The YAML is nested deeper than {limit} levels."
    NOT_A_MAPPING = "The front matter is not a mapping of keys to values."
    KEY_NOT_TEXT = "The key {key} is not text."
    KEY_TWICE = "The key {key} is given twice."
    TWO_SPELLINGS = "The keys {first} and {second} are spellings of one key: only one of them may stand."
    KEY_MISSING = "The key {key} is missing."
    WRONG_TYPE = "{key} must be {kind}, not {value}."
    BAD_DATE = "{key} must be a real moment written YYYY-MM-DD HH:MM:SS, not {value}."
    BAD_PERMALINK = "{key} must be {expected}, not {value}."
    BAD_FILE_NAME = "The file must be named {expected}, after its id, not {name}."


class Flaw(Exception):
    """A reason to refuse a file, and the 1-based line of the file that it is about."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, str(reason)


class Misfit(Exception):
    """A reason to refuse a front matter, and the place it is about, such as ("comments_data", 3, "date")."""

    def __init__(self, place: tuple[str | int, ...], reason: str) -> None:
        super().__init__(place, reason)
        self.place, self.reason = place, str(reason)


def shown(value: Any) -> str:
    """The value as JSON on one line, cut to SHOWN characters."""
    return cut(json.dumps(value, ensure_ascii=False))


def cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
