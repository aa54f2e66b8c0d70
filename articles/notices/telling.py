"""Who must know what: one function a message, called inside the transaction of what it tells of; never the actor."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from articles import leases, stages
from articles.claims import may_be_released
from articles.consequences import Made
from articles.members import name_of
from articles.models import Article, Claim, Credit, Notice, ReaderReport, Revision, StageChange
from articles.notices import wording
from articles.notices.post import mail_first
from articles.notices.switches import wants_mail
from articles.notices.wording import Message
from articles.roles import GROUPS, Role
from articles.stages import Move

MAKERS = (Role.TRANSLATOR, Role.AUTHOR)
MOST_QUOTES = 30


def tell(made: Made) -> None:
    for say in TOLD.get(made.move, ()):
        say(made)


def due_soon(claim: Claim, now: datetime) -> None:
    _write(wording.DUE_SOON, Q(pk=claim.holder_id), claim.article, None, now, due=claim.due)


def overdue(claim: Claim, now: datetime) -> None:
    end = {"end": claim.due + leases.GRACE} if may_be_released(claim) else {}
    _write(wording.OVERDUE, Q(pk=claim.holder_id), claim.article, None, now, due=claim.due, **end)


def reported(report: ReaderReport) -> None:
    quotes = [[report.passage, report.message]]
    whom = _group("chief") | _group("publisher")
    _write(wording.REPORTED, whom, report.article, None, report.at, report=report.pk, quotes=quotes)


def claimed(made: Made) -> None:
    _say(made, wording.CLAIMED, _credited(made, Role.SELECTOR), **_until(made))


def given_back(made: Made) -> None:
    work = made.situation.work
    if work:
        whom = _credited(made, Role.SELECTOR) & ~Q(pk=work.holder_id)
        _say(made, wording.GIVEN_BACK, whom, holder=name_of(work.holder))


def let_go(made: Made) -> None:
    """To whoever held it until now: the clock took it back because time was up, anybody else by their own decision."""
    claim = made.situation.work or made.situation.review
    if claim and made.member.is_clock:
        _say(made, wording.RELEASED, Q(pk=claim.holder_id), due=claim.due)
    elif claim:
        _say(made, wording.TAKEN_OVER, Q(pk=claim.holder_id))


def extended(made: Made) -> None:
    """To whoever holds it now; also where somebody else took back what they had submitted."""
    if work := _work(made):
        _say(made, wording.EXTENDED, Q(pk=work.holder_id), due=work.due)


def submitted(made: Made) -> None:
    """To every reviewer who may read it: nobody reviews their own text."""
    _say(made, wording.SUBMITTED, _group("reviewer") & ~_makers(made))


def taken(made: Made) -> None:
    _say(made, wording.TAKEN, _makers(made))


def returned(made: Made) -> None:
    """With the notes that are open, and what the reviewer changed."""
    quotes = [[note.quote, note.text] for note in made.article.notes.unresolved()[:MOST_QUOTES]]
    _say(made, wording.RETURNED, _makers(made), quotes=quotes, **_until(made), **_changes(made))


def approved(made: Made) -> None:
    _say(made, wording.APPROVED, _makers(made), **_changes(made))


def ready(made: Made) -> None:
    _say(made, wording.READY, _group("publisher"))


def sent_back(made: Made) -> None:
    _say(made, wording.SENT_BACK, _makers(made) | _credited(made, Role.REVIEWER), quotes=_quoted(made.note))


def published(made: Made) -> None:
    _say(made, wording.PUBLISHED, _credited(made))


def scheduled(made: Made) -> None:
    _say(made, wording.SCHEDULED, _credited(made), at=made.at)


def unscheduled(made: Made) -> None:
    """Whoever scheduled it is no longer credited with it."""
    schedules = StageChange.objects.filter(article=made.article, move=stages.SCHEDULE.name, by__isnull=False)
    _say(made, wording.UNSCHEDULED, _credited(made) | Q(pk__in=schedules.order_by("-pk").values("by")[:1]))


def updated(made: Made) -> None:
    _say(made, wording.UPDATED, _credited(made), quotes=_quoted(made.correction))


def withdrawn(made: Made) -> None:
    _say(made, wording.WITHDRAWN, _credited(made) | _group("chief"), quotes=_quoted(made.note))


def restored(made: Made) -> None:
    _say(made, wording.RESTORED, _credited(made) | _group("chief"), quotes=_quoted(made.note))


def archived(made: Made) -> None:
    """Also to whoever held it, though credits go with a lease that came to nothing."""
    held = Q(pk=made.situation.work.holder_id) if made.situation.work else Q()
    _say(made, wording.ARCHIVED, _credited(made) | held, quotes=_quoted(made.note))


def reopened(made: Made) -> None:
    _say(made, wording.REOPENED, _credited(made), quotes=_quoted(made.note))


# Of the moves that are not here nobody needs to hear: the boards show a new topic and a new text.
TOLD: dict[Move, tuple[Callable[[Made], None], ...]] = {
    stages.CLAIM: (claimed,),
    stages.GIVE_BACK: (given_back, let_go),
    stages.EXTEND: (extended,),
    stages.SUBMIT: (submitted, let_go),
    stages.WITHDRAW_SUBMISSION: (let_go, extended),
    stages.TAKE: (let_go, taken),
    stages.PUT_BACK: (let_go,),
    stages.RETURN: (returned, let_go),
    stages.APPROVE: (approved, ready, let_go),
    stages.SEND_BACK: (sent_back,),
    stages.PUBLISH: (published,),
    stages.SCHEDULE: (scheduled,),
    stages.UNSCHEDULE: (unscheduled,),
    stages.UPDATE: (updated,),
    stages.WITHDRAW: (withdrawn,),
    stages.RESTORE: (restored,),
    stages.ARCHIVE: (archived,),
    stages.REOPEN: (reopened,),
}


def _say(made: Made, message: Message, whom: Q, **data: Any) -> None:
    _write(message, whom, made.article, made.member.user, made.now, **data)


def _write(message: Message, whom: Q, article: Article, by: User | None, now: datetime, **data: Any) -> None:
    """`by` is not told. Dates in `data` are kept as ISO 8601; the mail goes when the transaction is through."""
    people = User.objects.filter(whom, is_active=True, is_staff=True).select_related("preferences").order_by("pk")
    kept = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in data.items()}
    notices = Notice.objects.bulk_create(
        Notice(
            recipient=person,
            kind=message.name,
            article=article,
            by=by,
            data=kept,
            at=now,
            to_mail=wants_mail(person, message),
        )
        for person in (people.exclude(pk=by.pk) if by else people)
    )
    mailed = [notice.pk for notice in notices if notice.to_mail]
    if mailed:
        # No partial: where it fails, Django logs the name of the function.
        transaction.on_commit(lambda: mail_first(mailed, now), robust=True)


def _group(role: str) -> Q:
    return Q(pk__in=User.objects.filter(groups__name=GROUPS[role]).values("pk"))


def _credited(made: Made, *roles: Role) -> Q:
    """Whoever has an account among those credited, with one of these roles or with any."""
    credits = Credit.objects.filter(article=made.article, contributor__user__isnull=False)
    if roles:
        credits = credits.filter(role__in=roles)
    return Q(pk__in=credits.order_by().values("contributor__user"))


def _makers(made: Made) -> Q:
    """Whose text it is: translators, authors, and whoever submitted it."""
    submitted = made.situation.submitted
    holder = Q(pk=submitted.holder_id) if submitted else Q(pk__in=[])
    return _credited(made, *MAKERS) | holder


def _work(made: Made) -> Claim | None:
    return Claim.objects.open().of_work().filter(article=made.article).first()


def _until(made: Made) -> dict[str, datetime]:
    work = _work(made)
    return {"due": work.due} if work else {}


def _quoted(text: str) -> list[list[str]]:
    return [["", text]] if text else []


def _changes(made: Made) -> dict[str, int]:
    """The numbers of the revisions that were submitted and that stand now, where they are not the same."""
    submitted = made.situation.submitted
    if submitted is None or submitted.closed_at is None:
        return {}
    revisions = Revision.objects.filter(article=made.article).order_by("-number").values_list("number", flat=True)
    since, until = revisions.filter(at__lte=submitted.closed_at).first(), revisions.first()
    return {"since": since, "until": until} if since and until and since != until else {}
