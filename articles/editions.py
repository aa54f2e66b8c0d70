"""Editions: a number that grows with every change that readers can see."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Subquery

from articles.models import Edition, Publication
from articles.models.publication import moment

ROW = 1
# Called, with nothing, after an edition of this process was committed: whoever keeps pages hears of it at once.
LISTENERS: list[Callable[[], object]] = []


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
    return Edition.objects.filter(pk=ROW).first() or Edition(pk=ROW)


def current_and_due(now: datetime) -> tuple[Edition, int | None]:
    """The same, and the second in which the next scheduled article appears, in one statement and so of one moment."""
    to_come = Publication.objects.to_come(now).order_by("position").values("position")[:1]
    found = Edition.objects.filter(pk=ROW).annotate(due=Subquery(to_come)).first()
    if found is None:
        return Edition(pk=ROW), None
    return found, None if found.due is None else moment(found.due)


def _tell() -> None:
    for listener in LISTENERS:
        listener()
