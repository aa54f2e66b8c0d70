"""The rounds of a review: what was submitted, what the reviewer made of it, and what came back."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.models import Article, Revision, StageChange
from articles.stages import APPROVE, RETURN, SUBMIT, WITHDRAW_SUBMISSION

ENDS = (RETURN.name, APPROVE.name, WITHDRAW_SUBMISSION.name)


@dataclass(slots=True)
class Round:
    """`text` is the number of the revision that was submitted, `left` of what it was when the review `ended`.

    While it is under review `left` is the last revision.
    """

    submitted: StageChange
    text: int
    left: int
    ended: StageChange | None = None

    @property
    def was_returned(self) -> bool:
        return self.ended is not None and self.ended.move == RETURN.name


def rounds(article: Article) -> list[Round]:
    """The first one first, in two queries."""
    wanted = StageChange.objects.filter(article=article, move__in=[SUBMIT.name, *ENDS])
    changes = list(wanted.select_related("by").order_by("pk"))
    saves = list(article.revisions.order_by("number").only("article", "number", "at")) if changes else []
    return list(_told(changes, saves))


def _told(changes: list[StageChange], saves: list[Revision]) -> Iterator[Round]:
    for change, following in zip(changes, [*changes[1:], None], strict=False):
        if change.move == SUBMIT.name:
            ended = following if following and following.move in ENDS else None
            until = ended or following
            left = _number(saves, until) if until else (saves[-1].number if saves else 0)
            yield Round(change, _number(saves, change), left, ended)


def _number(saves: list[Revision], change: StageChange) -> int:
    """Of the last revision that was saved when the move was made."""
    return max((save.number for save in saves if save.at <= change.at), default=0)
