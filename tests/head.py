"""The head of a page as a machine reads it: its title, what its meta and link elements say, and its blocks of data."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

Attributes = dict[str, str]


class Head(HTMLParser):
    """Reads to </head>, and the blocks of JSON-LD wherever they are."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.metas: list[Attributes] = []
        self.links: list[Attributes] = []
        self.data: list[Any] = []
        self.titles: list[str] = []
        self._open, self._text, self._in_head = "", "", True
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "script" and said.get("type") == "application/ld+json":
            self._open, self._text = "data", ""
        elif self._in_head and tag == "title":
            self._open, self._text = "title", ""
        elif self._in_head and tag in {"meta", "link"}:
            (self.metas if tag == "meta" else self.links).append(said)

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self._in_head = False
        if tag == "script" and self._open == "data":
            self.data.append(json.loads(self._text))
        elif tag == "title" and self._open == "title":
            self.titles.append(self._text)
        self._open = ""

    def said(self, name: str) -> list[str]:
        """The contents of each <meta> whose name or property this is."""
        return [meta.get("content", "") for meta in self.metas if name in (meta.get("name"), meta.get("property"))]

    def graph(self) -> dict[str, str]:
        """What OpenGraph says once; of what it may say several times, the last."""
        return {meta["property"]: meta["content"] for meta in self.metas if "property" in meta}

    def canonical(self) -> list[str]:
        return [link["href"] for link in self.links if link.get("rel") == "canonical"]

    def alternates(self) -> dict[str, str]:
        """Language → address."""
        return {link["hreflang"]: link["href"] for link in self.links if "hreflang" in link}

    def feeds(self) -> Iterator[tuple[str, str, str]]:
        """(type, address, title) of each feed."""
        for link in self.links:
            if link.get("rel") == "alternate" and "type" in link:
                yield link["type"], link["href"], link["title"]

    def things(self, kind: str) -> list[dict[str, Any]]:
        return [thing for thing in self.data if thing["@type"] == kind]
