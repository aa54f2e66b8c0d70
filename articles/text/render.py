"""From Markdown to what readers see: safe HTML, the list of contents, plain text, and all that the text points at."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from articles.text import captions, code_blocks, headings, prose, sanitise
from articles.text.code_blocks import Lifted
from articles.text.headings import Heading
from articles.text.markdown import to_html
from articles.text.raw_html import settle
from articles.text.sanitise import sanitise_comment
from articles.text.targets import Targets

__all__ = ["RENDERER_VERSION", "Heading", "Rendered", "Site", "render", "render_many", "sanitise_comment"]

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
    return render_many([markdown], site)[0]


def render_many(markdowns: Sequence[str], site: Site) -> list[Rendered]:
    """Each as render() does, but step by step for all of them.

    Whoever renders many saves a quarter of the time: the code of one step, and what a processor has learnt of it, stay
    in its caches, and all steps together do not.
    """
    lifted = _each(markdowns, to_html, settle, sanitise.article, code_blocks.lift, _in_chinese)
    numbered = [headings.number(one.html) for one in lifted]
    targets = [Targets(site.hosts, site.picture_size, frozenset(h.id for h in contents)) for _, contents in numbered]
    htmls = [one.rewrite(html) for one, (html, _) in zip(targets, numbered, strict=True)]
    htmls = _each(htmls, headings.linked, captions.join, _scrollable)
    htmls = [code_blocks.put_back(html, one.blocks) for html, one in zip(htmls, lifted, strict=True)]
    texts = _each(lifted, prose.plain)
    parts = zip(htmls, numbered, texts, targets, strict=True)
    return [_rendered(html, contents, text, met) for html, (_, contents), text, met in parts]


def _each(items: Iterable[Any], *steps: Callable[[Any], Any]) -> list[Any]:
    for step in steps:
        items = [step(item) for item in items]
    return list(items)


def _in_chinese(lifted: Lifted) -> Lifted:
    return lifted._replace(html=prose.trim_ruby(prose.join_lines(lifted.html)))


def _rendered(html: str, contents: tuple[Heading, ...], text: str, met: Targets) -> Rendered:
    return Rendered(html, contents, text, tuple(met.images), tuple(met.links), tuple(met.missing))


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
