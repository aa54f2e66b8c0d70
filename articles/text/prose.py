"""Chinese prose: line breaks of the source that are no spaces, ruby without the converter's blanks, plain text."""

import re

from articles.text import cjk, escaping
from articles.text.code_blocks import MARK, Lifted

# What the line of a narrow phone holds, in full-width letters; those above a ruby are about half as large.
LONGEST_RUBY = 16

_INLINE = "a|s(?:trong|u[bp]|amp|mall)?|b|c(?:ode|ite)|em|del|abbr|i(?:ns)?|kbd|mark|q|ruby|u"
_WIDE = f"[{cjk.WORD}{cjk.WIDE}]"
_SHARED = f"[{cjk.SHARED}]"
_EITHER = f"[{cjk.WORD}{cjk.WIDE}{cjk.SHARED}]"
# Lines of an attribution are told apart by their breaks: "译者：甲\n校对：乙".
_LABEL = "(?:作者|选题|译者|校对|编辑|编译|排版|来源)[：:]"


def _after(characters: str) -> str:
    ends = (rf"(?<={characters}</{name}>\n)" for name in ("a", "b", "code", "del", "em", "ruby", "strong"))
    return rf"(?:(?<={characters}\n)|{'|'.join(ends)})"


def _before(characters: str) -> str:
    return rf"(?=(?:<(?:{_INLINE})(?: [^>]*)?>)*{characters})"


_SOFT_BREAK = re.compile(
    rf"\n(?:(?!{_LABEL}){_before(_WIDE)}{_after(_EITHER)}|{_before(_SHARED)}{_after(_WIDE)})",
)
_RAW_BLOCK = re.compile(r"(<pre>.*?</pre>)", re.S)
_RUBY = re.compile(r"<ruby>.*?</ruby>", re.S)
_BLANK_AT_EDGE = re.compile(r"(?<=>)(?<!</[a-z]>)(?<!</[a-z]{2}>)(?<!</[a-z]{4}>)\s++|(?<!\s)\s++(?=</|<r[tp]>)")
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE}|img|rb|rp|wbr)(?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_OPENING = 200  # characters that may stand before what a summary was cut from


def join_lines(html: str) -> str:
    """Between two CJK characters a line break of the source would show as a space that Chinese does not have."""
    if "<pre>" not in html:
        return _SOFT_BREAK.sub("", html)
    parts = _RAW_BLOCK.split(html)
    parts[::2] = [_SOFT_BREAK.sub("", part) for part in parts[::2]]
    return "".join(parts)


def trim_ruby(html: str) -> str:
    """The archive's converter put blanks around each part of a ruby, and they would show.

    A ruby stays in one line (reading.css) unless it is "long": an author forgot its end, and it holds half a paragraph.
    """
    return _RUBY.sub(_trimmed, html) if "<ruby>" in html else html


def _trimmed(found: re.Match[str]) -> str:
    ruby = _BLANK_AT_EDGE.sub("", found[0])
    base, _, notes = _TAG.sub("", ruby.replace("<rt>", "\0")).partition("\0")
    is_long = max(_width(base), _width(notes) / 2) > LONGEST_RUBY
    return f'<ruby class="long">{ruby[6:]}' if is_long else ruby


def _width(text: str) -> float:
    """In full-width letters, which have three bytes, and Latin ones one."""
    return (len(text) + len(text.encode())) / 4


def plain(lifted: Lifted) -> str:
    """The text of an article, code included, a line for each block."""
    flat = _INLINE_TAG.sub("", lifted.html.replace("\n", " ").replace("<rt>", " "))
    pieces = _TAG.sub("\n", flat).split(MARK)
    for place, (_, code) in enumerate(lifted.blocks):
        pieces[place] += f"\n{code}\n"
    lines = escaping.plain("".join(pieces)).split("\n")
    return "\n".join(filter(None, map(str.strip, lines)))


def searched(summary: str, text: str) -> str:
    """What a search looks through: the text, below its summary where that is more than the text's own beginning."""
    wanted = "".join(summary.split()).rstrip(".…")
    if not wanted or wanted in "".join(text[: 2 * len(summary) + _OPENING].split()):
        return text
    return f"{summary}\n{text}"
