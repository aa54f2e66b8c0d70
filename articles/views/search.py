"""Search: a form, the hits, and what they can be narrowed to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.filters import Facets
from articles.models import Publication, Tag
from articles.paging import Page
from articles.search import MOST_CHARACTERS, MOST_WORDS, Hits, Order, is_cut
from articles.search import search as find

from . import counting
from . import hits as pages
from .facets import Narrowing

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LONGEST_VALUE = 1500  # of a facet, as of a slug
POPULAR = 24  # tags
RECENT = 1000  # articles, among which they are
# Most searches are not narrowed, and only the names of the facets are wanted: making one takes as long as ten hits.
UNNARROWED = Facets({}, datetime.fromtimestamp(0, UTC))
LIMITS = {"most_characters": MOST_CHARACTERS, "most_words": MOST_WORDS}


@dataclass(frozen=True)
class Asked:
    """What an address asks for: `text` is looked for, `given` are the values of facets by name."""

    text: str
    is_cut: bool
    order: Order
    given: Mapping[str, str]

    @property
    def keep(self) -> dict[str, str]:
        """What stays in the address when facets come and go."""
        return {"q": self.text} | ({"order": self.order} if self.order == "relevance" else {})

    @property
    def everywhere(self) -> str:
        """The address without facets."""
        return "?" + urlencode(self.keep)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    asked = _asked(request.GET)
    narrowing = Narrowing(Facets(asked.given, now) if asked.given else UNNARROWED, asked.given, asked.keep)
    chosen = list(narrowing.chosen()) if asked.given else []
    unknown = [facet for facet in chosen if facet.name in narrowing.facets.errors]
    among = narrowing.facets.qs if chosen and not unknown else None
    hits = find(asked.text, now=now, order=asked.order, among=among)
    known = [] if unknown else pages.newest(hits)
    found = _found(request.GET, hits, known, narrowing) if known else {"tags": _popular(now)}
    context = {"asked": asked, "hits": hits, "chosen": chosen, "unknown": unknown, **LIMITS, **found}
    return render(request, "articles/search.html", context)


def _asked(query: Mapping[str, str]) -> Asked:
    """Without control characters, and no longer than what is looked for."""
    texts = {name: " ".join(CONTROLS.sub(" ", query.get(name, "")).split()) for name in ("q", *Facets.base_filters)}
    text = texts.pop("q")
    given = {name: value[:LONGEST_VALUE] for name, value in texts.items() if value and text}
    order: Order = "relevance" if query.get("order") == "relevance" else "newest"
    return Asked(text[:MOST_CHARACTERS].rstrip(), is_cut(text), order, given)


def _found(query: Mapping[str, str], hits: Hits, known: list[int], narrowing: Narrowing) -> dict[str, Any]:
    keep = {**narrowing.keep, **narrowing.given}
    page = pages.turn(hits, known, query, keep)
    has_more = counting.is_cut(known)
    newest_first = {name: value for name, value in keep.items() if name != "order"}
    return {
        "page": Page(pages.shown(page.rows, narrowing.keep["q"]), page.previous, page.next),
        "count": min(len(known), counting.COUNTED),
        "has_more": has_more,
        "facets": list(narrowing.offered(known, hits.upwards(1)[0] if has_more else known[-1])),
        "newest_first": "?" + urlencode(newest_first),
        "best_first": "?" + urlencode({**newest_first, "order": "relevance"}),
    }


def _popular(now: datetime) -> list[Tag]:
    """The most frequent tags of the newest articles."""
    recent = Publication.objects.live(now).newest().values("pk")[:RECENT]
    tags = Tag.objects.filter(publication_taggings__publication__in=recent).annotate(count=Count("pk"))
    return list(tags.order_by("-count", "name")[:POPULAR])
