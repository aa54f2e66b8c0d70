"""What an article and a comment may hold, written down once more, apart from the lists that the sanitiser uses."""

import re
from html.parser import HTMLParser
from typing import Final

TAGS: Final = frozenset(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img "
    "ins kbd li mark ol p pre q rb rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot "
    "th thead tr u ul wbr".split()
)
COMMENT_TAGS: Final = frozenset("a b blockquote br code del div em i li ol p pre s strong u ul".split())

# One of three schemes, or none; a browser overlooks blanks before a scheme, and tabs and line ends inside it.
_ADDRESS = r"(?:(?i:https?|mailto):|(?![\0-\x20]*[a-zA-Z][a-zA-Z0-9+.\-\t\n\r]*:)).*"
# A pattern for the whole value of each attribute that may stand on an element.
ATTRIBUTES: Final = {
    "a": {
        "href": _ADDRESS,
        "title": ".*",
        "rel": "noopener",
        "class": "picture-elsewhere",
        "id": r"fnref-[\w-]+",
        "role": "doc-noteref|doc-backlink",
        "aria-label": r"脚注 \d+|回到正文(第 \d+ 处)?",
    },
    "abbr": {"title": ".*"},
    "code": {"class": r"language-[\w+#.-]+"},
    "div": {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": r"表格 \d+"},
    "h2": {"id": "h-.+"},
    "h3": {"id": "h-.+"},
    "h4": {"id": "h-.+"},
    "h5": {"id": "h-.+"},
    "h6": {"id": "h-.+"},
    "img": {
        "src": r"/data/attachment/.+",
        "alt": ".*",
        "title": ".*",
        "width": r"\d+",
        "height": r"\d+",
        "srcset": r"/[^\s,]+ \d+w(?:, /[^\s,]+ \d+w)*",
        "sizes": r"\(min-width:740px\) 684px, 92vw",
        "loading": "lazy",
        "fetchpriority": "high",
        "decoding": "async",
    },
    "li": {"id": r"fn-[\w-]+"},
    "ol": {"start": ".*"},
    "pre": {"tabindex": "0", "data-language": ".+"},
    "ruby": {"class": "long"},
    "section": {"class": "footnotes", "role": "doc-endnotes", "aria-label": "脚注"},
    "span": {"class": r"picture-missing|[a-z][a-z0-9]{0,2}"},
    "td": {"align": "left|center|right", "colspan": ".*", "rowspan": ".*"},
    "th": {"align": "left|center|right", "colspan": ".*", "rowspan": ".*"},
}
COMMENT_ATTRIBUTES: Final = {"a": {"href": _ADDRESS, "rel": "nofollow noopener ugc"}}


class Page(HTMLParser):
    """Reads HTML as a browser's tokenizer does and notes whatever may not be there."""

    def __init__(
        self,
        html: str,
        tags: frozenset[str] = TAGS,
        attributes: dict[str, dict[str, str]] = ATTRIBUTES,
    ) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self._tags = tags
        self._attributes = attributes
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._tags:
            self.forbidden.append(f"<{tag}>")
        allowed = self._attributes.get(tag, {})
        for name, value in attrs:
            if name not in allowed or not re.fullmatch(allowed[name], value or "", re.S):
                self.forbidden.append(f'<{tag} {name}="{value}">')

    def handle_comment(self, data: str) -> None:
        self.forbidden.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.forbidden.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.forbidden.append(f"<?{data}>")
