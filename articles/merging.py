"""Merging people, tags or categories: one of them stays, with all that named the others, and with their names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import editions, faceted, renaming, totals
from articles.known import ALIASES, AnyNamed
from articles.models import (
    Article,
    ArticleTag,
    Autosave,
    Byline,
    Category,
    Contributor,
    Credit,
    Publication,
    PublicationTag,
    Tag,
)

AT_ONCE = 500
TWO_ACCOUNTS = _("More than one of them has an account. Take the link to it off all but one of them first.")
GONE = _("Not all of them are there any more.")
TOO_FEW = _("Choose at least two, and which one of them stays.")


@dataclass(frozen=True, slots=True)
class Hold:
    """Rows whose `column` names somebody or something. Of those that agree in `once`, one is enough: the first."""

    model: type[Model]
    column: str
    once: tuple[str, ...] = ()

    def rows(self, named: Iterable[AnyNamed]) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{f"{self.column}__in": [row.pk for row in named]})


# What names a person, a tag, a category: in manuscripts, and in what readers see.
HOLDS: dict[type[AnyNamed], tuple[Hold, Hold]] = {
    Contributor: (
        Hold(Credit, "contributor", ("article_id", "role")),
        Hold(Byline, "contributor", ("publication_id", "role")),
    ),
    Tag: (Hold(ArticleTag, "tag", ("content_object_id",)), Hold(PublicationTag, "tag", ("publication_id",))),
    Category: (Hold(Article, "category"), Hold(Publication, "category")),
}


class MergeRefused(Exception):
    """Nothing was merged; `reason` says why."""

    def __init__(self, reason: Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def why_not(rows: Sequence[AnyNamed]) -> Promise | None:
    if len(rows) < 2:
        return TOO_FEW
    return TWO_ACCOUNTS if len([row for row in rows if getattr(row, "user_id", None)]) > 1 else None


def merge(survivor: AnyNamed, others: Sequence[AnyNamed]) -> None:
    """One transaction, one edition. Raises MergeRefused."""
    with transaction.atomic():
        editions.take_turn()  # an import knows names for the length of a transaction
        survivor, others = _locked(survivor, others)
        if reason := why_not([survivor, *others]):
            raise MergeRefused(reason)
        for hold in HOLDS[type(survivor)]:
            _move(hold, survivor, others)
        _move_names(survivor, others)
        _move_the_rest(survivor, others)
        for row in (survivor, *others):
            totals.recount(row)
        faceted.renew(_shown(survivor))
        _drop(survivor, others)
        # Where the one that stays is hidden, readers see less than before.
        editions.start(hard=getattr(survivor, "hidden", False))


def doubles(hold: Hold, rows: Sequence[AnyNamed]) -> list[int]:
    """Of what would name the same twice: the rows that go. The first of each, as readers see them, stays."""
    if not hold.once:
        return []
    seen: set[tuple[Any, ...]] = set()
    extra = []
    for pk, *same in hold.rows(rows).order_by("order", "pk").values_list("pk", *hold.once):
        if tuple(same) in seen:
            extra.append(pk)
        seen.add(tuple(same))
    return extra


def _locked(survivor: AnyNamed, others: Sequence[AnyNamed]) -> tuple[AnyNamed, list[AnyNamed]]:
    """As they are now, for this transaction alone: who would name one of them waits, or was waited for."""
    wanted = {survivor.pk, *(row.pk for row in others)}
    rows = type(survivor)._default_manager.select_for_update().filter(pk__in=wanted).order_by("pk")
    held: dict[int, AnyNamed] = {row.pk: row for row in rows}
    if held.keys() != wanted:
        raise MergeRefused(GONE)
    return held.pop(survivor.pk), list(held.values())


def _move(hold: Hold, survivor: AnyNamed, others: Sequence[AnyNamed]) -> None:
    for some in _some(doubles(hold, [survivor, *others])):
        hold.model._default_manager.filter(pk__in=some).delete()
    hold.rows(others).update(**{hold.column: survivor})
    if hold.model is Byline:
        _mark_first(survivor)
    if hold.model is Article:
        _move_drafts(survivor, others)


def _mark_first(person: AnyNamed) -> None:
    """A list names a person once for each publication: by the byline that stands first."""
    rows = Byline.objects.filter(contributor=person.pk).order_by("publication", "order", "pk")
    seen: set[int] = set()
    wrong: dict[bool, list[int]] = {True: [], False: []}
    for pk, publication, first in rows.values_list("pk", "publication", "first"):
        if first != (publication not in seen):
            wrong[not first].append(pk)
        seen.add(publication)
    for first, pks in wrong.items():
        for some in _some(pks):
            Byline.objects.filter(pk__in=some).update(first=first)


def _shown(row: AnyNamed) -> Iterable[int]:
    """The publications that name it."""
    hold = HOLDS[type(row)][1]
    key = "pk" if hold.model is Publication else "publication"
    return hold.rows([row]).values_list(key, flat=True).distinct()


def _move_drafts(survivor: AnyNamed, others: Iterable[AnyNamed]) -> None:
    """What somebody typed and did not save holds the category's key, as the form does."""
    chosen = Q()
    for row in others:
        chosen |= Q(fields__category=str(row.pk))
    for draft in Autosave.objects.filter(chosen):
        draft.fields["category"] = str(survivor.pk)
        draft.save()


def _move_names(survivor: AnyNamed, others: Sequence[AnyNamed]) -> None:
    aliases, column = ALIASES[type(survivor)]
    held = aliases._default_manager.filter(**{f"{column}__in": [row.pk for row in others]})
    held.update(**{column: survivor})
    for row in others:
        renaming.leave(survivor, row)


def _move_the_rest(survivor: AnyNamed, others: Sequence[AnyNamed]) -> None:
    """Whatever else points at the others, each row of it once."""
    done = {hold.model for hold in HOLDS[type(survivor)]} | {ALIASES[type(survivor)][0]}
    for relation in type(survivor)._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        if relation.one_to_many and field.concrete and relation.related_model not in done:
            pointing = field.model._base_manager.filter(**{f"{field.name}__in": [row.pk for row in others]})
            pointing.update(**{field.name: survivor})


def _drop(survivor: AnyNamed, others: Sequence[AnyNamed]) -> None:
    """What the others had and the one that stays lacks is taken over: account, home page."""
    lacking = {name: value for name, value in _belongings(others) if not getattr(survivor, name)}
    for row in others:
        row.delete()
    if lacking:
        type(survivor)._default_manager.filter(pk=survivor.pk).update(**lacking)


def _belongings(others: Sequence[AnyNamed]) -> Iterator[tuple[str, Any]]:
    """The first of them goes first."""
    for row in reversed(others):
        if isinstance(row, Contributor):
            yield from ((name, value) for name, value in (("user_id", row.user_id), ("url", row.url)) if value)


def _some(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    return (pks[start : start + AT_ONCE] for start in range(0, len(pks), AT_ONCE))
