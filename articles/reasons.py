"""The conditions of the moves, each with the reason that is given where it does not hold."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Judged in conditions.py, which also fills the placeholders of the reason.

    An overridable one a chief may set aside, saying why.
    """

    name: str
    reason: Promise
    overridable: bool = False


# What holds for every move, whatever its row in the table says.
STAGE = Condition("stage", _("Not possible in the stage “%(stage)s”."))
WHO = Condition("who", _("Only for: %(who)s."), overridable=True)
ACTIVE = Condition("active", _("Your account is switched off."))
REASON = Condition("reason", _("Say why."))
DATE = Condition("date", _("Choose a date to come."))
NO_DATE = Condition("no_date", _("No date can be chosen for this."))
BYLINE = Condition(
    "byline", _("Your account has no byline, and its name belongs to somebody else: ask a chief to link the two.")
)

TITLED = Condition("titled", _("A topic needs a title and the address of its source."))
SOURCE_FREE = Condition("source_free", _("This source is in work already: “%(title)s”."))
SOURCE_NEW = Condition("source_new", _("This source was published already: “%(title)s”."), overridable=True)
OWN_TEXT = Condition("own_text", _("Only an original or a brief begins here: a translation begins as a topic."))
NAMED = Condition("named", _("It needs a title."))

NOBODY_WORKS = Condition("nobody_works", _("%(name)s works on it until %(due)s."))
BELOW_LIMIT = Condition(
    "below_limit", _("You hold %(held)s topics, and may hold %(limit)s at the same time."), overridable=True
)
ITS_AUTHOR = Condition("its_author", _("An original or a brief is taken up again by its author."), overridable=True)
TRANSLATION = Condition("translation", _("An original or a brief stays with its author."), overridable=True)
RAN_OUT = Condition("ran_out", _("There is time until %(end)s."))
BEFORE_END = Condition("before_end", _("The time was up on %(due)s: only a chief can extend it now."))
ONCE = Condition("once", _("It was extended once: only a chief can extend it again."))

SOUND = Condition("sound", _("In the text: %(problems)s"), overridable=True)
SUMMARISED = Condition("summarised", _("The summary is missing."), overridable=True)
CATEGORISED = Condition("categorised", _("The category is missing."), overridable=True)
TAGGED = Condition("tagged", _("It needs 1 to 5 tags, and has %(count)s."), overridable=True)

NOBODY_REVIEWS = Condition("nobody_reviews", _("%(name)s has been reviewing it since %(since)s."), overridable=True)
FOUR_EYES = Condition("four_eyes", _("Nobody reviews their own translation or text."), overridable=True)
NOTED = Condition("noted", _("First leave a note on what is to be changed."), overridable=True)

TO_COME = Condition("to_come", _("It is public already: withdraw it instead."))
PUBLIC = Condition("public", _("It is not public yet: unschedule it instead."))
DIFFERS = Condition("differs", _("Readers see the manuscript as it stands."))
