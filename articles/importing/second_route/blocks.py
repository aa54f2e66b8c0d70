"""The blocks of a Markdown text: which of its lines are code, which are HTML, tables or text.

It knows as much of Markdown as decides on words: rules, bullets and the like hold none, here they only end paragraphs.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from .grammar import (
    BLANK,
    CENTRED,
    CODE_INDENT,
    DEFINITION,
    DELIMITERS,
    FENCE,
    HEADING,
    HTML_BLOCKS,
    INDENTED_HEADER,
    ITEM,
    LONE_TAG,
    NOTE,
    OPENS_BLOCK,
    PIPE,
    QUOTE,
    RULE,
    UNDERLINE,
)

Kind = Literal["text", "code", "html", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind, joined by line feeds."""

    kind: Kind
    text: str


@dataclass(slots=True)
class Container:
    """A quote (indent 0), a list item or a footnote: its lines are indented by `indent`."""

    indent: int
    note: str = ""
    is_empty: bool = False

    def rest(self, line: str) -> str | None:
        """What of the line is in the container, or None where the line is outside."""
        if not self.indent:
            quote = QUOTE.match(line)
            return line[quote.end() :] if quote else None
        if not line.strip():
            return None if self.is_empty else ""
        return line[self.indent :] if _indent(line) >= self.indent else None


