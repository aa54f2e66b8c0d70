"""Drafts that nobody saved: what somebody typed is kept, and offered back to them or to whoever works on next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article, Autosave, Claim


def keep(article: Article, user: User, base_version: int, fields: Mapping[str, Any], now: datetime) -> Autosave:
    """Over what this person typed before. Nobody else notices, and the article's version stays."""
    typed = {"base_version": base_version, "fields": dict(fields), "at": now}
    draft, _ = Autosave.objects.update_or_create(article=article, user=user, defaults=typed)
    return draft


def discard(article: Article, user: User) -> None:
    """After a save, or where this person does not want it back."""
    Autosave.objects.filter(article=article, user=user).delete()


def own(article: Article, user: User) -> Autosave | None:
    """What this person typed and neither saved nor discarded, whoever saved the article since."""
    return Autosave.objects.filter(article=article, user=user).first()


def left_behind(article: Article, user: User) -> list[Autosave]:
    """What others typed after the last save and no longer work on: offered to whoever holds the article now."""
    holding = Claim.objects.open().filter(article=article).values("holder")
    drafts = Autosave.objects.filter(article=article).exclude(user=user).exclude(user__in=holding)
    last = article.revisions.order_by("number").last()
    later = drafts.filter(at__gt=last.at) if last else drafts
    return list(later.select_related("user").order_by("-at"))
