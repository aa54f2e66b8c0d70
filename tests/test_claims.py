"""Leases: how long, how many at once, extended, given back, run out; and drafts that outlive them."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from articles import drafts, leases, stages
from articles.clock import tick
from articles.models import Article, Autosave, Claim, Contributor, Kind, StageChange
from articles.roles import Role
from articles.text.checks import problems
from tests import builders
from tests.desk import DAY, NOON, DeskCase

SECOND = timedelta(seconds=1)


class SizeTests(SimpleTestCase):
    def test_a_lease_is_as_long_as_the_source_asks_for(self) -> None:
        for words, size, days in (
            *((0, "M", 14), (1, "S", 7), (600, "S", 7), (601, "M", 14)),
            *((1300, "M", 14), (1301, "L", 30), (9000, "L", 30)),
        ):
            self.assertEqual(leases.size("word " * words), size)
            self.assertEqual(leases.for_work("translation", "word " * words), days * DAY)
        self.assertEqual(leases.for_work("brief", "word " * 9000), 3 * DAY)

    def test_who_has_published_more_may_hold_more(self) -> None:
        limits = [(published, leases.limit(published)) for published in (0, 1, 2, 9, 10, 999)]
        self.assertEqual(limits, [(0, 1), (1, 1), (2, 2), (9, 2), (10, 3), (999, 3)])


class LimitTests(DeskCase):
    def publish(self, count: int, role: Role = Role.TRANSLATOR, at: datetime = builders.LONG_AGO) -> None:
        for number in range(count):
            builders.published(f"{number}", at=at, hour=number, credits=[(role, "木兰")])

    def test_a_newcomer_holds_one_topic(self) -> None:
        self.desk.drafting()
        self.assertEqual(self.refused(self.desk.topic(), stages.CLAIM, self.cast.translator), ["below_limit"])

    def test_two_that_readers_can_see_allow_a_second(self) -> None:
        self.publish(2)
        Contributor.objects.filter(name="木兰").update(user=self.cast.translator)
        self.desk.drafting()
        self.desk.drafting()
        self.assertEqual(self.refused(self.desk.topic(), stages.CLAIM, self.cast.translator), ["below_limit"])

    def test_what_somebody_proposed_or_what_is_scheduled_does_not_count(self) -> None:
        self.publish(3, Role.SELECTOR)
        self.publish(3, at=NOON + DAY)
        Contributor.objects.filter(name="木兰").update(user=self.cast.translator)
        self.desk.drafting()
        self.assertEqual(self.refused(self.desk.topic(), stages.CLAIM, self.cast.translator), ["below_limit"])

    def test_what_is_submitted_and_ones_own_texts_are_not_held(self) -> None:
        self.desk.original()
        self.desk.submitted()
        self.desk.drafting()

    def test_a_chief_goes_beyond_the_limit_with_a_reason(self) -> None:
        self.cast.translator.groups.add(*self.cast.chief.groups.all())
        self.desk.drafting()
        change = self.desk.do(self.desk.topic(), stages.CLAIM, self.cast.translator, override=True, note="急稿")
        self.assertTrue(change.override)


class LeaseTests(DeskCase):
    def work(self, article: Article) -> Claim:
        return article.claims.of_work().open().get()

    def test_a_claim_lasts_as_long_as_the_size_says(self) -> None:
        self.assertEqual(self.work(self.desk.drafting()).due, NOON + 14 * DAY)
        self.assertEqual(self.work(self.desk.original(Kind.BRIEF)).due, NOON + 3 * DAY)

    def test_the_holder_extends_once_and_before_the_end(self) -> None:
        article = self.desk.drafting()
        self.desk.now = NOON + 14 * DAY - SECOND
        self.desk.do(article, stages.EXTEND, self.cast.translator)
        self.assertEqual(self.work(article).due, NOON + 28 * DAY)
        self.assertEqual(self.refused(article, stages.EXTEND, self.cast.translator), ["once"])
        self.desk.now = NOON + 28 * DAY
        self.assertEqual(self.refused(article, stages.EXTEND, self.cast.translator), ["before_end", "once"])

    def test_a_chief_extends_as_often_and_as_late_as_is_needed(self) -> None:
        article = self.desk.drafting()
        self.desk.do(article, stages.EXTEND, self.cast.chief)
        self.desk.now = NOON + 30 * DAY
        change = self.desk.do(article, stages.EXTEND, self.cast.chief)
        self.assertEqual((self.work(article).due, change.override), (NOON + 44 * DAY, False))

    def test_what_is_given_back_keeps_its_draft_for_the_next_and_credits_both(self) -> None:
        article = self.desk.written(self.desk.drafting(), body="半篇。\n")
        self.desk.do(article, stages.GIVE_BACK, self.cast.translator)
        self.assertEqual(article.claims.get().outcome, Claim.Outcome.GIVEN_BACK)
        other = User.objects.create_user("second")
        other.groups.add(*self.cast.translator.groups.all())
        self.desk.do(article, stages.CLAIM, other)
        self.assertEqual(Article.objects.get(pk=article.pk).body, "半篇。\n")
        self.assertEqual(translators(article), ["translator", "second"])

    def test_who_saved_nothing_is_not_credited(self) -> None:
        article = self.desk.drafting()
        self.desk.do(article, stages.GIVE_BACK, self.cast.translator)
        self.assertEqual(translators(article), [])

    def test_an_original_stays_with_its_author_and_only_they_take_it_up_again(self) -> None:
        article = self.desk.original()
        self.assertEqual(self.refused(article, stages.GIVE_BACK, self.cast.translator), ["translation"])
        self.desk.do(article, stages.ARCHIVE, self.cast.chief)
        self.desk.do(article, stages.REOPEN, self.cast.chief)
        other = User.objects.create_user("second")
        other.groups.add(*self.cast.translator.groups.all())
        self.assertEqual(self.refused(article, stages.CLAIM, other), ["its_author"])
        self.desk.do(article, stages.CLAIM, self.cast.translator)
        self.assertEqual(list(article.credits.values_list("role", flat=True)), ["author"])

    def test_who_takes_a_submission_back_has_the_time_that_was_left_and_at_least_three_days(self) -> None:
        article = self.desk.submitted()
        self.desk.now = NOON + 5 * DAY
        self.desk.do(article, stages.WITHDRAW_SUBMISSION, self.cast.translator)
        self.assertEqual(self.work(article).due, NOON + 14 * DAY)
        self.desk.do(article, stages.SUBMIT, self.cast.translator)
        self.desk.now = NOON + 13 * DAY
        self.desk.do(article, stages.WITHDRAW_SUBMISSION, self.cast.translator)
        self.assertEqual(self.work(article).due, NOON + 16 * DAY)

    def test_a_reviewer_puts_back_what_another_then_takes(self) -> None:
        article = self.desk.taken()
        self.desk.do(article, stages.PUT_BACK, self.cast.reviewer)
        self.assertEqual((article.stage, article.claims.open().count()), ("review", 0))
        self.assertFalse(article.credits.filter(role=Role.REVIEWER).exists())
        self.desk.do(article, stages.TAKE, self.cast.reviewer)

    def test_the_database_holds_one_open_claim_of_a_kind(self) -> None:
        work = self.work(self.desk.drafting())
        work.pk = None
        with self.assertRaises(IntegrityError), transaction.atomic():
            work.save(force_insert=True)


def translators(article: Article) -> list[str]:
    return list(article.credits.filter(role=Role.TRANSLATOR).values_list("contributor__name", flat=True))


class ClockTests(DeskCase):
    def told(self, now: datetime) -> tuple[int, int, int]:
        """How many are reminded, told that the time is up, and taken back; and the second tick does nothing more."""
        done, again = tick(now), tick(now)
        self.assertEqual((again.soon, again.over, again.released), ([], [], []))
        return len(done.soon), len(done.over), len(done.released)

    def test_two_days_before_and_at_the_end_and_three_days_later(self) -> None:
        article = self.desk.written(self.desk.drafting(), body="半篇。\n")
        due = NOON + 14 * DAY
        for moment, expected in (
            (due - 2 * DAY - SECOND, (0, 0, 0)),
            (due - 2 * DAY, (1, 0, 0)),
            (due - SECOND, (0, 0, 0)),
            (due, (0, 1, 0)),
            (due + 3 * DAY - SECOND, (0, 0, 0)),
            (due + 3 * DAY, (0, 0, 1)),
        ):
            self.assertEqual(self.told(moment), expected, moment)
        article.refresh_from_db()
        self.assertEqual((article.stage, article.body), ("topic", "半篇。\n"))
        change = StageChange.objects.latest("pk")
        self.assertEqual((change.move, change.by, change.at), ("give_back", None, due + 3 * DAY))
        self.assertEqual(article.claims.get().outcome, Claim.Outcome.EXPIRED)

    def test_a_clock_that_was_stopped_does_only_what_is_due_now(self) -> None:
        self.desk.drafting()
        self.assertEqual(self.told(NOON + 15 * DAY), (0, 1, 0))
        self.assertEqual(self.told(NOON + 90 * DAY), (0, 0, 1))

    def test_after_an_extension_there_are_reminders_again(self) -> None:
        article = self.desk.drafting()
        self.assertEqual(self.told(NOON + 13 * DAY), (1, 0, 0))
        self.desk.now = NOON + 13 * DAY
        article.refresh_from_db()
        self.desk.do(article, stages.EXTEND, self.cast.translator)
        self.assertEqual(self.told(NOON + 14 * DAY), (0, 0, 0))
        self.assertEqual(self.told(NOON + 26 * DAY), (1, 0, 0))

    def test_an_original_is_only_reminded_of(self) -> None:
        article = self.desk.original()
        self.assertEqual(self.told(NOON + 14 * DAY), (0, 1, 0))
        self.assertEqual(self.told(NOON + 90 * DAY), (0, 0, 0))
        article.refresh_from_db()
        self.assertEqual(article.stage, "drafting")

    def test_a_review_that_nobody_finishes_is_free_again(self) -> None:
        article = self.desk.taken()
        self.assertEqual(self.told(NOON + 6 * DAY), (0, 0, 1))
        article.refresh_from_db()
        self.assertEqual((article.stage, article.claims.open().count()), ("review", 0))

    def test_the_clock_makes_no_move_before_its_time_and_no_other_at_all(self) -> None:
        article = self.desk.drafting()
        self.assertEqual(self.refused(article, stages.GIVE_BACK, None), ["ran_out"])
        self.desk.now += 90 * DAY
        for move in stages.MOVES:
            if stages.Stage.DRAFTING in move.sources and move is not stages.GIVE_BACK:
                self.assertIn("who", self.refused(article, move, None))

    def test_the_holder_comes_back_and_finds_the_draft(self) -> None:
        article = self.desk.written(self.desk.drafting(), body="半篇。\n")
        self.desk.now += 20 * DAY
        tick(self.desk.now)
        article.refresh_from_db()
        self.desk.do(article, stages.CLAIM, self.cast.translator)
        self.assertEqual((article.body, translators(article)), ("半篇。\n", ["translator"]))


class DraftTests(DeskCase):
    def keep(self, article: Article, user: User, text: str, *, later: int = 1) -> None:
        drafts.keep(article, user, article.version, {"body": text}, self.desk.now + later * SECOND)

    def test_what_is_typed_disturbs_nobody_and_is_kept_once(self) -> None:
        article = self.desk.drafting()
        version = article.version
        self.keep(article, self.cast.translator, "一")
        self.keep(article, self.cast.translator, "一二")
        article.refresh_from_db()
        self.assertEqual(article.version, version)
        self.assertEqual(Autosave.objects.get().fields, {"body": "一二"})
        own = drafts.own(article, self.cast.translator)
        self.assertEqual(own and own.fields, {"body": "一二"})
        drafts.discard(article, self.cast.translator)
        self.assertIsNone(drafts.own(article, self.cast.translator))

    def test_what_was_typed_and_not_saved_is_offered_to_whoever_comes_next(self) -> None:
        article = self.desk.drafting()
        self.keep(article, self.cast.translator, "半篇")
        self.assertEqual(drafts.left_behind(article, self.cast.chief), [], "its holder still works on it")
        self.desk.do(article, stages.GIVE_BACK, self.cast.translator)
        offered = drafts.left_behind(article, self.cast.chief)
        self.assertEqual([(draft.user, draft.fields) for draft in offered], [(self.cast.translator, {"body": "半篇"})])
        self.assertEqual(drafts.left_behind(article, self.cast.translator), [], "one's own is not another's")
        self.desk.now += DAY
        self.desk.written(article)
        self.assertEqual(drafts.left_behind(article, self.cast.chief), [], "saved over since")


class ChecksTests(SimpleTestCase):
    def broken(self, text: str) -> list[str]:
        return [str(problem) for problem in problems(text)]

    def test_fences_are_closed_by_as_many_of_their_signs(self) -> None:
        for text in (
            "```\na\n```",
            "~~~~ py\n```\n~~~~~\n",
            "````\n```\n````",
            "1. a\n\n    ```\n    b\n    ```\n",
            "``` a ```",
        ):
            self.assertEqual(self.broken(text), [], text)
        for text in ("```\na", "````\n```\n", "~~~\n```\n", "```\n``` py\n"):
            self.assertEqual(len(self.broken(text)), 1, text)

    def test_blank_is_no_text(self) -> None:
        self.assertEqual(len(self.broken(" \n\t")), 1)

    @given(st.text("`~ \na", max_size=40))
    def test_any_text_can_be_mended_by_one_line(self, text: str) -> None:
        text = "文\n" + text
        closings = ["\n" + sign * 45 for sign in "`~"]
        self.assertTrue(not self.broken(text) or any(not self.broken(text + closing) for closing in closings))
