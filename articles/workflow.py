"""Moving an article: who may make which move now, and the only code that changes a stage."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from typing import Any, NamedTuple, TypedDict, Unpack

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F

from articles import audit, consequences, editions, manuscript, notices, publishing, reasons
from articles.conditions import Case, Unmet, judge
from articles.members import Member, member_of, taking_turns
from articles.models import Article, Claim, Credit, Publication, Revision, StageChange
from articles.refusals import MoveRefused, Refusal, SomebodyWasFaster
from articles.situations import Situation, situation, situations
from articles.stages import MOVES, PUBLISH, SCHEDULE, Move, Stage
from articles.text.sources import source_key

__all__ = ["MoveRefused", "Option", "Order", "Refusal", "SomebodyWasFaster", "allowed", "allowed_many", "perform"]


class Option(NamedTuple):
    """A move that exists in the article's stage, and why this person cannot make it; None where they can."""

    move: Move
    refusal: Refusal | None


def allowed(article: Article, user: User, now: datetime) -> list[Option]:
    """Every move out of the article's stage, for buttons, some grey; for an article not saved, those that begin one."""
    return _options(article, member_of(user, now), situation(article), now)


def allowed_many(articles: Iterable[Article], user: User, now: datetime) -> dict[int, list[Option]]:
    """The same for a list, by primary key: at most fifteen queries, whatever its length."""
    member = member_of(user, now)
    return {each.article.pk: _options(each.article, member, each, now) for each in situations(list(articles))}


def _options(article: Article, member: Member, known: Situation, now: datetime) -> list[Option]:
    there = [move for move in MOVES if move.who and _is_out_of(move, article)]
    unmet = {move: tuple(judge(Case(move, member, known, now))) for move in there}
    return [Option(move, Refusal(found, member.is_chief) if found else None) for move, found in unmet.items()]


def _is_out_of(move: Move, article: Article) -> bool:
    return move.begins if article.pk is None else Stage(article.stage) in move.sources


class Asked(TypedDict, total=False):
    """`note` is the reason or a remark, `at` the date to come, `correction` for readers.

    With `override` a chief sets aside what may be set aside; the note says why.
    """

    note: str
    at: datetime | None
    correction: str
    override: bool


class Order(NamedTuple):
    """Asked of somebody, at some time."""

    move: Move
    by: User | None
    now: datetime
    note: str = ""
    at: datetime | None = None
    correction: str = ""
    override: bool = False


def perform(article: Article, move: Move, by: User | None, *, now: datetime, **asked: Unpack[Asked]) -> StageChange:
    """Make a move, whole or not at all, and log it. `by` is None for the clock.

    The move is made of the article as the caller knows it: MoveRefused says why not, SomebodyWasFaster who changed it
    meanwhile and when. The article's stage, version, number and date of saving are then what the database holds.
    """
    order = Order(move, by, now, **asked)
    try:
        with transaction.atomic():
            change = _perform(article, order)
    except IntegrityError as error:
        # Another transaction proposed, reopened or unscheduled the same source while this one did.
        unmet = tuple(judge(Case(move, member_of(by, now), situation(article), now)))
        if not unmet:
            raise
        raise MoveRefused(move, article, unmet) from error
    for name in ("pk", "stage", "version", "number", "created_at", "updated_at", "source_key"):
        setattr(article, name, getattr(change.article, name))
    article._state.adding = False  # noqa: SLF001  Django documents it
    return change


def _perform(article: Article, order: Order) -> StageChange:
    move = order.move
    if Stage.PUBLISHED in {*move.sources, move.target}:
        editions.take_turn()  # before any row is held: a merging, too, takes its turn and then holds articles
    member = taking_turns(order.by, order.now)
    held = _held(article, order)
    known = situation(held)
    is_overridden = _refuse_or_override(Case(move, member, known, order.now), order)
    before, stood = ("", {}) if move.begins else (held.stage, _standing(held))
    _begin(held, order) if move.begins else _move(held, order)
    given = (order.now, order.note.strip(), order.at, order.correction.strip())
    made = consequences.Made(move, held, known, member, *given)
    consequences.follow(made)
    notices.tell(made)
    _record(held, stood, order)
    return StageChange.objects.create(
        article=held,
        move=move.name,
        from_stage=before,
        to_stage=move.target.value,
        by=order.by,
        at=order.now,
        note=order.note.strip(),
        override=is_overridden,
    )


