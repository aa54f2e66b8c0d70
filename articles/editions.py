"""Editions: a number that grows with every change that readers can see."""

import secrets
from typing import Any

from django.db.models import F

from articles.models import Edition

ROW = 1


def start(*, hard: bool = False) -> None:
    """Begin a new edition, as the last statement of the caller's transaction; `hard` where something was taken back."""
    token = secrets.randbits(63)
    changes: dict[str, Any] = {"number": F("number") + 1, "token": token}
    if hard:
        changes["hard"] = F("number") + 1
    if not Edition.objects.filter(pk=ROW).update(**changes):
        Edition.objects.create(pk=ROW, number=1, hard=int(hard), token=token)


def current() -> Edition:
    """The edition that readers see; number 0 before the first one."""
    return Edition.objects.filter(pk=ROW).first() or Edition(pk=ROW)
