"""The words of every notice: what each says, and how it is called on the page of switches."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """`heading` and `says` are filled by reading.py with `title`, `by` and the notice's data.

    `label` is for the page of switches. `is_mailed`: by e-mail too, unless the person says otherwise. `more` is said
    where the data holds what it speaks of, its `needs`.
    """

    name: str
    label: Promise
    heading: Promise
    says: Promise
    is_mailed: bool = True
    needs: str = ""
    more: Promise | str = ""


CLAIMED = Message(
    "claimed",
    _("A topic that you proposed is claimed"),
    _("Claimed: “%(title)s”"),
    _("%(by)s claimed the topic that you proposed."),
    is_mailed=False,
    needs="due",
    more=_("The time for it ends on %(due)s."),
)
GIVEN_BACK = Message(
    "given_back",
    _("A topic that you proposed is free again"),
    _("Free again: “%(title)s”"),
    _("%(holder)s no longer works on the topic that you proposed. It can be claimed, with the draft."),
    is_mailed=False,
)
REOPENED = Message(
    "reopened",
    _("What was archived is a topic again"),
    _("A topic again: “%(title)s”"),
    _("%(by)s took it out of the archive: it can be claimed."),
    is_mailed=False,
)
DUE_SOON = Message(
    "due_soon",
    _("Your time for an article is running out"),
    _("Two days left: “%(title)s”"),
    _("Your time for it ends on %(due)s. Its page shows what you can do: finish it, ask for more time or let it go."),
)
OVERDUE = Message(
    "overdue",
    _("Your time for an article is up"),
    _("Time is up: “%(title)s”"),
    _("Your time for it ended on %(due)s."),
    needs="end",
    more=_("If nothing happens, it is taken back on %(end)s; what you wrote is kept."),
)
RELEASED = Message(
    "released",
    _("An article is taken back, because time was up"),
    _("Taken back: “%(title)s”"),
    _("Your time was up on %(due)s, so others can take it now. What you wrote is kept: take it again, and go on."),
)
EXTENDED = Message(
    "extended",
    _("Somebody gives you more time"),
    _("More time: “%(title)s”"),
    _("%(by)s gave you time until %(due)s."),
)
TAKEN_OVER = Message(
    "taken_over",
    _("Somebody takes an article out of your hands"),
    _("No longer in your hands: “%(title)s”"),
    _("%(by)s took it out of your hands. What you wrote and noted is kept."),
)
SUBMITTED = Message(
    "submitted",
    _("A text waits for a reviewer"),
    _("To be reviewed: “%(title)s”"),
    _("%(by)s submitted it. Whoever takes it first reviews it."),
)
TAKEN = Message(
    "taken",
    _("Somebody begins to review your text"),
    _("Under review: “%(title)s”"),
    _("%(by)s reviews it now."),
    is_mailed=False,
)
RETURNED = Message(
    "returned",
    _("Your text is returned, with notes"),
    _("Returned: “%(title)s”"),
    _("%(by)s read it and asks for changes."),
    needs="due",
    more=_("There is time until %(due)s; then submit it again."),
)
APPROVED = Message(
    "approved",
    _("Your text is approved"),
    _("Approved: “%(title)s”"),
    _("%(by)s approved it. It waits to be published."),
)
SENT_BACK = Message(
    "sent_back",
    _("Your text, or one that you reviewed, goes back to review"),
    _("Back to review: “%(title)s”"),
    _("%(by)s asks for it to be reviewed once more."),
)
READY = Message(
    "ready",
    _("A text waits to be published"),
    _("To be published: “%(title)s”"),
    _("%(by)s approved it: it can be published or scheduled."),
)
PUBLISHED = Message(
    "published",
    _("An article with your name is published"),
    _("Published: “%(title)s”"),
    _("Everyone can read it now, and your name stands with it."),
)
SCHEDULED = Message(
    "scheduled",
    _("An article with your name is scheduled"),
    _("Scheduled: “%(title)s”"),
    _("It comes out on %(at)s, Beijing time."),
)
UNSCHEDULED = Message(
    "unscheduled",
    _("An article with your name is not published on its date"),
    _("Not scheduled any more: “%(title)s”"),
    _("%(by)s took back the date that was chosen. It waits to be published."),
)
UPDATED = Message(
    "updated",
    _("An article with your name is updated"),
    _("Updated: “%(title)s”"),
    _("%(by)s changed it: readers see the new text."),
    is_mailed=False,
)
WITHDRAWN = Message(
    "withdrawn",
    _("An article with your name is withdrawn"),
    _("Withdrawn: “%(title)s”"),
    _("%(by)s withdrew it: readers no longer see it."),
)
RESTORED = Message(
    "restored",
    _("An article with your name is public again"),
    _("Public again: “%(title)s”"),
    _("%(by)s restored it: readers see what they saw before."),
)
ARCHIVED = Message(
    "archived",
    _("What you proposed or worked on is archived"),
    _("Archived: “%(title)s”"),
    _("%(by)s archived it: nobody works on it any more. What was written is kept."),
)
REPORTED = Message(
    "reported",
    _("A reader reports a mistake"),
    _("A reader's letter on “%(title)s”"),
    _("A reader reports a mistake."),
)

# As the page of switches shows them.
GROUPS: tuple[tuple[Promise, tuple[Message, ...]], ...] = (
    (_("What you hold"), (DUE_SOON, OVERDUE, RELEASED, EXTENDED, TAKEN_OVER)),
    (_("Your texts"), (TAKEN, RETURNED, APPROVED, SENT_BACK)),
    (_("Articles with your name"), (PUBLISHED, SCHEDULED, UNSCHEDULED, UPDATED, WITHDRAWN, RESTORED)),
    (_("What waits"), (SUBMITTED, READY, REPORTED)),
    (_("Your topics"), (CLAIMED, GIVEN_BACK, ARCHIVED, REOPENED)),
)
MESSAGES: dict[str, Message] = {message.name: message for _label, messages in GROUPS for message in messages}
