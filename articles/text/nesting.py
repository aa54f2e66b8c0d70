"""A limit to how deep elements nest: the time that an HTML parser takes grows with the square of it."""

import re
from collections import Counter
from typing import Final

DEEPEST: Final = 200
# Fewer tags than this cannot nest deep enough to take long.
FEW: Final = 2_000

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def limited(html: str) -> str:
    """The HTML without the tags that nest too deep; their content stays."""
    return html if html.count("<") < FEW else _TAG.sub(_Limit().keep, html)


class _Limit:
    def __init__(self) -> None:
        self._depth = 0
        self._open: Counter[str] = Counter()
        self._cut: Counter[str] = Counter()

    def keep(self, tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in _VOID:
            return tag[0]
        return self._closing(tag[0], name) if tag[1] else self._opening(tag[0], name)

    def _opening(self, tag: str, name: str) -> str:
        if self._depth >= DEEPEST:
            self._cut[name] += 1
            return ""
        self._depth += 1
        self._open[name] += 1
        return tag

    def _closing(self, tag: str, name: str) -> str:
        if self._cut[name]:
            self._cut[name] -= 1
            return ""
        if self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
        return tag
