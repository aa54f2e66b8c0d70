"""How each condition of the table is judged, and what is said where one does not hold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from articles import leases, reasons
from articles.members import Member, name_of
from articles.models import Claim, Kind
from articles.reasons import Condition
from articles.situations import Situation
from articles.stages import STAGE_LABELS, WHO_LABELS, Move, Stage, Who
from articles.text import checks


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition that does not hold. `data` fills its reason, and may hold more, such as the `rival` of a source."""

    condition: Condition
    data: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.condition.reason) % self.data


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody who would make a move with an article."""

    move: Move
    member: Member
    situation: Situation
    now: datetime

    @property
    def kind(self) -> str:
        return self.situation.article.kind

    def actors(self) -> set[Who]:
        """All that this member is to this article."""
        user = self.member.user
        held = {Who.HOLDER: self.situation.holder, Who.HOLDING_REVIEWER: self.situation.reviewer}
        is_there = user is not None and user.is_active
        return {*self.member.roles, *(who for who, pk in held.items() if user and is_there and pk == user.pk)}


Data = dict[str, Any]
Judge = Callable[[Case], Data | None]


def judge(case: Case) -> Iterator[Unmet]:
    """Every condition that does not hold, the most general one first; nothing where the move can be made."""
    outside = list(_outside(case))
    yield from outside
    if not any(unmet.condition is reasons.STAGE for unmet in outside):
        for condition in case.move.conditions:
            data = JUDGES[condition](case)
            if data is not None:
                yield Unmet(condition, data)


def _outside(case: Case) -> Iterator[Unmet]:
    """The stage and the person, of which every row of the table speaks."""
    article, move = case.situation.article, case.move
    stage = Stage(article.stage)
    if move.begins != (article.pk is None) or (article.pk and stage not in move.sources):
        yield Unmet(reasons.STAGE, {"stage": STAGE_LABELS[stage]})
        return
    user = case.member.user
    if user is not None and not user.is_active:
        yield Unmet(reasons.ACTIVE)
    elif not case.actors() & set(move.who):
        yield Unmet(reasons.WHO, {"who": listed(str(WHO_LABELS[who]) for who in move.who if who != Who.CLOCK)})


def listed(names: Iterable[str]) -> str:
    # Translators: what stands between the names of a list.
    return pgettext("between names", ", ").join(names)


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def _holds(is_so: Callable[[Case], object]) -> Judge:
    """A condition whose reason needs no data."""
    return lambda case: None if is_so(case) else {}


def _no_rival(case: Case, *, published: bool) -> Data | None:
    rivals = [each for each in case.situation.rivals if (each.stage == Stage.PUBLISHED) == published]
    return {"title": rivals[0].title, "rival": rivals[0]} if rivals else None


def _nobody(claim: Claim | None) -> Data | None:
    if claim is None:
        return None
    name = name_of(claim.holder)
    return {"name": name, "due": moment(claim.due), "since": moment(claim.opened_at), "claim": claim}


def _below_limit(case: Case) -> Data | None:
    member = case.member
    if case.kind != Kind.TRANSLATION or member.topics < member.limit:
        return None
    return {"held": member.topics, "limit": member.limit}


def _is_its_author(case: Case) -> bool:
    user = case.member.user
    return case.kind == Kind.TRANSLATION or (user is not None and user.pk in case.situation.makers)


def _is_no_maker(case: Case) -> bool:
    situation, user = case.situation, case.member.user
    return user is None or user.pk not in {*situation.makers, situation.holder}


def _ran_out(case: Case) -> Data | None:
    """The clock waits for the end of a lease and three days more; people do not."""
    claim = case.situation.review if case.situation.article.stage == Stage.REVIEW else case.situation.work
    if not case.member.is_clock or claim is None or case.now >= claim.due + leases.GRACE:
        return None
    return {"end": moment(claim.due + leases.GRACE)}


def _before_end(case: Case) -> Data | None:
    work = case.situation.work
    is_over = work is not None and case.now >= work.due and not case.member.is_chief
    return {"due": moment(work.due)} if work and is_over else None


def _once(case: Case) -> bool:
    work = case.situation.work
    return case.member.is_chief or work is None or not work.extended


def _sound(case: Case) -> Data | None:
    found = " ".join(str(problem) for problem in checks.problems(case.situation.body))
    return {"problems": found} if found else None


def _tagged(case: Case) -> Data | None:
    count = case.situation.tags
    return None if 1 <= count <= 5 else {"count": count}


def _is_to_come(case: Case) -> bool:
    publication = case.situation.publication
    return publication is not None and publication.published_at > case.now


JUDGES: dict[Condition, Judge] = {
    reasons.BYLINE: _holds(lambda case: case.member.has_byline),
    reasons.TITLED: _holds(lambda case: case.situation.article.title.strip() and case.situation.article.source_url),
    reasons.NAMED: _holds(lambda case: case.situation.article.title.strip()),
    reasons.SOURCE_FREE: lambda case: _no_rival(case, published=False),
    reasons.SOURCE_NEW: lambda case: _no_rival(case, published=True),
    reasons.OWN_TEXT: _holds(lambda case: case.kind != Kind.TRANSLATION),
    reasons.NOBODY_WORKS: lambda case: _nobody(case.situation.work),
    reasons.BELOW_LIMIT: _below_limit,
    reasons.ITS_AUTHOR: _holds(_is_its_author),
    reasons.TRANSLATION: _holds(lambda case: case.kind == Kind.TRANSLATION),
    reasons.RAN_OUT: _ran_out,
    reasons.BEFORE_END: _before_end,
    reasons.ONCE: _holds(_once),
    reasons.SOUND: _sound,
    reasons.SUMMARISED: _holds(lambda case: case.situation.article.summary.strip()),
    reasons.CATEGORISED: _holds(lambda case: case.situation.article.category_id),
    reasons.TAGGED: _tagged,
    reasons.NOBODY_REVIEWS: lambda case: _nobody(case.situation.review),
    reasons.FOUR_EYES: _holds(_is_no_maker),
    reasons.NOTED: _holds(lambda case: case.situation.notes),
    reasons.TO_COME: _holds(_is_to_come),
    reasons.PUBLIC: _holds(lambda case: not _is_to_come(case)),
    reasons.DIFFERS: _holds(lambda case: case.situation.differs),
}
