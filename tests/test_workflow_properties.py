"""Whatever anybody tries, in any order: an article never leaves the table, and every change has its row in the log."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.test import tag
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.clock import tick
from articles.models import Article, Claim, Gone, Kind, Publication, StageChange
from articles.stages import MOVE, MOVES, PROPOSE, WRITE, Move, Stage
from articles.workflow import MoveRefused, allowed, perform
from tests.cast import Cast, cast
from tests.desk import NOON, Desk

PEOPLE = ("selector", "translator", "reviewer", "publisher", "chief", "stranger", None)
LATER = (timedelta(0), timedelta(hours=30), timedelta(days=12), timedelta(days=40))


class Attempt(NamedTuple):
    move: Move
    by: str | None
    is_override: bool
    note: str
    later: timedelta


# Mostly what could be made next, by somebody who could: else hardly an article would get anywhere.
ATTEMPTS = st.lists(
    st.builds(
        Attempt,
        move=st.sampled_from(MOVES),
        by=st.sampled_from(PEOPLE),
        is_override=st.booleans(),
        note=st.sampled_from(["", "有理由"]),
        later=st.sampled_from(LATER),
    ),
    max_size=12,
)
CHOICES = st.lists(st.integers(0, 99), min_size=6, max_size=12)


@tag("slow")
class WorkflowProperties(TestCase):
    cast: Cast

    @settings(max_examples=12, deadline=None)
    @given(ATTEMPTS)
    def test_anybody_tries_anything(self, attempts: list[Attempt]) -> None:
        desk = Desk()
        article = desk.written(desk.drafting())
        for attempt in attempts:
            desk.now += attempt.later
            person = getattr(desk.cast, attempt.by) if attempt.by else None
            at = desk.now + timedelta(days=1) if attempt.move.asks_date else None
            before = logged(article)
            try:
                asked = {"note": attempt.note, "at": at, "override": attempt.is_override}
                perform(article, attempt.move, person, now=desk.now, **asked)  # type: ignore[arg-type]
            except MoveRefused:
                self.assertEqual(logged(article), before)
            else:
                self.assertEqual(logged(article), before + 1)
            self.consistent(article, desk.now)

    @settings(max_examples=15, deadline=None)
    @given(CHOICES, st.booleans())
    def test_somebody_makes_one_of_the_moves_that_are_offered(self, choices: list[int], is_own: bool) -> None:
        everyone = cast()
        now, kind = NOON, Kind.ORIGINAL if is_own else Kind.TRANSLATION
        article = Article(title="题", body="文", kind=kind, source_url="https://example.org/1")
        perform(article, WRITE if is_own else PROPOSE, everyone.translator if is_own else everyone.selector, now=now)
        for choice in choices:
            now += LATER[choice % 4]
            tick(now)
            article = Article.objects.get(pk=article.pk)
            self.consistent(article, now)
            people = [person for person in PEOPLE if person]
            offered = [
                (move, getattr(everyone, name), refusal)
                for name in people
                for move, refusal in allowed(article, getattr(everyone, name), now)
                if not refusal or refusal.overridable
            ]
            move, person, refusal = offered[choice % len(offered)]
            at = now + timedelta(days=1) if move.asks_date else None
            change = perform(article, move, person, now=now, note="理由", at=at, override=bool(refusal))
            self.assertEqual(change.override, bool(refusal))
            self.consistent(article, now)

    def consistent(self, article: Article, now: datetime) -> None:
        stored = Article.objects.get(pk=article.pk)
        self.assertEqual((article.stage, article.version), (stored.stage, stored.version))
        path = ""
        for change in StageChange.objects.filter(article=article).order_by("pk"):
            move = MOVE[change.move]
            self.assertEqual((change.from_stage, change.to_stage), (path, move.target))
            self.assertIn(path, move.sources or ("",))
            path = change.to_stage
        self.assertEqual(path, stored.stage)
        kinds = sorted(Claim.objects.open().filter(article=article).values_list("kind", flat=True))
        self.assertIn(kinds, {Stage.DRAFTING: [["work"]], Stage.REVIEW: [[], ["review"]]}.get(Stage(path), [[]]))
        self.assertEqual(Publication.objects.filter(article=article).exists(), path == Stage.PUBLISHED)
        self.assertEqual(Gone.objects.filter(article=article).exists(), path == Stage.WITHDRAWN)


def logged(article: Article) -> int:
    return StageChange.objects.filter(article=article).count()
