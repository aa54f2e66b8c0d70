"""Passages of a text that somebody quoted: found again after the text was edited, or known to be gone."""

from typing import Final

AROUND: Final = 30


def context(quote: str, body: str) -> str:
    """What stands around the quote where it is first found; empty where it is not."""
    body = _plain(body)
    at = body.find(_plain(quote))
    return body[max(0, at - AROUND) : at + len(_plain(quote)) + AROUND] if at >= 0 and quote.strip() else ""


def is_there(quote: str, body: str) -> bool:
    """Whether the body still holds the quote, wherever it moved to; blanks and line ends do not count."""
    return _plain(quote) in _plain(body)


def _plain(text: str) -> str:
    return "".join(text.split())
