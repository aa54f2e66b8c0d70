"""What readers do with an article: likes, written at once, and views, which wait for company."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from itertools import groupby
from multiprocessing.util import Finalize
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import F
from django.utils import timezone

from articles import visitors
from articles.models import Counts, Like, Publication
from articles.visitors import Knock, Limit, Visitor

LIKES = Limit("like", most=60, seconds=600)
VIEWS = Limit("view", most=300, seconds=3600)
SEEN = Limit("seen", most=1, seconds=1800)

log = logging.getLogger(__name__)


def like(article_id: int, name: str, day: date) -> int:
    """Count this visitor's like, once a day; returns how many the article has."""
    with transaction.atomic():
        _, is_new = Like.objects.get_or_create(article_id=article_id, visitor=name, day=day)
        if is_new:
            _count("own_likes", {article_id: 1})
    counts = Counts.objects.filter(article_id=article_id).first()
    return counts.likes if counts else 0


@dataclass(frozen=True, slots=True)
class View:
    article_id: int
    visitor: Visitor
    at: datetime

    @property
    def household(self) -> Knock:
        return VIEWS.deed, self.visitor.household, VIEWS.window(self.at)

    @property
    def seen(self) -> Knock:
        """A hash of the reader and the article, because who reads what is nobody's business."""
        name = blake2b(f"{self.visitor.name} {self.article_id}".encode(), digest_size=16).hexdigest()
        return SEEN.deed, name, SEEN.window(self.at)


class Waiting:
    """Views that wait to be written: until there are `enough`, or for `seconds`. Never more than `most` of them.

    Its thread starts with the first view, so that each process of a server that forks has one.
    """

    def __init__(self, *, enough: int = 200, seconds: float = 10, most: int = 5000) -> None:
        self._enough, self._seconds, self._most = enough, seconds, most
        self._views: list[View] = []
        self._adding, self._writing, self._due = Lock(), Lock(), Event()
        self._thread: Thread | None = None

    def __len__(self) -> int:
        return len(self._views)

    def add(self, view: View) -> None:
        with self._adding:
            if len(self._views) < self._most:
                self._views.append(view)
            if len(self._views) == self._enough:
                self._due.set()
            if settings.VIEWS_WRITE_THEMSELVES and not (self._thread and self._thread.is_alive()):
                self._thread = Thread(target=self._run, name="views", daemon=True)
                self._thread.start()

    def write(self, now: datetime) -> None:
        """Write those that wait. Where the database is away they go on waiting, before those who came since."""
        with self._writing:
            with self._adding:
                views, self._views = self._views, []
            try:
                write(views, now)
            except Error as error:
                log.warning("%d views wait for the database: %s", len(views), error)
                with self._adding:
                    self._views = [*views, *self._views][: self._most]

    def _run(self) -> None:
        # Not atexit, which the workers of a server that forks never come to: Finalize is called in them, and elsewhere.
        Finalize(None, self._last, exitpriority=1)
        while True:
            self._due.wait(self._seconds)
            self._due.clear()
            self._last()

    def _last(self) -> None:
        try:
            self.write(timezone.now())
        finally:
            connection.close()


WAITING = Waiting()


def write(views: Iterable[View], now: datetime) -> None:
    """Count the views of live articles, in a few statements of one transaction.

    A reader counts once for an article in half an hour, a household for so many articles in an hour.
    """
    once: dict[Knock, View] = {}
    for view in views:
        once.setdefault(view.seen, view)
    if not once:
        return
    with transaction.atomic():
        ids = {view.article_id for view in once.values()}
        live = set(Publication.objects.live(now).filter(pk__in=ids).values_list("pk", flat=True))
        allowed = _within_limit(view for view in once.values() if view.article_id in live)
        seen = visitors.knocked({view.seen: 1 for view in allowed})
        _count("own_views", Counter(view.article_id for view in allowed if seen[view.seen] <= SEEN.most))
        visitors.forget(now)


def _within_limit(views: Iterable[View]) -> list[View]:
    """The first views of each household, as many as it has left."""
    households = [(knock, list(found)) for knock, found in groupby(sorted(views, key=_household), key=_household)]
    counts = visitors.knocked({knock: len(found) for knock, found in households})
    left = {knock: max(0, VIEWS.most - counts[knock] + len(found)) for knock, found in households}
    return [view for knock, found in households for view in found[: left[knock]]]


def _household(view: View) -> Knock:
    return view.household


def _count(column: str, more: dict[int, int]) -> None:
    """Add to a column of Counts by article; rows that are missing are made."""
    Counts.objects.bulk_create((Counts(article_id=id) for id in sorted(more)), ignore_conflicts=True)
    for number in sorted(set(more.values())):
        ids = [id for id, times in more.items() if times == number]
        Counts.objects.filter(pk__in=ids).update(**{column: F(column) + number})
