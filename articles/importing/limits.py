"""Values that are well-formed and that no column could hold."""

from collections.abc import Iterator

from articles.formats.document import Document, UnreadableFile
from articles.formats.front_matter import line_of
from articles.text.names import key, split_names

LONGEST = {"title": 300, "fromurl": 2000, "largepic": 400, "pic": 400, "category": 100, "author": 150}  # characters
LONGEST_NAME, LONGEST_TAG, LONGEST_URL = 150, 100, 2000
MOST = {"tags": 1000, "related": 1000}  # entries of a list
HIGHEST_NUMBER = 999_999_999  # its addresses have at most nine digits
YEARS = range(1971, 2200)


def check_limits(document: Document, path: str) -> None:
    """Raises UnreadableFile for the first value that could not be stored."""
    for name, reason in _flaws(document):
        raise UnreadableFile(path, line_of(document.head, name), reason)


def _flaws(document: Document) -> Iterator[tuple[str, str]]:
    """(key, reason) of each."""
    matter = document.front_matter
    for name, limit in LONGEST.items():
        if length(matter[name]) > limit:
            yield name, f"{name} is longer than {limit} characters."
    for name, limit in MOST.items():
        if len(matter[name]) > limit:
            yield name, f"{name} has more than {limit} entries."
    if any(length(tag) > LONGEST_TAG for tag in matter["tags"]):
        yield "tags", f"A tag is longer than {LONGEST_TAG} characters."
    for name in ("selector", "translator", "reviewer"):
        if any(length(person) > LONGEST_NAME for person in split_names(matter[name])):
            yield name, f"A name is longer than {LONGEST_NAME} characters."
    if document.number > HIGHEST_NUMBER:
        yield "id", f"id is above {HIGHEST_NUMBER}."
    for name in ("date", "updated"):
        if int(matter[name][:4]) not in YEARS:
            yield name, f"{name} is before {YEARS.start} or after {YEARS.stop - 1}."


def length(name: str) -> int:
    """As it is written or as it is compared, whichever is longer."""
    return len(name) if name.isascii() else max(len(name), len(key(name)))
