"""The workflow as one frozen table: the stages of an article and the moves between them."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    TOPIC = "topic"
    DRAFTING = "drafting"
    REVIEW = "review"
    READY = "ready"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


STAGE_LABELS: dict[Stage, Promise] = {
    Stage.TOPIC: _("Topic"),
    Stage.DRAFTING: _("Drafting"),
    Stage.REVIEW: _("In review"),
    Stage.READY: _("Ready"),
    Stage.PUBLISHED: _("Published"),
    Stage.WITHDRAWN: _("Withdrawn"),
    Stage.ARCHIVED: _("Archived"),
}

# Work that is under way: the stages in which a source may not be proposed a second time.
OPEN_STAGES = (Stage.TOPIC, Stage.DRAFTING, Stage.REVIEW, Stage.READY)


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow of the workflow. `sources` is empty where the move begins an article."""

    name: str
    label: Promise
    sources: tuple[Stage, ...]
    target: Stage


IMPORT = Move("import", _("Imported"), (), Stage.PUBLISHED)
PUBLISH = Move("publish", _("Publish"), (Stage.READY,), Stage.PUBLISHED)
WITHDRAW = Move("withdraw", _("Withdraw"), (Stage.PUBLISHED,), Stage.WITHDRAWN)
RESTORE = Move("restore", _("Restore"), (Stage.WITHDRAWN,), Stage.PUBLISHED)

# The moves that exist so far; the desk adds its own to this table.
MOVES: tuple[Move, ...] = (IMPORT, PUBLISH, WITHDRAW, RESTORE)
