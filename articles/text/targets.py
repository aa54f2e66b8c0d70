"""What an article points at: its links, its pictures, and the addresses that stand bare in its text."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import unquote

from articles.text import cjk, escaping, headings, links, pictures
from articles.text.pictures import Size

MISSING_PICTURE = "图片缺失"
# How far into the HTML of a text a picture is seen before anybody scrolls.
ABOVE_THE_FOLD = 800

_IMG = r"<img((?: [^>]*)?)>"
_IMAGE = re.compile(_IMG)
# In the sanitiser's output every <a> ends, and "<" and ">" stand for tags only. Code is matched to be passed over.
_ELEMENT = re.compile(rf"<a((?: [^>]*)?)>([^<]*(?:<(?!/a>)[^<]*)*)</a>|{_IMG}|<code>[^<]*</code>")
_BARE = re.compile(rf"(?:https?://|www\.)(?:[^\s<>&\"'`|\\{cjk.ENDS_ADDRESS}]|&amp;)+")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_WHOLE = re.compile(r"(?:https?://|(?=www\.[\w-]+\.))[\w-]++(?:\.[\w-]++)+(?::\d+)?(?=[/?#]|$)", re.A)
_ADDRESS_AS_ALT = re.compile(r"(?:(?:https?:)?//|www\.|/data/)\S*", re.I)
_PUNCTUATION = frozenset(".,:;!?*_~+[]{}")
_LAZY = ' loading="lazy"'

Attributes = dict[str, str]


class Place(Enum):
    """Where a picture stands."""

    TEXT = auto()
    LINK = auto()
    CAPTIONED_LINK = auto()


@dataclass(slots=True)
class Targets:
    """Rewrites what points somewhere, and keeps what it met, in order and once each."""

    hosts: frozenset[str]
    picture_size: Callable[[str], Size | None]
    headings: Collection[str] = ()
    images: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def rewrite(self, html: str) -> str:
        pieces: list[str] = []
        at = 0
        for found in _ELEMENT.finditer(html):
            pieces += self._text(html[at : found.start()]), self._element(found)
            at = found.end()
        return _first_at_once("".join([*pieces, self._text(html[at:])]))

    def _text(self, html: str) -> str:
        """HTML between links, pictures and code, with its bare addresses linked."""
        return _BARE.sub(self._bare, html) if "://" in html or "www." in html else html

    def _element(self, found: re.Match[str]) -> str:
        attributes, inner, image = found.groups()
        if attributes is not None:
            return self._link(attributes, inner)
        return found[0] if image is None else self._image(_parsed(image), Place.TEXT)

    def _link(self, written: str, inner: str) -> str:
        attributes = _parsed(written)
        url = attributes.get("href", "").strip()
        # An author's unclosed link goes on as an empty one in the next paragraph.
        is_link = bool(url and inner.strip())
        href = self._href(url) if is_link else ""
        if "<img" in inner:
            place = _place(inner) if is_link else Place.TEXT
            inner = _IMAGE.sub(lambda image: self._image(_parsed(image[1]), place), inner)
        if not is_link:
            return inner
        if href == attributes["href"]:
            return f"<a{written}{_rel(href)}>{inner}</a>"
        return _anchor(attributes | {"href": href}, inner)

    def _href(self, url: str) -> str:
        href = links.normalise(url, self.hosts)
        if href.startswith("#") and (heading := headings.address(unquote(href[1:]))) in self.headings:
            href = f"#{heading}"
        self.links[href] = None
        return href

    def _bare(self, found: re.Match[str]) -> str:
        url = escaping.plain(found[0])
        bare = _trimmed(url)
        before = found.string[found.start() - 1 : found.start()]
        if not _WHOLE.match(bare) or (before.isascii() and before.isalnum()):
            return found[0]
        href = self._href(bare if bare.startswith("http") else f"http://{bare}")
        return _anchor({"href": href}, escaping.text(bare)) + escaping.text(url[len(bare) :])

    def _image(self, attributes: Attributes, place: Place) -> str:
        alt = attributes.get("alt", "").strip()
        attributes["alt"] = alt = "" if _ADDRESS_AS_ALT.fullmatch(alt) else alt
        address = links.normalise(attributes.get("src", "").strip(), self.hosts)
        if address:
            self.images[address] = None
        if links.leaves_site(address):
            return self._foreign(address, alt, place)
        size = self.picture_size(address) if links.is_picture_path(address) else None
        if size is not None:
            return _picture(attributes | {"src": address}, size)
        if address:
            self.missing[address] = None
        return f'<span class="picture-missing">{escaping.text(alt or MISSING_PICTURE)}</span>'

    def _foreign(self, address: str, alt: str, place: Place) -> str:
        text = escaping.text(alt if alt or place is Place.CAPTIONED_LINK else links.host(address) or address)
        if place is not Place.TEXT:
            return text
        href = f"https:{address}" if address.startswith("//") else address
        self.links[href] = None
        return _anchor({"href": href, "class": "picture-elsewhere"}, text)


def _place(link: str) -> Place:
    return Place.CAPTIONED_LINK if _TAG.sub("", link).strip() else Place.LINK


def _picture(attributes: Attributes, size: Size) -> str:
    """A picture of ours: the one place that writes <img> into a text."""
    width, height = map(str, size)
    shown: Attributes = {name: attributes[name] for name in ("src", "alt", "title") if name in attributes}
    if smaller := pictures.srcset(attributes["src"], size):
        shown |= {"srcset": smaller, "sizes": pictures.IN_TEXT}
    return f'<img{_written(shown | {"width": width, "height": height})}{_LAZY} decoding="async">'


def _first_at_once(html: str) -> str:
    """The picture that a text begins with is what its page is waited for; all others wait until they come near."""
    start = html.find("<img ", 0, ABOVE_THE_FOLD)
    return html if start < 0 else html[:start] + html[start:].replace(_LAZY, ' fetchpriority="high"', 1)


def _anchor(attributes: Attributes, inner: str) -> str:
    return f"<a{_written(attributes)}{_rel(attributes['href'])}>{inner}</a>"


def _rel(href: str) -> str:
    return ' rel="noopener"' if links.leaves_site(href) else ""


def _trimmed(url: str) -> str:
    """The address without the punctuation of the sentence around it; a bracket stays where its partner is inside."""
    surplus = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in _PUNCTUATION or (url[end - 1] == ")" and surplus > 0)):
        end -= 1
        surplus -= url[end] == ")"
    return url[:end]


def _parsed(attributes: str) -> Attributes:
    found = dict(_ATTRIBUTE.findall(attributes))
    return {name: escaping.plain(value) for name, value in found.items()} if "&" in attributes else found


def _written(attributes: Attributes) -> str:
    return "".join(f' {name}="{escaping.attribute(value)}"' for name, value in attributes.items())
