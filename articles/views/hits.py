"""The hits of a search, a page at a time: newest first by cursor, by relevance by number; with the passages shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from articles.models import Publication
from articles.paging import SIZE, NoSuchPage, Page, Pager
from articles.search import Hits, Piece, highlight, snippet
from articles.text import prose

from . import counting
from .rows import LISTED, Listed, add_bylines

NUMBER = re.compile("[1-9][0-9]?")


@dataclass(frozen=True)
class Hit:
    publication: Listed
    title: list[Piece]
    passage: list[Piece]


def newest(hits: Hits) -> list[int]:
    """Positions; one more than are counted where there are more."""
    return replace(hits, order="newest").positions(counting.COUNTED + 1)


def turn(hits: Hits, known: Sequence[int], query: Mapping[str, str], keep: Mapping[str, str]) -> Page[int]:
    """Positions of the page that ?before=, ?after= or ?page= asks for; `known` are the newest. Raises NoSuchPage."""
    if hits.order == "relevance":
        return _ranked(hits, query.get("page", "1"), keep)

    def beyond(cursor: int | None, *, back: bool) -> list[int]:
        """Among those that are known, where these are enough."""
        wanted = SIZE + 1
        if back:
            assert cursor is not None
            if cursor < known[-1] and counting.is_cut(known):
                return hits.upwards(wanted, after=cursor)
            return [position for position in reversed(known) if position > cursor][:wanted]
        found = [position for position in known if cursor is None or position < cursor][:wanted]
        return found if len(found) == wanted or not counting.is_cut(known) else hits.positions(wanted, before=cursor)

    return Pager(keep=keep).turn_by(beyond, int, query)


def _ranked(hits: Hits, number: str, keep: Mapping[str, str]) -> Page[int]:
    """As many as are counted."""
    page = int(number) if NUMBER.fullmatch(number) else 0
    found = hits.positions(min(page * SIZE + 1, counting.COUNTED))[(page - 1) * SIZE :] if page else []
    if not found:
        raise NoSuchPage(number)
    before, after = ({**keep, "page": str(page - 1)} if page > 2 else keep), {**keep, "page": str(page + 1)}
    return Page(
        found[:SIZE],
        previous="?" + urlencode(before) if page > 1 else "",
        next="?" + urlencode(after) if len(found) > SIZE else "",
    )


def shown(positions: Sequence[int], words: str) -> list[Hit]:
    """In the order of the positions; two queries."""
    rows = Publication.objects.filter(position__in=positions).values_list("text__text", *LISTED)
    found = {row.position: (row, text) for row, text in ((Listed(*values), text) for text, *values in rows)}
    hits = [found[position] for position in positions if position in found]
    add_bylines([row for row, _ in hits])
    return [
        Hit(row, highlight(row.title, words), snippet(prose.searched(row.summary, text), words)) for row, text in hits
    ]
