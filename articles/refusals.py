"""Why a move cannot be made: for buttons that are grey, and for whoever tried."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles.conditions import Unmet, moment
from articles.members import name_of
from articles.models import Article
from articles.stages import STAGE_LABELS, Move, Stage


class Refusal:
    """`unmet`: every condition that does not hold. `overridable`: this person may set all of them aside, saying why."""

    def __init__(self, unmet: tuple[Unmet, ...], by_chief: bool) -> None:
        self.unmet = unmet
        self.overridable = by_chief and all(each.condition.overridable for each in unmet)

    @property
    def reasons(self) -> list[str]:
        return [str(each) for each in self.unmet]

    @property
    def names(self) -> list[str]:
        """Of the conditions in reasons.py."""
        return [each.condition.name for each in self.unmet]

    @property
    def data(self) -> dict[str, Any]:
        """What the reasons speak of, such as a `rival` or a `claim`."""
        return {name: value for each in self.unmet for name, value in each.data.items()}

    def __str__(self) -> str:
        return " ".join(self.reasons)


class MoveRefused(Exception):
    """A move was not made, and nothing is changed."""

    def __init__(self, move: Move, article: Article, unmet: tuple[Unmet, ...] = (), *, by_chief: bool = False) -> None:
        super().__init__(move.name, article.pk, [each.condition.name for each in unmet])
        self.move, self.article = move, article
        self.refusal = Refusal(unmet, by_chief)

    def __str__(self) -> str:
        return str(self.refusal)


class SomebodyWasFaster(MoveRefused):
    """The article is no longer as the caller knew it: `by` changed it `at`. `by` is None for the clock or an import."""

    def __init__(self, move: Move, article: Article, *, by: User | None, at: datetime) -> None:
        super().__init__(move, article)
        self.by, self.at = by, at

    def __str__(self) -> str:
        name = name_of(self.by) if self.by else _("The clock")
        stage = STAGE_LABELS[Stage(self.article.stage)]
        said = {"name": name, "at": moment(self.at), "stage": stage}
        return _("%(name)s was faster, at %(at)s: it is now in the stage “%(stage)s”.") % said
