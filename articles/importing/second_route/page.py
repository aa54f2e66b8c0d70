"""What readers see of an article's page: headline and text, as the standard library's parser finds them."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

BODY_CLASS: Final = "text"  # of the element within <article> that holds the body
# Where one word ends and another begins; all other elements stand within words.
PARTING: Final = frozenset(
    "article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr img "
    "li ol p pre rb rp rt ruby section summary table tbody td tfoot th thead tr ul".split()
)
PICTURES: Final = frozenset({"picture-missing", "picture-elsewhere"})  # classes of what stands in for a picture
WITH_ATTRIBUTES: Final = frozenset({"a", "img", "span"})
NOT_SEEN: Final = frozenset({"script", "style", "template"})


@dataclass(slots=True)
class PageText:
    """`title` is that of <h1>, `body` is None where the page has no element for it."""

    title: str = ""
    body: str | None = None


def page_text(html: str) -> PageText:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return PageText(" ".join("".join(reader.title).split()), "".join(reader.body) if reader.found else None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.body: list[str] = []
        self.found = False
        self._within: list[str] | None = None  # where the text goes that is read now
        self._element = ""  # whose end ends that
        self._depth = 0
        self._in_article = False
        self._unseen = ""  # the element whose content is passed over
        self._parts_at_end = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._within is None:
            self._enter(tag, dict(attrs))
            return
        if tag == self._element:
            self._depth += 1
        if tag in PARTING:
            self._within.append(" ")
        if tag in NOT_SEEN:
            self._unseen = tag
        elif tag in WITH_ATTRIBUTES and not self._unseen:
            self._notice(tag, dict(attrs))

    def _notice(self, tag: str, attributes: dict[str, str | None]) -> None:
        assert self._within is not None
        if tag == "img":
            self._within += [attributes.get("alt") or "", " "]
        elif tag == "a" and _is_way_of_note(attributes):
            self._unseen = tag
            self._within.append(" ")
        elif attributes.get("class") in PICTURES:
            self._within.append(" ")
            self._parts_at_end = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._in_article = False
        if self._within is None:
            return
        if tag == self._unseen:
            self._unseen = ""
        if tag == self._element:
            self._depth -= 1
            if not self._depth:
                self._within, self._unseen = None, ""
                return
        if tag in PARTING or tag == self._parts_at_end:
            self._within.append(" ")
            self._parts_at_end = ""

    def handle_data(self, data: str) -> None:
        if self._within is not None and not self._unseen:
            self._within.append(data)

    def _enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "article":
            self._in_article = True
        elif tag == "h1" and not self.title:
            self._within, self._element, self._depth = self.title, tag, 1
        elif self._in_article and not self.found and BODY_CLASS in (attributes.get("class") or "").split():
            self._within, self._element, self._depth = self.body, tag, 1
            self.found = True


def _is_way_of_note(attributes: dict[str, str | None]) -> bool:
    """Whether a link leads from a mark to its footnote or back: its number is made by the renderer."""
    return (attributes.get("id") or "").startswith("fnref-") or (attributes.get("href") or "").startswith("#fnref-")
