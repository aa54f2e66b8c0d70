"""Who may edit which fields of an article: by its stage, and by who holds it."""

from datetime import datetime
from typing import Final

from django.contrib.auth.models import User

from articles.members import member_of
from articles.models import Article, Claim
from articles.stages import Stage, Who

Fields = frozenset[str]

NOTHING: Final[Fields] = frozenset()
TEXT: Final[Fields] = frozenset(["title", "summary", "body", "category", "tags", "cover"])
SOURCE: Final[Fields] = frozenset(["source_url", "source_title", "source_body", "licence"])
CREDITS: Final[Fields] = frozenset(["credits"])
PROPOSAL: Final[Fields] = (TEXT - {"body", "cover"}) | SOURCE | {"kind"}
EVERYTHING: Final[Fields] = TEXT | SOURCE | CREDITS | {"kind"}

# What each group may edit in each stage. A chief edits everything that is not archived.
BY_GROUP: Final[dict[Stage, dict[Who, Fields]]] = {
    Stage.TOPIC: {Who.SELECTOR: PROPOSAL},
    Stage.DRAFTING: {Who.HOLDER: TEXT | SOURCE},
    Stage.REVIEW: {Who.HOLDING_REVIEWER: TEXT},
    Stage.READY: {Who.PUBLISHER: TEXT | SOURCE | CREDITS},
    Stage.PUBLISHED: {Who.PUBLISHER: TEXT | SOURCE | CREDITS, Who.REVIEWER: TEXT},
    Stage.WITHDRAWN: {Who.PUBLISHER: TEXT | SOURCE | CREDITS},
    Stage.ARCHIVED: {},
}
HOLDS = {Claim.Kind.WORK: Who.HOLDER, Claim.Kind.REVIEW: Who.HOLDING_REVIEWER}


def editable(article: Article, user: User, now: datetime) -> Fields:
    """The fields of the article, and "credits", that this person may change now."""
    member = member_of(user, now)
    here = BY_GROUP[Stage(article.stage)]
    if member.is_chief and here:
        return EVERYTHING
    if not member.roles:
        return NOTHING
    who = {*member.roles}
    if {Who.HOLDER, Who.HOLDING_REVIEWER} & here.keys():
        held = Claim.objects.open().filter(article=article, holder=user).values_list("kind", flat=True)
        who |= {HOLDS[Claim.Kind(kind)] for kind in held}
    return NOTHING.union(*(fields for group, fields in here.items() if group in who))
