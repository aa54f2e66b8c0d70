"""The words within a block of Markdown: what readers see of links, pictures, code and escapes.

Emphasis is left as it stands: its marks are no words, and words.py drops them on both sides.
"""

import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import Final

from .blocks import cells, label
from .grammar import TAG

SPECIAL: Final = re.compile(r"[\\`<\[\]!&]")
ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
BACKTICKS: Final = re.compile("`*")
AUTOLINK: Final = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*)>", re.ASCII
)
ADDRESS: Final = re.compile(r"https?:|mailto:|[^:]*$")
MARKUP: Final = re.compile(
    rf"{TAG}|<!-->|<!--->|<!--.*?-->|<\?.*?\?>|<![a-zA-Z].*?>|<!\[CDATA\[.*?\]\]>", re.DOTALL | re.ASCII
)
LOOSE_MARKUP: Final = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|<[?!][^<>]*>", re.DOTALL)
ENTITY: Final = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]*;))(?:(?<=;)|;)", re.ASCII)
SPACE: Final = r"[ \t]*(?:\n[ \t]*)?"
TITLE: Final = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))"
ANGLE_TARGET: Final = re.compile(rf"\({SPACE}<(?:[^<>\n\\]|\\.)*>(?:[ \t\n]+{TITLE})?\s*\)", re.DOTALL)
TARGET_START: Final = re.compile(rf"\({SPACE}", re.DOTALL)
TARGET_END: Final = re.compile(rf"(?:[ \t\n]+{TITLE})?[ \t]*\n?[ \t]*\)", re.DOTALL)
LABEL: Final = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
NOTE_MARK: Final = re.compile(r"\[\^([^\]\s]+)\]")
ADDRESS_AS_ALT: Final = re.compile(r"\s*(?:(?:https?:)?//|www\.|/data/)\S*\s*", re.IGNORECASE)


class Tag(str):
    """A piece of a text that is written as HTML markup: what becomes of it is decided with the whole text in view."""

    __slots__ = ()


class NoteMark(str):
    """A piece of a text that refers to the footnote of this label."""

    __slots__ = ()


def pieces_of_text(text: str, definitions: Collection[str], notes: Collection[str]) -> list[str]:
    return _Inline(text, definitions, notes).pieces


def pieces_of_table(text: str, definitions: Collection[str], notes: Collection[str]) -> Iterator[str]:
    rows = [cells(row) for row in text.split("\n")]
    for row, found in zip(text.split("\n"), rows, strict=True):
        # Too many cells for the table: then pipes in code were taken for its lines.
        for cell in [row] if len(found) > len(rows[0]) else found:
            yield from _Inline(cell, definitions, notes).pieces
            yield "\n"


def pieces_of_html(text: str) -> Iterator[str]:
    """A block of HTML: its tags apart from its text."""
    at = 0
    for found in LOOSE_MARKUP.finditer(text):
        yield decoded(text[at : found.start()])
        yield Tag(found[0])
        at = found.end()
    yield decoded(text[at:])


