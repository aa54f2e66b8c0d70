"""Which HTML in a Markdown text is markup and which is words that look like it: "<server-ip>", a lone "<title>"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .inline import Tag

NAME: Final = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)")
# What Markdown makes itself, never taken for a word.
ALWAYS: Final = frozenset(
    "blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li ol p pre rb rp rt ruby strong sup table tbody td th thead "
    "tr ul".split()
)
UNCLOSED: Final = frozenset("caption colgroup dd dt optgroup option tfoot wbr".split())
ELEMENTS: Final = (
    ALWAYS
    | UNCLOSED
    | frozenset(
        "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink body button "
        "canvas center cite col data datalist dfn dialog details dir div dl embed fieldset figcaption figure font "
        "footer form frame frameset head header hgroup html i iframe input ins kbd label legend link listing main map "
        "mark marquee math menu meta meter nav nobr noembed noframes noscript object output param picture plaintext "
        "progress "
        "q s samp script search section select slot small source span strike style sub summary svg template textarea "
        "time title track tt u var video xmp".split()
    )
)
# Their content is not for reading; those that embed something else become a link.
UNREAD: Final = frozenset("audio embed head iframe math object script style svg template video".split())
# Where one word ends and another begins; all other elements stand within words.
PARTING: Final = frozenset(
    "blockquote br caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr img li ol p pre rb rp rt ruby "
    "section summary table tbody td tfoot th thead tr ul".split()
)


def without_markup(pieces: Sequence[str]) -> Iterator[str]:
    """The pieces of a text with each Tag replaced by what readers see of it."""
    names = [_name(piece) if isinstance(piece, Tag) else "" for piece in pieces]
    closings = {name: place for place, name in enumerate(names) if name.startswith("/")}  # the last one of each
    opened: dict[str, int] = {}
    place = 0
    while place < len(pieces):
        piece, name = pieces[place], names[place]
        place += 1
        if not isinstance(piece, Tag):
            yield piece
        elif name.startswith("/"):
            yield from _closing(piece, name[1:], opened)
        elif name in UNREAD and (end := _end(names, place, name)):
            place = end
        elif _is_word(piece, name, closings.get(f"/{name}", -1) >= place):
            yield piece
        else:
            opened[name] = opened.get(name, 0) + 1
            yield _gap(name)


def _closing(tag: Tag, name: str, opened: dict[str, int]) -> Iterator[str]:
    if opened.get(name, 0) > 0:
        opened[name] -= 1
        yield _gap(name)
    elif name not in ALWAYS | UNCLOSED | {"a"}:
        yield tag
    elif name in {"p", "br"}:  # which HTML takes for an empty paragraph and a line break
        yield " "


def _name(tag: Tag) -> str:
    """The name in lower case, "/" before that of a closing tag; "!" for what is neither."""
    found = NAME.match(tag)
    return found[1] + found[2].lower() if found else "!"


def _gap(name: str) -> str:
    return " " if name in PARTING else ""


def _is_word(tag: Tag, name: str, is_closed: bool) -> bool:
    if name == "!":
        return not tag.startswith("<!--")
    found = NAME.match(tag)
    attributes = found[3].strip(" /") if found else ""
    if name not in ELEMENTS:
        return True
    return not attributes and not is_closed and name not in ALWAYS | UNCLOSED


def _end(names: Sequence[str], place: int, name: str) -> int:
    """The place after the closing tag, or 0 where there is none."""
    return next((n + 1 for n in range(place, len(names)) if names[n] == f"/{name}"), 0)
