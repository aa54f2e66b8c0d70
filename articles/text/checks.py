"""What a text may not be handed on with: only what would break its page, not matters of style."""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EMPTY = _("there is no text.")
OPEN_FENCE = _("a block of code is never closed.")

_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})(.*)")


def problems(markdown: str) -> Iterator[Promise]:
    if not markdown.strip():
        yield EMPTY
    if _is_left_open(markdown):
        yield OPEN_FENCE


def _is_left_open(markdown: str) -> bool:
    """A fence is closed by at least as many of its signs with nothing behind them."""
    opened = ""
    for line in markdown.splitlines():
        fence = _FENCE.match(line)
        if not fence:
            continue
        signs, rest = fence[1], fence[2].strip()
        if not opened:
            opened = signs
        elif signs.startswith(opened) and not rest:
            opened = ""
    return bool(opened)