@dataclass(slots=True)
class Blocks:
    """Reads a text line by line.

    `notes` are the blocks of each footnote by its label, `definitions` the labels of references.
    """

    blocks: list[Block] = field(default_factory=list)
    definitions: set[str] = field(default_factory=set)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    _containers: list[Container] = field(default_factory=list)
    _kind: Kind | None = None
    _lines: list[str] = field(default_factory=list)
    _end: re.Pattern[str] = BLANK  # what ends the block of HTML or the fence
    _fence: bool = False

    def read(self, markdown: str) -> "Blocks":
        text = markdown.replace("\r\n", "\n").replace("\r", "\n")
        if "|" in text:
            text = INDENTED_HEADER.sub(r"\1", text)
        for line in text.split("\n"):
            self._line(line.expandtabs(CODE_INDENT))
        self._close()
        return self

    def _line(self, line: str) -> None:
        matched = 0
        for container in self._containers:
            rest = container.rest(line)
            if rest is None:
                break
            line = rest
            matched += 1
        inside = matched == len(self._containers)
        if inside and self._continues(line):
            return
        started = self._starts(line, matched) if OPENS_BLOCK.match(line) else (line, matched)
        if started:
            self._text(*started)

    def _continues(self, line: str) -> bool:
        """Whether the line goes on with the open block of code or HTML, and is done with."""
        if self._kind == "html" or self._fence:
            ends = self._end.match(line) if self._fence or self._end is BLANK else self._end.search(line)
            if not self._fence or not ends:
                self._lines.append(line)
            if ends:
                self._close()
            return True
        if self._kind == "code" and (_indent(line) >= CODE_INDENT or not line.strip()):
            self._lines.append(line)
            return True
        return False

    def _starts(self, line: str, matched: int) -> tuple[str, int] | None:
        """Open the blocks that start on this line: (its text, containers around that), or None where it has no text."""
        in_paragraph = self._kind == "text" and matched == len(self._containers)
        while line.strip() and _indent(line) < CODE_INDENT:
            if self._opens_leaf(line, matched, in_paragraph):
                return None
            inside = self._opens_container(line, matched, in_paragraph)
            if inside is None:
                break
            line, matched, in_paragraph = inside, len(self._containers), False
        return line, matched

    def _opens_container(self, line: str, matched: int, in_paragraph: bool) -> str | None:
        """The line without the mark of a quote, an item or a footnote, or None where it starts none."""
        if quote := QUOTE.match(line):
            return self._enter(Container(0), line[quote.end() :], matched)
        if (item := ITEM.match(line)) and _is_item(item, in_paragraph):
            width = item.end() + (len(item[4]) if item[5] and len(item[4]) <= CODE_INDENT else 1)
            return self._enter(Container(width, is_empty=not item[5]), line[width:], matched)
        if note := NOTE.match(line):
            self.notes.setdefault(label(note[1]), [])
            return self._enter(Container(CODE_INDENT, label(note[1])), line[note.end() :], matched)
        return None

    def _opens_leaf(self, line: str, matched: int, in_paragraph: bool) -> bool:
        """Whether the line starts, or is, a block that holds no other blocks."""
        if in_paragraph and UNDERLINE.match(line):
            self._close()
            return True
        if RULE.match(line):
            self._leave(matched)
            return True
        if HEADING.match(line):
            self._leave(matched)
            self._open("text", line)
            self._close()
            return True
        if fence := FENCE.match(line):
            self._leave(matched)
            self._open("code")
            self._fence, self._end = True, re.compile(rf" {{0,3}}{re.escape(fence[1])}{re.escape(fence[1][0])}* *$")
            return True
        return self._opens_html(line, matched, in_paragraph)

    def _opens_html(self, line: str, matched: int, in_paragraph: bool) -> bool:
        if not line.lstrip().startswith("<") or CENTRED.match(line):
            return False
        ends = next((end or BLANK for start, end in HTML_BLOCKS if start.match(line)), None)
        if ends is None:
            if in_paragraph or not LONE_TAG.match(line):
                return False
            ends = BLANK
        self._leave(matched)
        self._open("html", line)
        self._end = ends
        if ends is not BLANK and ends.search(line):
            self._close()
        return True

    def _text(self, line: str, matched: int) -> None:
        is_blank = not line.strip()
        inside = matched == len(self._containers)
        if self._kind == "text" and not is_blank:  # also a lazy line, outside the containers of its paragraph
            if inside and DELIMITERS.match(line) and len(cells(line)) == len(cells(self._lines[-1])):
                self._open_table()
            else:
                self._lines.append(line.lstrip())
        elif self._kind == "table" and inside and not is_blank and _indent(line) < CODE_INDENT:
            self._lines.append(line)
        else:
            self._leave(matched)
            if not is_blank:
                self._open("code" if _indent(line) >= CODE_INDENT else "text", line)

    def _open_table(self) -> None:
        """The last line of the paragraph is the header of a table."""
        header = self._lines.pop()
        self._close()
        self._open("table", header)

    def _enter(self, container: Container, line: str, matched: int) -> str:
        self._leave(matched)
        for outer in self._containers:
            outer.is_empty = False
        self._containers.append(container)
        return line

    def _leave(self, matched: int) -> None:
        """Close the open block, and the containers beyond those matched."""
        self._close()
        del self._containers[matched:]

    def _open(self, kind: Kind, *lines: str) -> None:
        for container in self._containers:
            container.is_empty = False
        self._kind, self._lines = kind, list(lines)

    def _close(self) -> None:
        if self._kind:
            text = "\n".join(self._lines)
            if self._kind == "text":
                text = self._without_definitions(text)
            note = next((container.note for container in self._containers if container.note), "")
            (self.notes[note] if note else self.blocks).append(Block(self._kind, text))
        self._kind, self._lines, self._fence, self._end = None, [], False, BLANK

    def _without_definitions(self, text: str) -> str:
        at = 0
        while found := DEFINITION.match(text, at):
            self.definitions.add(label(found[1]))
            at = found.end()
        return text[at:]


def label(text: str) -> str:
    """A reference's label as labels are compared."""
    return " ".join(text.split()).casefold()


def cells(row: str) -> list[str]:
    """The cells of a row of a table."""
    row = row.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return [cell.replace("\\|", "|") for cell in PIPE.split(row)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_item(item: re.Match[str], in_paragraph: bool) -> bool:
    if item[5] and not item[4]:
        return False
    return not in_paragraph or bool(item[5] and item[3] in (None, "1"))
