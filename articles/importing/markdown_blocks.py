"""The blocks of a Markdown text, by CommonMark's rules: which lines are code, which are HTML, which are text.

Part of the second route of verify_import, which shares no code with articles/text. It knows as much of Markdown as decides
on words: headings, rules and bullets hold none, so they only end paragraphs here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["text", "code", "html"]

FENCE: Final = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
HEADING: Final = re.compile(r" {0,3}#{1,6}(?: |$)")
UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-+) *$")
RULE: Final = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})$")
QUOTE: Final = re.compile(r" {0,3}> ?")
ITEM: Final = re.compile(r"( {0,3})([-+*]|(\d{1,9})[.)])(?=( *)(.*))", re.ASCII)
NOTE: Final = re.compile(r" {0,3}\[\^([^\]\s]+)\]: *")
# A header row that is indented by more than three blanks would be code; a delimiter row below it tells that it is none.
INDENTED_HEADER: Final = re.compile(r"(?m)^[ \t]{1,8}(\|[^\n]*\n)(?=\|[ \t]*:?--)")
DEFINITION: Final = re.compile(
    r""" {0,3}\[((?:[^\[\]\\]|\\.)+)\]:[ ]*\n?[ ]*(?:<(?:[^<>\n\\]|\\.)*>|[^\s<]\S*)"""
    r"""(?:(?:[ ]+|[ ]*\n[ ]*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ ]*(?:\n|\Z)""",
    re.DOTALL,
)
BLOCK_ELEMENTS: Final = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|"
    "noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
TAG: Final = (
    r"<(?:[a-zA-Z][a-zA-Z0-9-]*(?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?|"
    r"/[a-zA-Z][a-zA-Z0-9-]*\s*)>"
)
BLANK: Final = re.compile(r"\s*$")
# How a block of HTML begins, and what ends it: a line that holds this, or a blank line.
HTML_BLOCKS: Final = (
    (re.compile(r" {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)", re.I), re.compile(r"</(?:script|pre|style|textarea)>", re.I)),
    (re.compile(r" {0,3}<!--"), re.compile("-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<![a-zA-Z]"), re.compile(">")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf" {{0,3}}</?(?:{BLOCK_ELEMENTS})(?:\s|/?>|$)", re.I), None),
)
LONE_TAG: Final = re.compile(rf" {{0,3}}{TAG}\s*$", re.ASCII)
OPENS_BLOCK: Final = re.compile(r" *(?:[-+*<>#`~=_\[]|\d{1,9}[.)])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind, joined by line feeds; `note` is the label of the footnote that they belong to, or ""."""

    kind: Kind
    text: str
    note: str = ""


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
    """Reads a text line by line; `blocks` are its blocks, `definitions` the labels of its link references."""

    blocks: list[Block] = field(default_factory=list)
    definitions: set[str] = field(default_factory=set)
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
            self._line(line.expandtabs(4))
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
            if not self._fence:
                self._lines.append(line)
            elif not ends:
                self._lines.append(line)
            if ends:
                self._close()
            return True
        if self._kind == "code" and (_indent(line) >= 4 or not line.strip()):
            self._lines.append(line)
            return True
        return False

    def _starts(self, line: str, matched: int) -> tuple[str, int] | None:
        """Open the blocks that start on this line: what of it is text, and in how many containers, or None where nothing."""
        in_paragraph = self._kind == "text" and matched == len(self._containers)
        while line.strip():
            if _indent(line) >= 4:
                break
            if quote := QUOTE.match(line):
                line = self._enter(Container(0), line[quote.end() :], matched)
            elif in_paragraph and UNDERLINE.match(line):
                self._close()
                return None
            elif self._opens_leaf(line, matched, in_paragraph):
                return None
            elif RULE.match(line):
                self._leave(matched)
                return None
            elif (item := ITEM.match(line)) and _is_item(item, in_paragraph):
                width = item.end() + (len(item[4]) if item[5] and len(item[4]) <= 4 else 1)
                line = self._enter(Container(width, is_empty=not item[5]), line[width:], matched)
            elif note := NOTE.match(line):
                line = self._enter(Container(4, note[1]), line[note.end() :], matched)
            else:
                break
            in_paragraph = False
            matched = len(self._containers)
        return line, matched

    def _opens_leaf(self, line: str, matched: int, in_paragraph: bool) -> bool:
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
        if not line.lstrip().startswith("<"):
            return False
        ends = next((end or BLANK for start, end in HTML_BLOCKS if start.match(line)), None)
        if ends is None:
            lazy = self._kind == "text"
            if in_paragraph or lazy or not LONE_TAG.match(line):
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
        if self._kind == "text" and not is_blank:  # also a lazy line, outside the containers of its paragraph
            self._lines.append(line)
            return
        self._leave(matched)
        if is_blank:
            return
        for container in self._containers:
            container.is_empty = False
        self._open("code" if _indent(line) >= 4 else "text", line)

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
            self.blocks.append(Block(self._kind, text, note))
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


def blocks_in(markdown: str) -> Iterator[Block]:
    yield from Blocks().read(markdown).blocks


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_item(item: re.Match[str], in_paragraph: bool) -> bool:
    if item[5] and not item[4]:
        return False
    return not in_paragraph or bool(item[5] and item[3] in (None, "1"))
