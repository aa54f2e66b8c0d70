"""The workflow as one frozen table: the stages of an article and the moves between them."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import reasons
from articles.reasons import Condition


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


class Who(StrEnum):
    """Who makes a move: a group of staff, whoever holds a lease on the article, or the clock."""

    SELECTOR = "selector"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    CHIEF = "chief"
    HOLDER = "holder"
    HOLDING_REVIEWER = "holding_reviewer"
    CLOCK = "clock"


WHO_LABELS: dict[Who, Promise] = {
    Who.SELECTOR: _("Selector"),
    Who.TRANSLATOR: _("Translator"),
    Who.REVIEWER: _("Reviewer"),
    Who.PUBLISHER: _("Publisher"),
    Who.CHIEF: _("Chief"),
    Who.HOLDER: _("whoever works on it"),
    Who.HOLDING_REVIEWER: _("whoever reviews it"),
    Who.CLOCK: _("the clock"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """One arrow of the workflow. `sources` is empty where the move begins an article.

    A chief may make each move that any person may make: where the row does not name chiefs, as an override.
    `leaves` is for the page that asks whether to go on.
    """

    name: str
    label: Promise
    sources: tuple[Stage, ...]
    target: Stage
    who: tuple[Who, ...]
    leaves: Promise
    conditions: tuple[Condition, ...] = ()
    needs_reason: bool = False
    asks_date: bool = False
    asks_correction: bool = False

    @property
    def begins(self) -> bool:
        return not self.sources


S, W, R = Stage, Who, reasons
CHECKED = (R.SOUND, R.SUMMARISED, R.CATEGORISED, R.TAGGED)

IMPORT = Move("import", _("Imported"), (), S.PUBLISHED, (), _("An article of the archive is public."))
PROPOSE = Move(
    *("propose", pgettext_lazy("move", "Propose"), (), S.TOPIC, (W.SELECTOR,)),
    _("Translators find it among the topics."),
    (R.BYLINE, R.TITLED, R.SOURCE_FREE, R.SOURCE_NEW),
)
WRITE = Move(
    *("write", pgettext_lazy("move", "Write"), (), S.DRAFTING, (W.TRANSLATOR, W.PUBLISHER)),
    _("You are its author, and it is yours to finish."),
    (R.BYLINE, R.NAMED, R.OWN_TEXT),
)
CLAIM = Move(
    *("claim", pgettext_lazy("move", "Claim"), (S.TOPIC,), S.DRAFTING, (W.TRANSLATOR,)),
    _("It is yours until the date that it then shows. What somebody began before is still there."),
    (R.BYLINE, R.NOBODY_WORKS, R.BELOW_LIMIT, R.ITS_AUTHOR),
)
GIVE_BACK = Move(
    *("give_back", pgettext_lazy("move", "Give back"), (S.DRAFTING,), S.TOPIC, (W.HOLDER, W.CLOCK)),
    _("Others can claim it. Your draft is kept for whoever does."),
    (R.TRANSLATION, R.RAN_OUT),
)
EXTEND = Move(
    *("extend", pgettext_lazy("move", "Extend"), (S.DRAFTING,), S.DRAFTING, (W.HOLDER, W.CHIEF)),
    _("There is as much time again."),
    (R.BEFORE_END, R.ONCE),
)
SUBMIT = Move(
    *("submit", pgettext_lazy("move", "Submit"), (S.DRAFTING,), S.REVIEW, (W.HOLDER,)),
    _("Reviewers are asked to read it."),
    (R.SOUND,),
)
WITHDRAW_SUBMISSION = Move(
    *("withdraw_submission", pgettext_lazy("move", "Take back"), (S.REVIEW,), S.DRAFTING, (W.HOLDER,)),
    _("It is yours again, with the time that was left and at least three days."),
    (R.NOBODY_REVIEWS,),
)
TAKE = Move(
    *("take", pgettext_lazy("move", "Review"), (S.REVIEW,), S.REVIEW, (W.REVIEWER,)),
    _("Others see that you review it."),
    (R.BYLINE, R.FOUR_EYES, R.NOBODY_REVIEWS),
)
PUT_BACK = Move(
    *("put_back", pgettext_lazy("move", "Put back"), (S.REVIEW,), S.REVIEW, (W.HOLDING_REVIEWER, W.CLOCK)),
    _("Another reviewer can take it. What you changed and noted stays."),
    (R.RAN_OUT,),
)
RETURN = Move(
    *("return", pgettext_lazy("move", "Return"), (S.REVIEW,), S.DRAFTING, (W.HOLDING_REVIEWER,)),
    _("It goes back with your notes, and is submitted again."),
    (R.NOTED,),
)
APPROVE = Move(
    *("approve", pgettext_lazy("move", "Approve"), (S.REVIEW,), S.READY, (W.HOLDING_REVIEWER,)),
    _("It can be published."),
    CHECKED,
)
SEND_BACK = Move(
    *("send_back", pgettext_lazy("move", "Send back"), (S.READY,), S.REVIEW, (W.PUBLISHER,)),
    _("It is reviewed once more."),
    needs_reason=True,
)
PUBLISH = Move(
    *("publish", pgettext_lazy("move", "Publish"), (S.READY,), S.PUBLISHED, (W.PUBLISHER,)),
    _("Readers see it at once, at an address that stays for ever."),
    (R.BYLINE, *CHECKED),
)
SCHEDULE = Move(
    *("schedule", pgettext_lazy("move", "Schedule"), (S.READY,), S.PUBLISHED, (W.PUBLISHER,)),
    _("Readers see it from the date that you choose."),
    (R.BYLINE, *CHECKED),
    asks_date=True,
)
UNSCHEDULE = Move(
    *("unschedule", pgettext_lazy("move", "Unschedule"), (S.PUBLISHED,), S.READY, (W.PUBLISHER,)),
    _("It does not come out on the date that was chosen."),
    (R.TO_COME, R.SOURCE_FREE),
)
UPDATE = Move(
    *("update", pgettext_lazy("move", "Update"), (S.PUBLISHED,), S.PUBLISHED, (W.PUBLISHER, W.REVIEWER)),
    _("Readers see the manuscript as it stands now, with the date of the update."),
    (R.DIFFERS, R.SOUND),
    asks_correction=True,
)
WITHDRAW = Move(
    *("withdraw", pgettext_lazy("move", "Withdraw"), (S.PUBLISHED,), S.WITHDRAWN, (W.PUBLISHER, W.CHIEF)),
    _("Its page says that it was withdrawn, and every list, feed and search forgets it."),
    (R.PUBLIC,),
    needs_reason=True,
)
RESTORE = Move(
    *("restore", pgettext_lazy("move", "Restore"), (S.WITHDRAWN,), S.PUBLISHED, (W.PUBLISHER, W.CHIEF)),
    _("Readers see again what they saw, at the same address and with the same date."),
    needs_reason=True,
)
ARCHIVE = Move(
    *("archive", pgettext_lazy("move", "Archive"), (S.TOPIC, S.DRAFTING), S.ARCHIVED, (W.SELECTOR, W.CHIEF)),
    _("Nobody works on it any more. What was written is kept."),
    needs_reason=True,
)
REOPEN = Move(
    *("reopen", pgettext_lazy("move", "Reopen"), (S.ARCHIVED,), S.TOPIC, (W.SELECTOR, W.CHIEF)),
    _("It is a topic that can be claimed, with what was written."),
    (R.SOURCE_FREE, R.SOURCE_NEW),
    needs_reason=True,
)

MOVES: tuple[Move, ...] = (
    *(IMPORT, PROPOSE, WRITE, CLAIM, GIVE_BACK, EXTEND, SUBMIT, WITHDRAW_SUBMISSION),
    *(TAKE, PUT_BACK, RETURN, APPROVE, SEND_BACK),
    *(PUBLISH, SCHEDULE, UNSCHEDULE, UPDATE, WITHDRAW, RESTORE, ARCHIVE, REOPEN),
)
MOVE: dict[str, Move] = {move.name: move for move in MOVES}
