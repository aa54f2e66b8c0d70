"""What each move leaves behind besides the stage: the text frozen, credits, leases, and what readers see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from articles import claims, manuscript, publishing, stages
from articles.members import Member
from articles.models import Article, Claim, Credit, Kind, Revision
from articles.roles import Role
from articles.situations import Situation
from articles.stages import Move


@dataclass(frozen=True, slots=True)
class Made:
    """A move as it is being made. `article` is in its new stage already; the `situation` is what was before."""

    move: Move
    article: Article
    situation: Situation
    member: Member
    now: datetime
    note: str
    at: datetime | None
    correction: str

    def frozen(self) -> Revision:
        return manuscript.freeze(self.article, by=self.member.user, now=self.now, note=self.move.name)


Step = Callable[[Made], object]


def follow(made: Made) -> None:
    for step in CONSEQUENCES.get(made.move, ()):
        step(made)


def _freeze(made: Made) -> None:
    made.frozen()


def _credit(role: Role) -> Step:
    return lambda made: credit(made.article, made.member, role)


def credit(article: Article, member: Member, role: Role) -> None:
    """Once a role, behind those who have it already."""
    person = member.byline()
    if not article.credits.filter(role=role, contributor=person).exists():
        last = article.credits.aggregate(last=Max("order"))["last"]
        Credit.objects.create(article=article, contributor=person, role=role, order=0 if last is None else last + 1)


def _credit_maker(made: Made) -> None:
    credit(made.article, made.member, Role.TRANSLATOR if made.article.kind == Kind.TRANSLATION else Role.AUTHOR)


def _lease_work(made: Made) -> None:
    assert made.member.user
    claims.open_work(made.article, made.member.user, made.now)


def _lease_review(made: Made) -> None:
    assert made.member.user
    claims.open_review(made.article, made.member.user, made.now)


def _extend(made: Made) -> None:
    if made.situation.work:
        claims.extend(made.situation.work, made.now)


def _let_work_go(made: Made) -> None:
    outcome = Claim.Outcome.EXPIRED if made.member.is_clock else Claim.Outcome.GIVEN_BACK
    claims.let_go(made.situation.work, outcome, made.now)


def _shelve(made: Made) -> None:
    claims.let_go(made.situation.work, Claim.Outcome.ARCHIVED, made.now)


def _let_review_go(made: Made) -> None:
    outcome = Claim.Outcome.EXPIRED if made.member.is_clock else Claim.Outcome.GIVEN_BACK
    claims.let_go(made.situation.review, outcome, made.now)


def _close_work(made: Made) -> None:
    claims.close(made.situation.work, Claim.Outcome.SUBMITTED, made.now)


def _close_review(outcome: Claim.Outcome) -> Step:
    return lambda made: claims.close(made.situation.review, outcome, made.now)


def _resume(made: Made) -> None:
    claims.close(made.situation.review, Claim.Outcome.TAKEN_OVER, made.now)
    if made.situation.submitted:
        claims.resume(made.situation.submitted, made.now)


def _renew(made: Made) -> None:
    if made.situation.submitted:
        claims.open_changes(made.article, made.situation.submitted.holder, made.now)


def _publish(made: Made) -> None:
    publishing.publish(made.frozen(), at=made.at or made.now)


def _unschedule(made: Made) -> None:
    assert made.situation.publication
    publishing.unschedule(made.situation.publication)
    made.article.credits.filter(role=Role.PUBLISHER).delete()


def _update(made: Made) -> None:
    publishing.update(made.frozen(), now=made.now, correction=made.correction)


def _withdraw(made: Made) -> None:
    assert made.situation.publication
    publishing.withdraw(made.situation.publication, now=made.now, reason=made.note)


def _restore(made: Made) -> None:
    publishing.restore(made.article.gone)


CONSEQUENCES: dict[Move, tuple[Step, ...]] = {
    stages.PROPOSE: (_credit(Role.SELECTOR), _freeze),
    stages.WRITE: (_credit(Role.AUTHOR), _lease_work, _freeze),
    stages.CLAIM: (_credit_maker, _lease_work),
    stages.GIVE_BACK: (_let_work_go,),
    stages.EXTEND: (_extend,),
    stages.SUBMIT: (_freeze, _close_work),
    stages.WITHDRAW_SUBMISSION: (_resume,),
    stages.TAKE: (_close_review(Claim.Outcome.TAKEN_OVER), _credit(Role.REVIEWER), _lease_review),
    stages.PUT_BACK: (_let_review_go,),
    stages.RETURN: (_freeze, _close_review(Claim.Outcome.RETURNED), _renew),
    stages.APPROVE: (_freeze, _close_review(Claim.Outcome.APPROVED)),
    stages.PUBLISH: (_credit(Role.PUBLISHER), _publish),
    stages.SCHEDULE: (_credit(Role.PUBLISHER), _publish),
    stages.UNSCHEDULE: (_unschedule,),
    stages.UPDATE: (_update,),
    stages.WITHDRAW: (_withdraw,),
    stages.RESTORE: (_restore,),
    stages.ARCHIVE: (_shelve,),
}
