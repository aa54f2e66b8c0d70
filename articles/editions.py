"""Editions: a number that grows with every change that readers can see."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Subquery

from articles.models import Edition, Publication, ceiling
from articles.models.publication import moment
from articles.statements import Statement

ROW = 1
# Called, with nothing, after an edition of this process was committed: whoever keeps pages hears of it at once.
LISTENERS: list[Callable[[], object]] = []


def _and_due(top: int) -> QuerySet[Edition]:
    to_come = Publication.objects.filter(position__gt=top).order_by("position").values("position")[:1]
    return Edition.objects.filter(pk=ROW).annotate(due=Subquery(to_come))


EDITION = Statement(lambda: Edition.objects.filter(pk=ROW))
EDITION_AND_DUE = Statement(_and_due)


def start(*, hard: bool = False) -> None:
    """Begin a new edition, as the last statement of the caller's transaction; `hard` where something was taken back."""
    token = secrets.randbits(63)
    changes: dict[str, Any] = {"number": F("number") + 1, "token": token}
    if hard:
        changes["hard"] = F("number") + 1
    if not Edition.objects.filter(pk=ROW).update(**changes):
        Edition.objects.create(pk=ROW, number=1, hard=int(hard), token=token)
    transaction.on_commit(_tell)


def take_turn() -> None:
    """Wait for other transactions that took their turn, or that began an edition, and keep others waiting."""
    Edition.objects.get_or_create(pk=ROW)
    Edition.objects.select_for_update().get(pk=ROW)


def current() -> Edition:
    """The edition that readers see; number 0 before the first one."""
    return EDITION.first() or Edition(pk=ROW)


def current_and_due(now: datetime) -> tuple[Edition, int | None]:
    """The same, and the second in which the next scheduled article appears, in one statement and so of one moment."""
    found = EDITION_AND_DUE.first(ceiling(now))
    if found is None:
        return Edition(pk=ROW), None
    due: int | None = found.due  # type: ignore[attr-defined]  # by _and_due()
    return found, None if due is None else moment(due)


def _tell() -> None:
    for listener in LISTENERS:
        listener()