def decoded(text: str) -> str:
    """The text with its character references replaced."""
    return ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return html5.get(found[3], found[0])
    number = int(found[1]) if found[1] else int(found[2], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


class _Inline:
    """Reads a text from left to right; `pieces` are what readers see of it, Tags and NoteMarks among them."""

    def __init__(self, text: str, definitions: Collection[str], notes: Collection[str]) -> None:
        self.pieces: list[str] = []
        self._text, self._definitions, self._notes = text, definitions, notes
        self._at = 0
        # Open brackets: the place in `pieces`, the place in the text, whether of a picture.
        self._open: list[tuple[int, int, bool]] = []
        self._closed_before = 0  # brackets before this one are within no link
        self._read()

    def _read(self) -> None:
        text, take = (
            self._text,
            {
                "\\": self._escape,
                "`": self._code,
                "<": self._markup,
                "&": self._entity,
                "[": self._bracket,
                "!": self._exclamation,
                "]": self._closing,
            },
        )
        while found := SPECIAL.search(text, self._at):
            if found.start() > self._at:
                self.pieces.append(text[self._at : found.start()])
            self._at = found.start()
            take[found[0]]()
        self.pieces.append(text[self._at :])

    def _take(self, shown: str, length: int) -> None:
        self.pieces.append(shown)
        self._at += length

    def _escape(self) -> None:
        following = self._text[self._at + 1 : self._at + 2]
        if following in ESCAPABLE and following:
            self._take(following, 2)
        else:
            self._take("\\", 1)

    def _code(self) -> None:
        fence = BACKTICKS.match(self._text, self._at)
        assert fence
        length = len(fence[0])
        closing = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(self._text, self._at + length)
        if closing:
            self.pieces.append(self._text[self._at + length : closing.start()])
            self._at = closing.end()
        else:
            self._take(self._text[self._at : self._at + length], length)

    def _markup(self) -> None:
        if found := AUTOLINK.match(self._text, self._at):
            # "<host:port>" is an address only by its form: readers see the brackets too.
            self._take(found[1] if ADDRESS.match(found[1]) else found[0], len(found[0]))
        elif found := MARKUP.match(self._text, self._at):
            self._take(Tag(found[0]), len(found[0]))
        else:
            self._take("<", 1)

    def _entity(self) -> None:
        found = ENTITY.match(self._text, self._at)
        shown = found[0] if found else "&"
        self._take(decoded(shown), len(shown))

    def _exclamation(self) -> None:
        if self._text.startswith("![", self._at):
            self._open.append((len(self.pieces), self._at + 2, True))
            self._take("![", 2)
        else:
            self._take("!", 1)

    def _bracket(self) -> None:
        note = NOTE_MARK.match(self._text, self._at)
        if note and label(note[1]) in self._notes:
            self._take(NoteMark(label(note[1])), len(note[0]))
            return
        self._open.append((len(self.pieces), self._at + 1, False))
        self._take("[", 1)

    def _closing(self) -> None:
        if not self._open:
            self._take("]", 1)
            return
        place, start, is_picture = self._open.pop()
        may_be = is_picture or place >= self._closed_before
        end = self._end_of_link(start) if may_be else None
        if end is None:
            self._take("]", 1)
            return
        self._at = end
        if is_picture:
            self._picture(place)
        else:
            self.pieces[place] = ""
            self._closed_before = place

    def _picture(self, place: int) -> None:
        """A picture's words are those of its alternative text, unless that is an address."""
        alt = "".join(self.pieces[place + 1 :])
        self.pieces[place:] = [" ", "" if ADDRESS_AS_ALT.fullmatch(alt) else alt, " "]

    def _end_of_link(self, start: int) -> int | None:
        """Where the link ends whose text begins at `start` and ends here, or None where this is no link."""
        after = self._at + 1
        if self._text.startswith("(", after) and (end := self._end_of_target(after)):
            return end
        following = LABEL.match(self._text, after)
        if following and following[1].strip():
            return following.end() if label(following[1]) in self._definitions else None
        if label(self._text[start : self._at]) in self._definitions:
            return following.end() if following else after
        return None

    def _end_of_target(self, at: int) -> int | None:
        if found := ANGLE_TARGET.match(self._text, at):
            return found.end()
        start = TARGET_START.match(self._text, at)
        assert start
        end = self._end_of_address(start.end())
        if end is None:
            return None
        found = TARGET_END.match(self._text, end)
        return found.end() if found else None

    def _end_of_address(self, at: int) -> int | None:
        depth = 0
        text = self._text
        if text.startswith("<", at):
            return None
        while at < len(text):
            character = text[at]
            if character == "\\" and text[at + 1 : at + 2] in ESCAPABLE:
                at += 1
            elif character == "(":
                depth += 1
            elif character == ")":
                if not depth:
                    return at
                depth -= 1
            elif character in " \t\n" or (character < " "):
                break
            at += 1
        return at if not depth else None
