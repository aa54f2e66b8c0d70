"""Passages of a text that somebody quoted: found again after the text was edited, or known to be gone."""

import re
from html import unescape
from typing import Final

AROUND: Final = 30
# A passage may be quoted from the Markdown or from the page that it makes: what only one of them shows does not count.
_LINK = re.compile(r"!?\[([^\[\]]*)\](\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[a-z][a-z0-9-]*(\s[^<>]*)?/?>", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t>]*([-+*]|\d{1,9}[.)]|#{1,6})[ \t]+", re.MULTILINE)
_MARKS: Final = str.maketrans("", "", "*_`~\\\\>|")


def context(quote: str, body: str) -> str:
    """What stands around the quote where it is first found; empty where it is not."""
    body, quote = _plain(body), _plain(quote)
    at = body.find(quote)
    return body[max(0, at - AROUND) : at + len(quote) + AROUND] if at >= 0 and quote else ""


def is_there(quote: str, body: str) -> bool:
    """Whether the body still holds the quote, wherever it moved to; blanks and signs of Markdown do not count."""
    return _plain(quote) in _plain(body)


def _plain(text: str) -> str:
    shown = _TAG.sub("", _LINK.sub(r"\1", _BULLET.sub("", text)))
    return "".join(unescape(shown).translate(_MARKS).split())
