"""From Markdown to what readers see: safe HTML, the list of contents, plain text, and all that the text points at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from articles.text import captions, code_blocks, headings, prose, sanitise
from articles.text.headings import Heading
from articles.text.markdown import to_html
from articles.text.raw_html import settle
from articles.text.sanitise import sanitise_comment
from articles.text.targets import Targets

__all__ = ["RENDERER_VERSION", "Heading", "Rendered", "Site", "render", "sanitise_comment"]

# Raised with every change that can be seen in the HTML of a stored article.
RENDERER_VERSION: Final = 2

_PRE = re.compile("<pre>\n*")  # a browser overlooks the first line feed
_TABLE = re.compile(r"<(/?)table>")


@dataclass(frozen=True, slots=True)
class Site:
    """Our hosts in lower case, and the (width, height) in pixels of a picture of ours by its "/data/attachment/…"."""

    hosts: frozenset[str]
    picture_size: Callable[[str], tuple[int, int] | None]


class Rendered(NamedTuple):
    """Addresses are normalised, in order, once each; `missing` are the images that should be ours and have no size."""

    html: str
    contents: tuple[Heading, ...]
    text: str
    images: tuple[str, ...]
    links: tuple[str, ...]
    missing: tuple[str, ...]


def render(markdown: str, site: Site) -> Rendered:
    """The one way from Markdown to HTML. The HTML is safe for any input, and the same for the same input and sizes."""
    lifted = code_blocks.lift(sanitise.article(settle(to_html(markdown))))
    lifted = lifted._replace(html=prose.trim_ruby(prose.join_lines(lifted.html)))
    html, contents = headings.number(lifted.html)
    targets = Targets(site.hosts, site.picture_size, frozenset(heading.id for heading in contents))
    html = captions.join(headings.linked(targets.rewrite(html)))
    html = code_blocks.put_back(_scrollable(html), lifted.blocks)
    return Rendered(
        html=html,
        contents=contents,
        text=prose.plain(lifted),
        images=tuple(targets.images),
        links=tuple(targets.links),
        missing=tuple(targets.missing),
    )


def _scrollable(html: str) -> str:
    """What may be wider than the page scrolls in a box of its own, which a keyboard must be able to reach."""
    if "<pre>" in html:
        html = _PRE.sub('<pre tabindex="0">', html)
    if "<table>" not in html:
        return html
    turn = 0

    def boxed(found: re.Match[str]) -> str:
        nonlocal turn
        if found[1]:
            return "</table></div>"
        turn += 1
        return f'<div class="table-scroll" tabindex="0" role="region" aria-label="表格 {turn}"><table>'

    return _TABLE.sub(boxed, html)
