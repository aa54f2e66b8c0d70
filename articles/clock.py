"""The clock of the desk: it reminds of leases that run out, and takes back those that ran out."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from articles import leases, notices
from articles.claims import may_be_released
from articles.models import Claim
from articles.stages import GIVE_BACK, PUT_BACK, Stage
from articles.workflow import MoveRefused, perform


@dataclass(slots=True)
class Tick:
    """Claims whose holders were told that two days are left, or that the time is up; and those taken back.

    `mailed` counts the notices that went out now and not when they were written.
    """

    soon: list[Claim] = field(default_factory=list)
    over: list[Claim] = field(default_factory=list)
    released: list[Claim] = field(default_factory=list)
    mailed: int = 0


def tick(now: datetime) -> Tick:
    """Do what is due; each thing once, however often, and by however many at once, this is called."""
    done = Tick()
    running_out = Claim.objects.open().filter(due__lte=now + leases.REMINDER)
    for claim in running_out.select_related("article", "holder").order_by("due", "pk"):
        is_over = now >= claim.due + leases.GRACE
        if is_over and may_be_released(claim):
            _release(claim, now, done)
        else:
            _remind(claim, now, done)
    done.mailed = notices.mail_again(now)  # last: whatever goes wrong with it, leases do not wait
    return done


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
    with transaction.atomic():
        same = Claim.objects.open().filter(pk=claim.pk, reminded_at=claim.reminded_at, due=claim.due)
        if same.update(reminded_at=now):
            _tell(claim, now, done)


def _tell(claim: Claim, now: datetime, done: Tick) -> None:
    if now >= claim.due:
        notices.overdue(claim, now)
        done.over.append(claim)
    else:
        notices.due_soon(claim, now)
        done.soon.append(claim)
