"""Leases: how long somebody has for an article, and how many topics one person may hold at the same time."""

from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


class Size(StrEnum):
    S = "S"
    M = "M"
    L = "L"


SIZE_LABELS: dict[Size, Promise] = {
    Size.S: pgettext_lazy("size", "short"),
    Size.M: pgettext_lazy("size", "medium"),
    Size.L: pgettext_lazy("size", "long"),
}

# At least nine of ten translations that were ever finished were finished in this time.
WORDS_AT_MOST = ((600, Size.S), (1300, Size.M))
DAYS = {Size.S: 7, Size.M: 14, Size.L: 30}
BRIEF = "brief"
DAYS_OF_A_BRIEF = 3
DAYS_AFTER_A_RETURN = 7
DAYS_AT_LEAST = 3

DAYS_OF_A_REVIEW = 3
DAYS_OF_A_BRIEFS_REVIEW = 1

REMINDER = timedelta(days=2)
GRACE = timedelta(days=3)

# (published articles, topics at the same time): most people never held more than one, and newcomers need the longest.
LIMITS = ((10, 3), (2, 2), (0, 1))


def size(source: str) -> Size:
    """By the words of the source; without its text, and for an original, medium."""
    words = len(source.split())
    if not words:
        return Size.M
    return next((name for most, name in WORDS_AT_MOST if words <= most), Size.L)


def for_work(kind: str, source: str) -> timedelta:
    return timedelta(days=DAYS_OF_A_BRIEF if kind == BRIEF else DAYS[size(source)])


def for_changes(kind: str) -> timedelta:
    """What a return leaves to answer it."""
    return timedelta(days=DAYS_OF_A_BRIEF if kind == BRIEF else DAYS_AFTER_A_RETURN)


def for_review(kind: str) -> timedelta:
    return timedelta(days=DAYS_OF_A_BRIEFS_REVIEW if kind == BRIEF else DAYS_OF_A_REVIEW)


def limit(published: int) -> int:
    return next(topics for least, topics in LIMITS if published >= least)
