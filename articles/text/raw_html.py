"""HTML that authors wrote into Markdown: what is no element is a word and shown, what is embedded becomes a link."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from html import unescape

from articles.text import escaping, links
from articles.text.vocabulary import ALLOWED, DROPPED, EMBEDDED, KNOWN, MARKDOWN, UNCLOSED

# The start of anything but the elements that Markdown makes (and <a> without a target, which it never makes).
_RAW = re.compile(
    r"<(?!(?:/?(?:p|li|code|strong|em|h[1-6]|br|pre|ruby|rt|rp|rb|ul|ol|img|blockquote|hr|t(?:able|head|body|r|h|d)|del|sup)"
    r"(?=[\s/>]))|a[\s/]|/a>)(?=[a-zA-Z/!?])"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)>")
_CLOSING = re.compile(r"</([a-zA-Z][^\s/<>]*)")
_SOURCE = re.compile(r"""\s(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_WORD = "&lt;"

Verdict = tuple[str, int]


def settle(html: str) -> str:
    """The HTML with every tag that no article may hold shown as the text it is, turned into a link or taken away.

    Authors (and the converter that made the archive) write "<server-ip>" or "the <title> element" and mean the words:
    an unknown tag, and a known one that carries no attribute and is never closed, is text. Still unsafe afterwards.
    """
    return _Settlement(html).html() if _RAW.search(html) else html


class _Settlement:
    def __init__(self, html: str) -> None:
        self._html = html
        self._open: Counter[str] = Counter()
        self._closings: dict[str, list[int]] = defaultdict(list)
        for found in _CLOSING.finditer(html):
            self._closings[found[1].lower()].append(found.start())
        self._last_comment_end = html.rfind("-->")

    def html(self) -> str:
        pieces: list[str] = []
        at = 0
        for found in _RAW.finditer(self._html):
            start = found.start()
            if start >= at:
                shown, end = self._verdict(start)
                pieces += self._html[at:start], shown
                at = end
        return "".join([*pieces, self._html[at:]])

    def _verdict(self, start: int) -> Verdict:
        """What stands for the HTML from `start` on, and up to where it does."""
        if self._html.startswith("<!--", start) and start + 2 <= self._last_comment_end:
            return "", self._html.index("-->", start + 2) + 3
        tag = _TAG.match(self._html, start)
        name = tag[2].lower() if tag else ""
        if not tag or name not in KNOWN or (name == "a" and not tag[1]):
            return _WORD, start + 1
        if tag[1]:
            return self._closing(tag, name)
        if name in EMBEDDED:
            return self._embedded(tag, name)
        if name in DROPPED:
            return self._dropped(tag, name)
        return self._opening(tag, name)

    def _closing(self, tag: re.Match[str], name: str) -> Verdict:
        if name in MARKDOWN or name in UNCLOSED:
            return _kept(tag, name)
        if not self._open[name]:
            return _WORD, tag.start() + 1
        self._open[name] -= 1
        return _kept(tag, name)

    def _opening(self, tag: re.Match[str], name: str) -> Verdict:
        closings = self._closings.get(name)
        is_closed = name in UNCLOSED or (closings is not None and closings[-1] > tag.start())
        if not is_closed and not tag[3].strip(" /"):
            return _WORD, tag.start() + 1
        self._open[name] += is_closed
        return _kept(tag, name)

    def _dropped(self, tag: re.Match[str], name: str) -> Verdict:
        end = self._end(tag, name)
        if end or tag[3].strip(" /"):
            return "", end or tag.end()
        return _WORD, tag.start() + 1

    def _embedded(self, tag: re.Match[str], name: str) -> Verdict:
        end = self._end(tag, name) or tag.end()
        address = _address(self._html[tag.start() : end])
        if not address:
            return self._dropped(tag, name)
        link = f'<a href="{escaping.attribute(address)}">{EMBEDDED[name]}：{escaping.text(links.host(address))}</a>'
        alone = tag.start() == 0 or self._html.endswith(">\n", 0, tag.start())
        return (f"<p>{link}</p>" if alone else link), end

    def _end(self, tag: re.Match[str], name: str) -> int | None:
        """Where the element ends, or None: an end tag in another paragraph belongs to another word."""
        closings = self._closings.get(name, [])
        after = bisect_right(closings, tag.start())
        if after == len(closings) or self._html.find("</p>\n", tag.end(), closings[after]) >= 0:
            return None
        return self._html.find(">", closings[after]) + 1 or None


def _kept(tag: re.Match[str], name: str) -> Verdict:
    return (tag[0] if name in ALLOWED else ""), tag.end()


def _address(html: str) -> str:
    """The first http(s) address that a piece of HTML loads something from."""
    found = _SOURCE.search(html)
    address = unescape(next(filter(None, found.groups()), "")) if found else ""
    address = f"https:{address}" if address.startswith("//") else address
    return address if address.lower().startswith(("http://", "https://")) else ""
