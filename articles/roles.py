"""The roles: what a person does for an article (credits) and what a member of staff may do (groups)."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.stages import MOVES, Move


class Role(StrEnum):
    """A credit: what a contributor did for an article."""

    AUTHOR = "author"
    SELECTOR = "selector"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"


ROLE_LABELS: dict[Role, Promise] = {
    Role.AUTHOR: _("Author"),
    Role.SELECTOR: _("Selector"),
    Role.TRANSLATOR: _("Translator"),
    Role.REVIEWER: _("Reviewer"),
    Role.PUBLISHER: _("Publisher"),
}

# The groups of staff, made by a migration: name shown in the admin by role.
GROUPS: dict[str, str] = {
    "selector": "选题",
    "translator": "译者",
    "reviewer": "校对",
    "publisher": "发布",
    "chief": "主编",
}

# The moves that a member of each group makes. Whoever holds an article makes others, and a chief any, saying why.
MOVES_OF: dict[str, tuple[Move, ...]] = {role: tuple(move for move in MOVES if role in move.who) for role in GROUPS}

# Models of the admin that every member of staff may look at, and those that a role may add and change. The desk's
# moves come on top. Of notices everybody sees their own. Of a publication nothing is changed but its marks: pinned,
# editor's choice.
VIEWED_BY_ALL = (
    *("article", "credit", "contributor", "alias", "category", "categoryalias", "tag", "tagalias"),
    *("importrun", "importedfile", "readerreport", "sitesettings", "menuitem", "page", "notice"),
)
# The log of changes says what anybody changed. Of accounts only a superuser changes anything.
VIEWED_BY: dict[str, tuple[str, ...]] = {"chief": ("change", "user")}
CHANGED_BY: dict[str, tuple[str, ...]] = {
    "chief": (
        *("article", "credit", "contributor", "alias", "category", "categoryalias", "tag", "tagalias"),
        *("publication", "readerreport", "sitesettings", "menuitem", "page", "invitation"),
    ),
    "publisher": ("readerreport", "publication"),
    "reviewer": ("readerreport",),
}
