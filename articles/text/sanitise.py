"""What may stay of HTML: one allow-list for articles, a shorter one for archived comments."""

from typing import Final

import nh3

from articles.text import footnotes
from articles.text.nesting import limited
from articles.text.vocabulary import ALLOWED

_SCHEMES: Final = {"http", "https", "mailto"}
_CELL: Final = {"colspan", "rowspan"}
_ALIGNED: Final = {"align": {"left", "center", "right"}}
# The class of code is looked at and thrown away by code_blocks.py: nothing else carries the language of a fence.
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "code": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": _CELL,
    "th": _CELL,
}
_ALIGNMENTS: Final = {"td": _ALIGNED, "th": _ALIGNED}
_article = nh3.Cleaner(
    tags=ALLOWED,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_ALIGNMENTS,
    url_schemes=_SCHEMES,
    link_rel=None,
)
# A second one, because asking Python about each attribute is dear and few articles have footnotes.
_article_with_notes = nh3.Cleaner(
    tags=ALLOWED,
    attributes=_ATTRIBUTES | {"a": {"href", "title", "id"}, "li": {"id"}},
    attribute_filter=footnotes.keep_own_id,
    tag_attribute_values=_ALIGNMENTS,
    url_schemes=_SCHEMES,
    link_rel=None,
)
_comment = nh3.Cleaner(
    tags=set("a b blockquote br code del div em i li ol p pre s strong u ul".split()),
    attributes={"a": {"href"}},
    url_schemes=_SCHEMES,
    link_rel="nofollow noopener ugc",
)


def article(html: str) -> str:
    """The HTML of an article without anything that could run, load or pose as the page around it."""
    html = limited(html)
    if not footnotes.occur_in(html):
        return _article.clean(html)
    return footnotes.finish(_article_with_notes.clean(html))


def sanitise_comment(html: str) -> str:
    """An archived comment, which is HTML already: never unescape it, its authors' tags were escaped. Pictures go."""
    return _comment.clean(limited(html))
