"""The words of a body and of its page, to be held against each other.

A word is one CJK character, or one run of letters and digits of any other script. Every word of a body must stand on
its page, in the same order (footnotes at the end, in the order of their marks), save what NOT_LOOKED_FOR names.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from .blocks import Block, Blocks
from .inline import NoteMark, pieces_of_html, pieces_of_table, pieces_of_text
from .markup import without_markup

NOT_LOOKED_FOR: Final = (
    "addresses and titles of links and pictures",
    "alternative texts that are addresses",
    "labels of references and footnotes",
    "the language of a fence",
    "the numbers of ordered lists",
    "HTML tags with their attributes, and comments",
    "the content of script, style, svg, math, template, head, iframe, object, embed, audio and video elements",
)
CJK: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u312f\u3131-\u318e\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
WORD: Final = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
# Of these some are marks of emphasis, code and escaping and others are not: none of them counts, and none parts words.
MARKS: Final = str.maketrans("", "", "*_~`\\\u200b\ufeff\xad")
SHOWN: Final = 100  # characters of a lost run of words
RUNS: Final = 20  # lost runs that are told of one page
LONG: Final = 2000  # words; above, the exact comparison of two texts takes too long


def words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text.translate(MARKS)))


def words_of_body(markdown: str) -> list[str]:
    """The words that readers must find, in their order."""
    return words(text_of_body(markdown))


def text_of_body(markdown: str) -> str:
    read = Blocks().read(markdown)
    pieces = [piece for block in read.blocks for piece in _pieces(block, read)]
    waiting = _marks(pieces)
    for name in waiting:  # grows where a footnote refers to another one
        found = [piece for block in read.notes[name] for piece in _pieces(block, read)]
        waiting += [mark for mark in _marks(found) if mark not in waiting]
        pieces += found
    return "".join(" " if isinstance(piece, NoteMark) else piece for piece in without_markup(pieces))


def _pieces(block: Block, whole: Blocks) -> list[str]:
    if block.kind == "code":
        return [block.text, "\n"]
    if block.kind == "html":
        return [*pieces_of_html(block.text), "\n"]
    if block.kind == "table":
        return [*pieces_of_table(block.text, whole.definitions, whole.notes), "\n"]
    return [*pieces_of_text(block.text, whole.definitions, whole.notes), "\n"]


def _marks(pieces: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(str(piece) for piece in pieces if isinstance(piece, NoteMark)))


def stand_in(body: Sequence[str], page: Sequence[str]) -> bool:
    """Whether all words of the body stand on the page in their order."""
    rest = iter(page)
    return all(word in rest for word in body)


def missing(body: Sequence[str], page: Sequence[str]) -> list[str]:
    """The runs of words that the page lacks, for people to read; empty where it lacks none."""
    if stand_in(body, page):
        return []
    start = _in_common(body, page)
    end = _in_common(body[start:][::-1], page[start:][::-1])
    left, right = body[start : len(body) - end], page[start : len(page) - end]
    changes = SequenceMatcher(None, left, right, autojunk=len(left) > LONG).get_opcodes()
    runs = [_joined(left[first:last]) for kind, first, last, _, _ in changes if kind in {"delete", "replace"}]
    return runs if len(runs) <= RUNS else [*runs[:RUNS], f"… and {len(runs) - RUNS} more runs of words"]


def _in_common(body: Sequence[str], page: Sequence[str]) -> int:
    """With how many equal words the two begin."""
    pairs = zip(body, page, strict=False)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(body), len(page)))


def _joined(found: Sequence[str]) -> str:
    """Words as they would be read: a blank only between words that are not CJK."""
    text = " ".join(found)
    text = re.sub(rf"(?<=[{CJK}]) | (?=[{CJK}])", "", text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(found)} words)"
