"""The clock of the desk: it reminds of leases that run out, and takes back those that ran out."""

from dataclasses import dataclass, field
from datetime import datetime

from articles import leases
from articles.models import Claim, Kind
from articles.stages import GIVE_BACK, PUT_BACK, Stage
from articles.workflow import MoveRefused, perform


@dataclass(slots=True)
class Tick:
    """Claims whose holders are to be told that two days are left, or that the time is up; and those taken back."""

    soon: list[Claim] = field(default_factory=list)
    over: list[Claim] = field(default_factory=list)
    released: list[Claim] = field(default_factory=list)


def tick(now: datetime) -> Tick:
    """Do what is due; each thing once, however often, and by however many at once, this is called."""
    done = Tick()
    running_out = Claim.objects.open().filter(due__lte=now + leases.REMINDER)
    for claim in running_out.select_related("article", "holder").order_by("due", "pk"):
        is_over = now >= claim.due + leases.GRACE
        if is_over and _may_be_released(claim):
            _release(claim, now, done)
        else:
            _remind(claim, now, done)
    return done


def _may_be_released(claim: Claim) -> bool:
    """An original stays with its author, who is only reminded."""
    return claim.kind == Claim.Kind.REVIEW or claim.article.kind == Kind.TRANSLATION


def _release(claim: Claim, now: datetime, done: Tick) -> None:
    move = GIVE_BACK if claim.article.stage == Stage.DRAFTING else PUT_BACK
    try:
        perform(claim.article, move, None, now=now)
    except MoveRefused:
        return  # Its holder, or another clock, was faster; the next tick looks again.
    done.released.append(claim)


def _remind(claim: Claim, now: datetime, done: Tick) -> None:
    """Two reminders: the first is left out where nobody looked before the second was due."""
    if now < claim.due and claim.due - claim.opened_at <= leases.REMINDER:
        return  # so short a lease begins with the reminder
    begins = claim.due if now >= claim.due else claim.due - leases.REMINDER
    if claim.reminded_at and claim.reminded_at >= begins:
        return
    same = Claim.objects.open().filter(pk=claim.pk, reminded_at=claim.reminded_at, due=claim.due)
    if same.update(reminded_at=now):
        (done.over if now >= claim.due else done.soon).append(claim)
