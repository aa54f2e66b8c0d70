"""What shows the hits of a search in a text."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.search import Piece


def marked(pieces: Iterable[Piece]) -> SafeString:
    """The text of a title or a passage, with a mark around each hit."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if hit else text,) for text, hit in pieces)
    )