def _held(article: Article, order: Order) -> Article:
    """A copy of the article as the database holds it, if that is what the caller knows; of a new one, a copy."""
    if not article.pk:
        return copy(article)
    held = Article.objects.get(pk=article.pk)
    if (held.stage, held.version) != (article.stage, article.version):
        raise _faster(held, order.move)
    return held


def _refuse_or_override(case: Case, order: Order) -> bool:
    """Whether a chief set something aside; raises where that is not so and a condition does not hold."""
    unmet = (*_badly_asked(order), *judge(case))
    left = unmet
    if order.override and case.member.is_chief and order.note.strip():
        left = tuple(each for each in unmet if not each.condition.overridable)
    elif order.override and unmet:
        left = (*unmet, Unmet(reasons.REASON)) if case.member.is_chief else unmet
    if left:
        raise MoveRefused(order.move, case.situation.article, left, by_chief=case.member.is_chief)
    return bool(unmet)


def _badly_asked(order: Order) -> Iterable[Unmet]:
    if order.move.needs_reason and not order.note.strip():
        yield Unmet(reasons.REASON)
    if order.move.asks_date and (order.at is None or order.at <= order.now):
        yield Unmet(reasons.DATE)
    if order.at is not None and not order.move.asks_date:
        yield Unmet(reasons.NO_DATE)


def _begin(article: Article, order: Order) -> None:
    article.stage = order.move.target.value
    article.version = 0
    article.created_at = article.updated_at = order.now
    article.source_key = source_key(article.source_url)
    article.save()


def _move(held: Article, order: Order) -> None:
    """The one statement that changes a stage, if nobody changed the article since it was read."""
    known = Article.objects.filter(pk=held.pk, stage=held.stage, version=held.version)
    changes: dict[str, Any] = {"stage": order.move.target.value, "updated_at": order.now}
    if order.move in {PUBLISH, SCHEDULE} and held.number is None:
        changes["number"] = publishing.take_number()
    if not known.update(version=F("version") + 1, **changes):
        raise _faster(held, order.move)
    held.version += 1
    for name, value in changes.items():
        setattr(held, name, value)


def _standing(article: Article) -> audit.State:
    """All that moves change of an article, for the log of changes."""
    credits = Credit.objects.filter(article=article).order_by("order").values_list("role", "contributor__name")
    claims = Claim.objects.open().filter(article=article).select_related("holder").order_by("kind")
    shown = Publication.objects.filter(article=article).values_list("published_at", "revision__number").first()
    return {
        "stage": article.stage,
        "number": str(article.number or ""),
        "claims": "\n".join(f"{claim.kind} {claim.due.isoformat()} {claim.holder}" for claim in claims),
        "credits": "\n".join(f"{role} {name}" for role, name in credits),
        "published_at": shown[0].isoformat() if shown else "",
        "revision": f"#{shown[1]}" if shown else "",
    }


def _record(article: Article, before: audit.State, order: Order) -> None:
    deed = audit.Deed(order.by, order.now, order.move.name)
    if order.move.begins:
        manuscript.record(article, before, deed)
        before = {"credits": _standing(article)["credits"]}
    audit.record(article, before, _standing(article), deed)


def _faster(article: Article, move: Move) -> SomebodyWasFaster:
    """Who changed the article last: by a move, or by saving it."""
    article = Article.objects.get(pk=article.pk)
    change = StageChange.objects.filter(article=article.pk).select_related("by").order_by("pk").last()
    saved = Revision.objects.filter(article=article.pk).select_related("by").order_by("number").last()
    latest: Sequence[StageChange | Revision] = [each for each in (saved, change) if each]
    last = max(latest, key=lambda each: each.at, default=None)
    return SomebodyWasFaster(move, article, by=last.by if last else None, at=last.at if last else article.updated_at)
