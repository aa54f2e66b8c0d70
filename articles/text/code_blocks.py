"""Blocks of code: taken out while the text around them is worked on, highlighted, put back."""

import re
from typing import Final, NamedTuple

from articles.text import escaping
from articles.text.highlight import highlight

# The sanitiser never lets a NUL through, so nothing else can stand for a block.
MARK: Final = "\0"

# Of one article no more than this many characters of code are coloured: see highlight.LONGEST for the reason.
COLOURED_AT_MOST: Final = 30_000

_BLOCK = re.compile(r'<pre>(?:<code(?: class="([^"]*)")?>)?([^<]*)(?:</code>)?</pre>')
_CODE_WITH_CLASS = re.compile(r'<code class="[^"]*">')
_LANGUAGE = re.compile(r"language-([A-Za-z][\w+#.-]{0,29})", re.A)


class Lifted(NamedTuple):
    """HTML with a mark for each block of code, and the blocks: (language or "", code as HTML text)."""

    html: str
    blocks: list[tuple[str, str]]


def lift(html: str) -> Lifted:
    if "<pre>" not in html:
        return Lifted(_without_classes(html), [])
    blocks: list[tuple[str, str]] = []

    def mark(found: re.Match[str]) -> str:
        language = _LANGUAGE.fullmatch(found[1] or "")
        blocks.append((language[1] if language else "", _trimmed(found[2])))
        return MARK

    return Lifted(_without_classes(_BLOCK.sub(mark, html)), blocks)


def put_back(html: str, blocks: list[tuple[str, str]]) -> str:
    if not blocks:
        return html
    pieces = html.split(MARK)
    left = COLOURED_AT_MOST
    for place, (language, code) in enumerate(blocks):
        left -= len(code) if language else 0
        pieces[place] += _block(language, code, is_coloured=left >= 0)
    return "".join(pieces)


def _without_classes(html: str) -> str:
    return _CODE_WITH_CLASS.sub("<code>", html) if "<code class=" in html else html


def _trimmed(code: str) -> str:
    """The archive put an empty line before most closing fences."""
    return code[:-1] if code.endswith("\n\n") else code


def _block(language: str, code: str, *, is_coloured: bool) -> str:
    # tabindex: what scrolls must be reachable by keyboard.
    if not language:
        return f'<pre tabindex="0"><code>{code}</code></pre>'
    coloured = highlight(escaping.plain(code), language) if is_coloured else None
    if coloured is None:
        return f'<pre tabindex="0" data-language="{language}"><code>{code}</code></pre>'
    return f'<pre tabindex="0" data-language="{language}"><code class="{_class(language)}">{coloured}</code></pre>'


def _class(language: str) -> str:
    return f"language-{language.lower()}"
