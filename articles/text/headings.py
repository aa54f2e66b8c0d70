"""Headings of a body: below the page's own title, each with an address."""

import re
from typing import NamedTuple

from articles.text import escaping

# The page's own ids never start like this.
PREFIX = "h-"
HIGHEST = 2
DEEPEST = 6

_OPENING = re.compile(r"<h([1-6])>")
_HEADING = re.compile(rf"<h([{HIGHEST}-{DEEPEST}])>(.*?)</h\1>", re.S)
_NAMED = re.compile(rf'<h([{HIGHEST}-{DEEPEST}]) id="([^"]*)">(.*?)</h\1>', re.S)
_TAG = re.compile(r"<[^>]*>")
_NO_LETTER = re.compile(r"\W+")


class Heading(NamedTuple):
    level: int
    id: str
    text: str


def number(html: str) -> tuple[str, tuple[Heading, ...]]:
    """The HTML with its headings from h2 downwards and with ids, and the headings that have a text."""
    levels = set(_OPENING.findall(html))
    if not levels:
        return html, ()
    contents: list[Heading] = []
    ids = _Ids()

    def named(found: re.Match[str]) -> str:
        text = plain(found[2])
        if not text:
            return found[0]
        heading = Heading(int(found[1]), ids.new(address(text)), text)
        contents.append(heading)
        return f'<h{heading.level} id="{escaping.attribute(heading.id)}">{found[2]}</h{heading.level}>'

    return _HEADING.sub(named, _shifted(html, levels)), tuple(contents)


def linked(html: str) -> str:
    """Each heading as a link to itself, so that readers find its address; those that are links already stay."""
    return _NAMED.sub(_linked, html) if ' id="' in html else html


def _linked(found: re.Match[str]) -> str:
    level, id, inner = found.groups()
    return found[0] if "<a " in inner else f'<h{level} id="{id}"><a href="#{id}">{inner}</a></h{level}>'


def plain(html: str) -> str:
    return " ".join(escaping.plain(_TAG.sub("", html.replace("<rt>", " "))).split())


def address(text: str) -> str:
    """The id of a heading: its letters, Chinese ones included, with a hyphen for whatever stands between them."""
    return PREFIX + (_NO_LETTER.sub("-", text.lower()).strip("-") or "section")


def _shifted(html: str, levels: set[str]) -> str:
    """All headings moved by as many levels as bring the highest to h2."""
    by = HIGHEST - int(min(levels))
    # Away from where they move to, so that none is moved twice.
    for level in sorted(levels, reverse=by > 0):
        to = min(int(level) + by, DEEPEST)
        html = html.replace(f"<h{level}>", f"<h{to}>").replace(f"</h{level}>", f"</h{to}>")
    return html


class _Ids:
    def __init__(self) -> None:
        self._turns: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """The wanted id, with a number behind it where it is taken."""
        turn = self._turns.get(wanted, 0) + 1
        while turn > 1 and f"{wanted}-{turn}" in self._turns:
            turn += 1
        self._turns[wanted] = turn
        name = wanted if turn == 1 else f"{wanted}-{turn}"
        self._turns.setdefault(name, 1)
        return name
