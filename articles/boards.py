"""The boards of the desk: what waits for whom, counted for the cards and narrowed for the lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Claim, Publication, ReaderReport, StageChange
from articles.stages import Stage

Articles = QuerySet[Article]
WAITING = (Stage.TOPIC, Stage.REVIEW, Stage.READY)


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """`narrow` leaves of all articles those on the board. `order` puts first what should be done first."""

    name: str
    label: Promise
    hint: Promise
    empty: Promise
    narrow: Callable[[Articles, User, datetime], Articles]
    order: str = "since"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are on a board, and the date of the one that waits longest; of the scheduled, of the next one."""

    count: int = 0
    oldest: datetime | None = None


def with_since(articles: Articles) -> Articles:
    """Each with `since`, when it came into its stage."""
    came = StageChange.objects.filter(article=OuterRef("pk"), to_stage=OuterRef("stage")).exclude(
        from_stage=F("to_stage")
    )
    return articles.annotate(since=Subquery(came.order_by("-pk").values("at")[:1]))


def held_by(articles: Articles, user: User) -> Articles:
    return articles.filter(pk__in=Claim.objects.open().filter(holder=user).values("article"))


def unreviewed(articles: Articles) -> Articles:
    return articles.filter(stage=Stage.REVIEW.value).exclude(Exists(_reviews()))


def _reviews() -> QuerySet[Claim]:
    return Claim.objects.open().of_review().filter(article=OuterRef("pk"))


def overdue(articles: Articles, now: datetime) -> Articles:
    return articles.filter(pk__in=Claim.objects.open().filter(due__lte=now).values("article"))


def scheduled(articles: Articles, now: datetime) -> Articles:
    return articles.filter(pk__in=Publication.objects.to_come(now).values("pk"))


MINE = Board(
    *("mine", _("My work"), _("What you translate, write or review.")),
    _("You hold nothing. Topics wait to be claimed."),
    lambda articles, user, _now: held_by(articles, user),
    order="due",
)
TOPICS = Board(
    *("topics", _("To be claimed"), _("Topics that nobody translates yet.")),
    _("No topic waits for a translator."),
    lambda articles, _user, _now: articles.filter(stage=Stage.TOPIC.value),
)
REVIEWS = Board(
    *("reviews", _("To be reviewed"), _("Submitted, and nobody reviews it yet.")),
    _("Nothing waits for a reviewer."),
    lambda articles, _user, _now: unreviewed(articles),
)
READY = Board(
    *("ready", _("To be published"), _("Approved: to be published or scheduled.")),
    _("Nothing waits to be published."),
    lambda articles, _user, _now: articles.filter(stage=Stage.READY.value),
)
SCHEDULED = Board(
    *("scheduled", _("Scheduled"), _("Comes out by itself on its date.")),
    _("Nothing is scheduled."),
    lambda articles, _user, now: scheduled(articles, now),
    order="publication__position",
)
OVERDUE = Board(
    *("overdue", _("Overdue"), _("The time of whoever holds it is up.")),
    _("Nothing is overdue."),
    lambda articles, _user, now: overdue(articles, now),
    order="due",
)
BOARDS = (MINE, TOPICS, REVIEWS, READY, SCHEDULED, OVERDUE)
BOARD = {board.name: board for board in BOARDS}
REPORTS = "reports"


def tallies(user: User, now: datetime) -> dict[str, Tally]:
    """By the name of the board, and the readers' reports that are open. Four queries, however many articles."""
    to_come = Publication.objects.to_come(now).aggregate(count=Count("pk"), oldest=Min("published_at"))
    reports = ReaderReport.objects.filter(handled_at__isnull=True).aggregate(count=Count("pk"), oldest=Min("at"))
    found = {SCHEDULED.name: Tally(**to_come), REPORTS: Tally(**reports)}
    return {**found, **_of_stages(), **_of_claims(user, now)}


def _of_stages() -> dict[str, Tally]:
    """What is under review waits no more."""
    waiting = Article.objects.filter(stage__in=[stage.value for stage in WAITING])
    waiting = waiting.exclude(Q(stage=Stage.REVIEW.value) & Exists(_reviews()))
    rows = with_since(waiting).order_by().values("stage").annotate(Count("pk"), Min("since"))
    found = {row["stage"]: Tally(row["pk__count"], row["since__min"]) for row in rows}
    boards = zip((TOPICS, REVIEWS, READY), WAITING, strict=True)
    return {board.name: found.get(stage.value, Tally()) for board, stage in boards}


def _of_claims(user: User, now: datetime) -> dict[str, Tally]:
    mine, over = Q(holder=user), Q(due__lte=now)
    asked: dict[str, Any] = {
        "mine": Count("article", filter=mine, distinct=True),
        "since": Min("opened_at", filter=mine),
        "overdue": Count("article", filter=over, distinct=True),
        "due": Min("due", filter=over),
    }
    row = Claim.objects.open().filter(mine | over).aggregate(**asked)
    return {MINE.name: Tally(row["mine"], row["since"]), OVERDUE.name: Tally(row["overdue"], row["due"])}
