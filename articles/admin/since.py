"""Comparisons that somebody needs where an article stands: what a reviewer changed, what came back since."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin.writing import last_number
from articles.models import Article
from articles.rounds import Round, rounds
from articles.stages import Stage

REVIEWED = _("What the reviewer changed")
SUBMITTED_SINCE = _("Changed since the last submission")
RETURNED_SINCE = _("Changed since it was returned")
# After these stages nobody asks any more what went back and forth; the revisions still tell.
OVER = (Stage.PUBLISHED, Stage.WITHDRAWN, Stage.ARCHIVED)


class Comparison(NamedTuple):
    """Of two revisions, by their numbers."""

    label: Promise
    older: int
    newer: int
    url: str


Pair = tuple[Promise, int, int]


def comparisons(article: Article) -> list[Comparison]:
    """Only those in which something differs. At most four queries, none of what is public."""
    told = [] if article.stage in OVER else rounds(article)
    if not told:
        return []
    last = told[-1]
    reviewed = (REVIEWED, last.text, last.left)
    if article.stage == Stage.REVIEW:
        return _shown(article, [*_before(told), reviewed])
    return _shown(article, [reviewed, *_answer(article, last)])


def _answer(article: Article, last: Round) -> list[Pair]:
    """What is saved of the answer to a review."""
    is_open = last.was_returned and article.stage == Stage.DRAFTING
    return [(RETURNED_SINCE, last.left, last_number(article))] if is_open else []


def _before(told: list[Round]) -> list[Pair]:
    """Of what is submitted again; since it was returned is another question where the reviewer changed something."""
    if len(told) < 2:
        return []
    before, last = told[-2:]
    return [(RETURNED_SINCE, before.left, last.text), (SUBMITTED_SINCE, before.text, last.text)]


def _shown(article: Article, asked: list[Pair]) -> list[Comparison]:
    address = reverse("admin:articles_article_compare", args=[article.pk])
    held = _held(article, {number for _, *pair in asked for number in pair if pair[0] != pair[1]})
    return [
        Comparison(label, older, newer, f"{address}?{urlencode({'from': older, 'to': newer})}")
        for label, older, newer in asked
        if held.get(older) != held.get(newer)
    ]


def _held(article: Article, numbers: set[int]) -> dict[int, Any]:
    """What revisions hold besides the credits, which every move adds to."""
    if not numbers:
        return {}
    rows = article.revisions.filter(number__in=numbers).values_list("number", "title", "summary", "body", "fields")
    return {number: (*texts, {**fields, "credits": None}) for number, *texts, fields in rows}
