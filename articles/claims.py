"""Claims: opening, extending and closing the leases on articles."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from articles import leases
from articles.models import Article, Claim, Credit, Kind, Revision
from articles.roles import Role
from articles.stages import PROPOSE


def open_work(article: Article, holder: User, now: datetime) -> Claim:
    return _open(Claim.Kind.WORK, article, holder, now, leases.for_work(article.kind, article.source_body))


def open_review(article: Article, holder: User, now: datetime) -> Claim:
    return _open(Claim.Kind.REVIEW, article, holder, now, leases.for_review(article.kind))


def open_changes(article: Article, holder: User, now: datetime) -> Claim:
    """After a return: whoever submitted it has time to answer."""
    return _open(Claim.Kind.WORK, article, holder, now, leases.for_changes(article.kind))


def resume(submitted: Claim, now: datetime) -> Claim:
    """After a submission was taken back: the time that was left, and at least three days."""
    left = max(submitted.due - now, timedelta(days=leases.DAYS_AT_LEAST))
    claim = _open(Claim.Kind.WORK, submitted.article, submitted.holder, now, left)
    claim.extended = submitted.extended
    claim.save(update_fields=["extended"])
    return claim


def extend(claim: Claim, now: datetime) -> None:
    """As much time again, from the end or, where that is past, from now."""
    article = claim.article
    claim.due = max(claim.due, now) + leases.for_work(article.kind, article.source_body)
    claim.extended, claim.reminded_at = True, None
    claim.save(update_fields=["due", "extended", "reminded_at"])


def close(claim: Claim | None, outcome: Claim.Outcome, now: datetime) -> None:
    if claim is not None:
        claim.closed_at, claim.outcome = now, outcome
        claim.save(update_fields=["closed_at", "outcome"])


def let_go(claim: Claim | None, outcome: Claim.Outcome, now: datetime) -> None:
    """Close a claim that came to nothing: the text stays, and whoever saved none of it is no longer credited."""
    close(claim, outcome, now)
    if claim is not None:
        saved = Revision.objects.filter(article=claim.article_id, by=claim.holder_id).exclude(note=PROPOSE.name)
        role = Role.TRANSLATOR if claim.kind == Claim.Kind.WORK else Role.REVIEWER
        if not saved.exists():
            Credit.objects.filter(article=claim.article_id, contributor__user=claim.holder_id, role=role).delete()


def may_be_released(claim: Claim) -> bool:
    """By the clock. An original stays with its author, who is only reminded."""
    return claim.kind == Claim.Kind.REVIEW or claim.article.kind == Kind.TRANSLATION


def _open(kind: Claim.Kind, article: Article, holder: User, now: datetime, time: timedelta) -> Claim:
    return Claim.objects.create(article=article, holder=holder, kind=kind, opened_at=now, due=now + time)
