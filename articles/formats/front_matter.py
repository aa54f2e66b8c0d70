"""Legacy posts: YAML front matter and Markdown, in the three layouts that the archive was published in.

A: category, permalink. B: categories, permalink. C: categories, url. All else is the same in the three.
"""

import codecs
import re
from pathlib import PurePath
from typing import Any

from articles.formats import schema, yaml_text
from articles.formats.document import Document, Layout, UnreadableFile
from articles.formats.flaws import Flaw, Misfit, Reason

LONGEST = 2**20  # bytes of YAML; the longest of the archive has 154,000 characters
SPELLINGS: dict[Layout, dict[str, str]] = {
    "A": {},
    "B": {"category": "categories"},
    "C": {"category": "categories", "permalink": "url"},
}
OPENING = re.compile(r"---[ \t]*\r?\n")
CLOSING = re.compile(r"\n---[ \t]*(?:\r?\n(?:\r?\n)?|\r?\Z)")  # with the blank line after it


def has_front_matter(data: bytes) -> bool:
    """Whether the first line is ---; what read() then says of the rest is another matter."""
    start = data.removeprefix(codecs.BOM_UTF8)[:4096].decode("latin-1")
    return OPENING.match(start) is not None


def read(data: bytes, path: str) -> Document:
    """The post in a file of that path. Raises UnreadableFile."""
    try:
        return _document(_decoded(data), PurePath(path).name)
    except Flaw as flaw:
        raise UnreadableFile(path, flaw.line, flaw.reason) from flaw


def write(document: Document) -> bytes:
    """The file that was read, byte for byte; a new one where its head is not known."""
    if document.head:
        return (document.head + document.body).encode()
    return dump(document.layout, document.front_matter, document.body)


def dump(layout: Layout, front_matter: dict[str, Any], body: str) -> bytes:
    """A new file, written as PyYAML wrote the archive's; front_matter names its keys as layout A does."""
    return (_head(layout, front_matter) + body).encode()


def line_of(head: str, key: str) -> int:
    """The 1-based line of the file on which a top-level key, named as in layout A, stands; 1 where it is missing."""
    spellings = {key, SPELLINGS["C"].get(key, key)}
    plain = [f"\n{spelled}:" for spelled in spellings if f"\n{spelled}:" in head]
    if len(plain) == 1 and head.count(plain[0]) == 1:  # nearly always; else the YAML has to be read again
        return head.count("\n", 0, head.index(plain[0])) + 2
    source = head[: _closing(head).start() + 1]
    return max(yaml_text.line_at(source, (spelled,)) for spelled in spellings)


def _decoded(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        raise Flaw(1, Reason.BYTE_ORDER_MARK)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Flaw(data.count(b"\n", 0, error.start) + 1, Reason.NOT_UTF8) from error
    nul = text.find("\0")
    if nul >= 0:
        raise Flaw(text.count("\n", 0, nul) + 1, Reason.NUL)
    return text


def _document(text: str, name: str) -> Document:
    closing = _closing(text)
    source = text[: closing.start() + 1]  # from the first line on, so that marks count the lines of the file
    if len(source.encode()) - source.index("\n") - 1 > LONGEST:
        raise Flaw(1, Reason.TOO_LONG)
    given = yaml_text.parse(source)
    if not isinstance(given, dict):
        raise Flaw(2, Reason.NOT_A_MAPPING)
    try:
        layout, values = _checked(given, name)
    except Misfit as misfit:
        raise Flaw(yaml_text.line_at(source, misfit.place), misfit.reason) from misfit
    return Document(layout, values, text[closing.end() :], text[: closing.end()])


def _checked(given: dict[str, Any], name: str) -> tuple[Layout, dict[str, Any]]:
    layout = _layout(given)
    names = {spelled: key for key, spelled in SPELLINGS[layout].items()}
    values = {names.get(key, key): value for key, value in given.items()}
    schema.check(values, SPELLINGS[layout])
    schema.check_name(name, values["id"])
    return layout, values


def _closing(text: str) -> re.Match[str]:
    opening = OPENING.match(text)
    if opening is None:
        raise Flaw(1, Reason.NO_FRONT_MATTER)
    closing = CLOSING.search(text, opening.end() - 1)
    if closing is None:
        raise Flaw(1, Reason.NEVER_CLOSED)
    return closing


def _layout(given: dict[str, Any]) -> Layout:
    for key, other in SPELLINGS["C"].items():
        if key in given and other in given:
            first, second = sorted((key, other), key=list(given).index)
            raise Misfit((second,), Reason.TWO_SPELLINGS.format(first=first, second=second))
    if "url" in given:
        return "C"
    return "B" if "categories" in given else "A"


def _head(layout: Layout, front_matter: dict[str, Any]) -> str:
    spelling = SPELLINGS[layout]
    if layout == "C":  # made from layout B by replacing the word permalink, where it stood
        order = sorted(front_matter, key=lambda key: SPELLINGS["B"].get(key, key))
    else:
        order = sorted(front_matter, key=lambda key: spelling.get(key, key))
    return f"---\n{yaml_text.emit((spelling.get(key, key), front_matter[key]) for key in order)}---\n\n"
