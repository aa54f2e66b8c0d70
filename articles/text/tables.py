"""Pipe tables in Markdown as the archive's converter and authors write them, repaired so that no cell is lost."""

import re

# CommonMark takes a header row indented by four blanks for code; a delimiter row below it tells that it is none.
_INDENTED_HEADER = re.compile(r"(?m)^[ \t]{1,8}(\|[^\n]*\n)(?=\|[ \t]*:?--)")
_HINTS = ("|-", "| -", "|:", "| :", "-|", "- |", ":|", ": |")
_COLUMN = r"[ \t]*+:?-++:?[ \t]*+"
_DELIMITER = re.compile(rf"(?m)^[ >]{{0,8}}(\|{_COLUMN}(?:\|{_COLUMN})*\|?|{_COLUMN}\|(?:{_COLUMN}\|)*(?:{_COLUMN})?)$")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?:\n|\Z)")
_DASHES = re.compile("-+")
_PIPE = re.compile(r"(?<!\\)\|")
_CODE_SPAN = re.compile("`[^`\n]+`")


def repair(markdown: str) -> str:
    """Table headers back at the margin, and rows with more cells than their table has columns made to fit.

    A renderer drops the cells that are too many. Most are none: the pipe stands in a code span.
    """
    if "|" not in markdown or not any(hint in markdown for hint in _HINTS):
        return markdown
    markdown = _INDENTED_HEADER.sub(r"\1", markdown)
    pieces: list[str] = []
    at = 0
    for found in _DELIMITER.finditer(markdown):
        columns = len(_DASHES.findall(found[1]))
        header = markdown[markdown.rfind("\n", 0, max(found.start() - 1, 0)) + 1 : found.start()]
        if found.start() >= at and _cells(header) == columns:
            blank = _BLANK_LINE.search(markdown, found.end())
            end = blank.start() if blank else len(markdown)
            rows = markdown[found.end() : end].split("\n")
            pieces += markdown[at : found.end()], "\n".join(_fitted(row, columns) for row in rows)
            at = end
    return "".join([*pieces, markdown[at:]])


def _cells(row: str) -> int:
    row = row.strip(" \t>\n")
    return len(_PIPE.findall(row)) + 1 - row.startswith("|") - (row.endswith("|") and not row.endswith("\\|"))


def _fitted(row: str, columns: int) -> str:
    if row.count("|") < columns or _cells(row) <= columns:
        return row
    spans_kept = _CODE_SPAN.sub(lambda span: _PIPE.sub(r"\|", span[0]), row)
    if _cells(spans_kept) == columns:
        return spans_kept
    # What is too much stays in the last cell, pipes and all.
    cells = _PIPE.split(row.rstrip())
    before = columns - 1 + (not cells[0].strip(" \t>"))
    closing = [""] if not cells[-1] else []
    last = cells[before : len(cells) - len(closing)]
    return "|".join([*cells[:before], r"\|".join(last), *closing])
