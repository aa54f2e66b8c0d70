"""Moving articles: who may and who may not, what each move leaves behind, and what is refused with which reason."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import copy
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.test import tag
from django.utils.translation import override

from articles import manuscript, stages
from articles.models import Article, ArticleTag, Claim, Contributor, Gone, Kind, Note, Publication, StageChange
from articles.roles import GROUPS, Role
from articles.stages import MOVES, Move, Stage, Who
from articles.workflow import MoveRefused, Option, SomebodyWasFaster, allowed, allowed_many, perform
from tests import builders
from tests.desk import DAY, NOON, WHY, DeskCase, counts

PEOPLE = (*GROUPS, "stranger")
HELD = {Stage.DRAFTING: {Who.HOLDER: "translator"}}
HELD[Stage.REVIEW] = {Who.HOLDER: "translator", Who.HOLDING_REVIEWER: "reviewer"}


def makers(move: Move, stage: Stage) -> set[str]:
    """The people of the cast who may make this move in this stage, read from the table."""
    held = HELD.get(stage, {})
    return {person for who in move.who for person in (held.get(who, who.value),) if person in PEOPLE}


def names(options: list[Option]) -> set[str]:
    """The moves that can be made."""
    return {move.name for move, refusal in options if not refusal}


class Undone(Exception):
    """Takes a savepoint back."""


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is as if it had not been."""
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


@tag("slow")
class MatrixTests(DeskCase):
    """Every (role × stage × move), from the table."""

    def test_the_buttons_are_those_of_the_table(self) -> None:
        for stage in Stage:
            with undone():
                article = self.desk.in_stage(stage)
                for name in PEOPLE:
                    options = allowed(article, self.person(name), NOON)
                    self.assertEqual([option.move for option in options], [m for m in MOVES if stage in m.sources])
                    for move, refusal in options:
                        refusing = refusal.names if refusal else []
                        self.assertEqual("who" in refusing, name not in makers(move, stage), (name, stage, move.name))

    def test_what_is_not_in_the_table_is_not_made(self) -> None:
        for stage in Stage:
            with undone():
                article = self.desk.in_stage(stage)
                before = [Article.objects.values().get(pk=article.pk), *counts()]
                for name in PEOPLE:
                    for move in MOVES:
                        if stage not in move.sources or name not in makers(move, stage):
                            with self.assertRaises(MoveRefused) as refused:
                                self.desk.do(article, move, self.person(name))
                            self.assertIn("who" if stage in move.sources else "stage", refused.exception.refusal.names)
                self.assertEqual([Article.objects.values().get(pk=article.pk), *counts()], before)

    def test_each_move_is_made_by_everyone_whom_the_table_names(self) -> None:
        for move in MOVES:
            people = sorted({person for stage in move.sources or Stage for person in makers(move, stage)})
            self.assertEqual(bool(people), bool(move.who))
            with undone():
                self.makes(move, self.desk.standing(move), people)

    def makes(self, move: Move, article: Article, people: list[str]) -> None:
        for name in people:
            with undone():
                mine = Article.objects.get(pk=article.pk) if article.pk else copy(article)
                change = self.desk.do(mine, move, self.person(name))
                self.assertEqual((change.move, change.to_stage), (move.name, move.target))
                self.assertEqual((change.by, change.at, change.override), (self.person(name), NOON, False))
                self.assertEqual(StageChange.objects.latest("pk"), change)
                stored = Article.objects.get(pk=change.article_id)
                known = (mine.pk, mine.stage, mine.version, mine.number, mine.updated_at)
                self.assertEqual(known, (stored.pk, stored.stage, stored.version, stored.number, stored.updated_at))

    def test_what_begins_an_article_is_offered_for_one_that_is_not_saved(self) -> None:
        self.assertEqual(names(allowed(Article(kind=Kind.BRIEF, title="简讯"), self.cast.translator, NOON)), {"write"})
        topic = Article(title="选题", source_url="https://example.org/1")
        self.assertEqual(names(allowed(topic, self.cast.selector, NOON)), {"propose"})
        self.assertEqual(names(allowed(topic, self.cast.stranger, NOON)), set())

    def test_an_account_that_is_switched_off_moves_nothing_not_even_what_it_holds(self) -> None:
        article = self.desk.written(self.desk.drafting())
        self.cast.translator.is_active = False
        self.assertEqual(self.refused(article, stages.SUBMIT, self.cast.translator), ["active"])

    def test_who_may_do_it_is_listed_as_each_language_lists(self) -> None:
        article = self.desk.published()
        for language, said in (("zh-hans", "发布、校对"), ("en", "Publisher, Reviewer")):
            with override(language):
                refusals = dict(allowed(article, self.cast.stranger, NOON))
                self.assertIn(said, str(refusals[stages.UPDATE]))

    def test_a_superuser_is_in_every_group(self) -> None:
        root = User.objects.create_superuser("root")
        self.assertEqual(names(allowed(self.desk.ready(), root, NOON)), {"send_back", "publish", "schedule"})

    def test_a_list_costs_the_same_at_any_length(self) -> None:
        for _ in range(2):
            articles = [self.desk.in_stage(stage) for stage in sorted(Stage, key=lambda each: each is Stage.DRAFTING)]
            rows = list(Article.objects.filter(pk__in=[each.pk for each in articles]).defer("body", "source_body"))
            with self.assertNumQueries(13):
                allowed_many(rows, User.objects.get(username="reviewer"), NOON)
            self.desk.do(articles[-1], stages.SUBMIT, self.cast.translator)
        rows = list(Article.objects.defer("body", "source_body").filter(stage=Stage.READY))
        with self.assertNumQueries(6):
            found = allowed_many(rows * 3, User.objects.get(username="publisher"), NOON)
        for each in rows:
            self.assertEqual(names(found[each.pk]), {"send_back", "publish", "schedule"})

    def test_a_list_of_what_was_saved_since_it_was_published_costs_the_same_at_any_length(self) -> None:
        for _ in range(2):
            for summary in ("摘要。", "新的摘要。"):
                article = self.desk.ready()
                self.desk.do(article, stages.PUBLISH, self.cast.publisher)
                article.summary = summary
                manuscript.save(article, by=self.cast.chief, now=NOON)
            tagged = self.desk.ready()
            self.desk.do(tagged, stages.PUBLISH, self.cast.publisher)
            ArticleTag.objects.create(content_object=tagged, tag=builders.tag("网络"))
            manuscript.save(tagged, by=self.cast.chief, now=NOON)
            rows = list(Article.objects.filter(stage=Stage.PUBLISHED).defer("body", "source_body").order_by("pk"))
            with self.assertNumQueries(13):
                found = allowed_many(rows, User.objects.get(username="publisher"), NOON)
        can_update = ["update" in names(found[row.pk]) for row in rows]
        self.assertEqual(can_update, [False, True, True] * 2)


class PathTests(DeskCase):
    """What the moves leave behind on the way of one article."""

    def credits(self, article: Article) -> list[tuple[str, str]]:
        return list(article.credits.order_by("order").values_list("role", "contributor__name"))

    def test_five_people_bring_a_topic_to_its_readers(self) -> None:
        article = self.desk.published()
        moves = ["propose", "claim", "submit", "take", "approve", "publish"]
        changes = StageChange.objects.filter(article=article).order_by("pk")
        self.assertEqual([change.move for change in changes], moves)
        self.assertEqual(
            [(change.from_stage, change.to_stage) for change in changes][:3],
            [("", "topic"), ("topic", "drafting"), ("drafting", "review")],
        )
        credited = [("selector", "selector"), ("translator", "translator")]
        credited += [("reviewer", "reviewer"), ("publisher", "publisher")]
        self.assertEqual(self.credits(article), credited)
        publication = Publication.objects.get()
        self.assertEqual((publication.number, publication.published_at, publication.title), (20001, NOON, "选题"))
        self.assertEqual(publication.revision.fields["credits"], [list(pair) for pair in credited])
        self.assertEqual(publication.bylines.count(), 4)
        self.assertFalse(Claim.objects.open().exists())

    def test_a_new_topic_is_version_one_with_one_revision_that_names_its_selector(self) -> None:
        article = self.desk.topic()
        revision = article.revisions.get()
        self.assertEqual((article.version, revision.number, revision.by), (1, 1, self.cast.selector))
        self.assertEqual(revision.fields["credits"], [["selector", "selector"]])

    def test_the_byline_is_the_contributor_of_the_account(self) -> None:
        Contributor.objects.create(name="木兰", user=self.cast.translator)
        self.assertEqual(self.credits(self.desk.drafting())[-1], ("translator", "木兰"))

    def test_an_account_never_takes_over_a_name(self) -> None:
        builders.person("selector")
        article = Article(title="选题", source_url="https://example.org/1")
        self.assertEqual(self.refused(article, stages.PROPOSE, self.cast.selector), ["byline"])
        self.assertIsNone(article.pk)

    def test_an_original_is_credited_to_its_author_and_so_is_a_brief(self) -> None:
        for kind in (Kind.ORIGINAL, Kind.BRIEF):
            article = self.desk.original(kind)
            self.assertEqual(self.credits(article), [("author", "translator")])
            self.assertEqual(article.claims.get().holder, self.cast.translator)

    def test_what_is_submitted_is_frozen_in_a_revision(self) -> None:
        article = self.desk.submitted()
        self.assertEqual(article.revisions.latest("number").body, "译文。\n")
        before = article.revisions.count()
        self.desk.do(article, stages.WITHDRAW_SUBMISSION, self.cast.translator)
        self.desk.do(article, stages.SUBMIT, self.cast.translator)
        self.assertEqual(article.revisions.count(), before, "nothing was changed in between")

    def test_a_return_goes_back_to_the_translator_with_the_notes_and_seven_days(self) -> None:
        article = self.desk.taken()
        self.desk.do(article, stages.RETURN, self.cast.reviewer)
        work = article.claims.open().get()
        self.assertEqual((work.holder, work.kind, work.due - NOON), (self.cast.translator, "work", 7 * DAY))
        self.assertEqual(article.claims.of_review().get().outcome, Claim.Outcome.RETURNED)
        self.assertTrue(article.notes.unresolved().exists())

    def test_a_schedule_keeps_an_article_from_readers_until_its_time(self) -> None:
        publication = self.desk.scheduled().publication
        self.assertEqual(publication.published_at, NOON + DAY)
        self.assertFalse(Publication.objects.live(NOON).exists())
        self.assertTrue(Publication.objects.live(NOON + DAY).exists())

    def test_what_is_unscheduled_was_never_there_and_keeps_its_number(self) -> None:
        article = self.desk.scheduled()
        self.desk.do(article, stages.UNSCHEDULE, self.cast.publisher)
        self.assertEqual((article.stage, article.number), ("ready", 20001))
        self.assertFalse(Publication.objects.exists() or Gone.objects.exists())
        self.assertNotIn("publisher", dict(self.credits(article)))
        self.desk.do(article, stages.PUBLISH, self.cast.publisher)
        self.assertEqual(Publication.objects.get().number, 20001)

    def test_an_update_shows_the_manuscript_with_its_date_and_says_what_was_wrong(self) -> None:
        article = self.desk.published()
        self.desk.now += DAY
        self.desk.do(article, stages.UPDATE, self.cast.reviewer, correction="命令有误，已改正。")
        shown = Publication.objects.get()
        self.assertEqual((shown.published_at, shown.updated_at), (NOON, NOON + DAY))
        self.assertEqual((shown.revision.body, shown.text.correction), ("改过的译文。\n", "命令有误，已改正。"))
        self.desk.written(article, body="又改了一次。\n")
        self.desk.do(article, stages.UPDATE, self.cast.publisher)
        self.assertEqual(Publication.objects.get().text.correction, "命令有误，已改正。", "it stays until the next one")

    def test_an_update_of_what_is_scheduled_is_no_older_than_its_date(self) -> None:
        article = self.desk.written(self.desk.scheduled(), body="改过。\n")
        self.desk.do(article, stages.UPDATE, self.cast.publisher)
        self.assertEqual(Publication.objects.get().updated_at, NOON + DAY)

    def test_withdrawn_and_restored_it_is_what_it_was(self) -> None:
        article = self.desk.published()
        before = Publication.objects.values().get()
        self.desk.do(article, stages.WITHDRAW, self.cast.publisher, note="侵权")
        gone = Gone.objects.get()
        self.assertEqual((gone.number, gone.reason, gone.at), (20001, "侵权", NOON))
        self.assertFalse(Publication.objects.exists())
        self.desk.now += DAY
        self.desk.do(article, stages.RESTORE, self.cast.chief)
        self.assertEqual(Publication.objects.values().get(), before)
        self.assertFalse(Gone.objects.exists())

    def test_archived_and_reopened_it_is_a_topic_with_its_draft(self) -> None:
        article = self.desk.written(self.desk.drafting())
        self.desk.do(article, stages.ARCHIVE, self.cast.chief)
        self.assertEqual(article.claims.get().outcome, Claim.Outcome.ARCHIVED)
        self.desk.do(article, stages.REOPEN, self.cast.selector)
        article.refresh_from_db()
        self.assertEqual((article.stage, article.body), ("topic", "译文。\n"))

    def test_a_save_never_writes_the_stage_or_the_number(self) -> None:
        mine = Article.objects.get(pk=self.desk.ready().pk)
        self.desk.do(Article.objects.get(pk=mine.pk), stages.PUBLISH, self.cast.publisher)
        mine.title = "存得晚了"
        mine.save()
        mine.refresh_from_db()
        self.assertEqual((mine.title, mine.stage, mine.number), ("存得晚了", "published", 20001))


class ConditionTests(DeskCase):
    def test_a_topic_needs_a_title_and_a_source(self) -> None:
        for fields in ({"title": "题"}, {"source_url": "https://example.org/1", "title": " "}):
            self.assertEqual(self.refused(Article(**fields), stages.PROPOSE, self.cast.selector), ["titled"])

    def test_a_translation_does_not_begin_as_a_text_of_ones_own(self) -> None:
        self.assertEqual(self.refused(Article(title="题"), stages.WRITE, self.cast.translator), ["own_text"])

    def test_a_source_in_work_is_not_proposed_again_whatever_trackers_hang_on_it(self) -> None:
        known = self.desk.topic("在做的", source_url="https://example.org/a")
        again = Article(title="重复", source_url="https://example.org/a?utm_source=x")
        for asked in ({}, {"override": True, "note": WHY}):
            with self.assertRaises(MoveRefused) as refused:
                self.desk.do(again, stages.PROPOSE, self.cast.chief if asked else self.cast.selector, **asked)
            self.assertEqual(refused.exception.refusal.names, ["source_free"])
            self.assertEqual(refused.exception.refusal.data["rival"].pk, known.pk)
            self.assertIn("在做的", str(refused.exception))

    def test_a_source_that_was_published_a_chief_proposes_again_with_a_reason(self) -> None:
        shown = self.desk.published(source_url="https://example.org/a")
        again = Article(title="重译", source_url="https://example.org/a")
        self.assertEqual(self.refused(again, stages.PROPOSE, self.cast.selector), ["source_new"])
        change = self.desk.do(again, stages.PROPOSE, self.cast.chief, override=True, note="旧译已过时")
        self.assertEqual((change.override, change.note), (True, "旧译已过时"))
        self.desk.do(shown, stages.WITHDRAW, self.cast.chief)
        self.desk.do(again, stages.ARCHIVE, self.cast.chief)
        self.desk.do(shown, stages.RESTORE, self.cast.chief)
        self.assertEqual(self.refused(again, stages.REOPEN, self.cast.selector), ["source_new"])

    def test_what_is_scheduled_does_not_come_back_to_work_beside_its_rival(self) -> None:
        shown = self.desk.scheduled(source_url="https://example.org/a")
        again = Article(title="重译", source_url="https://example.org/a")
        self.desk.do(again, stages.PROPOSE, self.cast.chief, override=True, note=WHY)
        self.assertEqual(self.refused(shown, stages.UNSCHEDULE, self.cast.publisher), ["source_free"])

    def test_nobody_reviews_what_they_translated(self) -> None:
        self.cast.translator.groups.add(*self.cast.reviewer.groups.all())
        article = self.desk.submitted()
        self.assertEqual(self.refused(article, stages.TAKE, self.cast.translator), ["four_eyes"])
        self.cast.translator.groups.add(*self.cast.chief.groups.all())
        change = self.desk.do(article, stages.TAKE, self.cast.translator, override=True, note="没有别人")
        self.assertTrue(change.override)

    def test_nor_what_they_are_credited_for_although_another_submitted_it(self) -> None:
        article = self.desk.submitted()
        reviewer = Contributor.objects.create(name="reviewer", user=self.cast.reviewer)
        article.credits.create(contributor=reviewer, role=Role.TRANSLATOR, order=9)
        self.assertEqual(self.refused(article, stages.TAKE, self.cast.reviewer), ["four_eyes"])

    def test_one_reviewer_at_a_time_save_where_a_chief_says_so(self) -> None:
        article = self.desk.taken()
        other = User.objects.create_user("second")
        other.groups.add(*self.cast.reviewer.groups.all(), *self.cast.chief.groups.all())
        self.assertEqual(self.refused(article, stages.TAKE, other), ["nobody_reviews"])
        self.assertEqual(self.refused(article, stages.WITHDRAW_SUBMISSION, self.cast.translator), ["nobody_reviews"])
        self.desk.do(article, stages.TAKE, other, override=True, note="他在休假")
        self.assertEqual(article.claims.of_review().open().get().holder, other)
        self.assertEqual(article.claims.of_review().get(holder=self.cast.reviewer).outcome, Claim.Outcome.TAKEN_OVER)

    def test_a_return_says_what_is_to_be_changed(self) -> None:
        article = self.desk.taken()
        Note.objects.update(resolved_at=NOON)
        self.assertEqual(self.refused(article, stages.RETURN, self.cast.reviewer), ["noted"])

    def test_a_text_that_would_break_its_page_is_not_submitted(self) -> None:
        for body, problem in (("", "there is no text."), ("```\n没完", "a block of code is never closed.")):
            article = self.desk.drafting()
            self.desk.written(article, body=body)
            with override("en"), self.assertRaisesMessage(MoveRefused, f"In the text: {problem}"):
                self.desk.do(article, stages.SUBMIT, self.cast.translator)
            self.desk.do(article, stages.GIVE_BACK, self.cast.translator)

    def test_what_is_approved_has_a_summary_a_category_and_one_to_five_tags(self) -> None:
        article = self.desk.taken()
        article.summary, article.category = " ", None
        article.taggings.all().delete()
        manuscript.save(article, by=self.cast.reviewer, now=NOON)
        wanting = ["summarised", "categorised", "tagged"]
        self.assertEqual(self.refused(article, stages.APPROVE, self.cast.reviewer), wanting)
        article.tags.add(*"一二三四五六")
        self.assertEqual(self.refused(article, stages.APPROVE, self.cast.reviewer), wanting)
        self.assertEqual(self.refused(self.desk.approved_badly(article), stages.PUBLISH, self.cast.publisher), wanting)

    def test_a_schedule_needs_a_date_to_come_and_nothing_else_takes_one(self) -> None:
        article = self.desk.ready()
        for at in (None, NOON, NOON - DAY):
            self.assertEqual(self.refused(article, stages.SCHEDULE, self.cast.publisher, at=at), ["date"])
        self.assertEqual(self.refused(article, stages.PUBLISH, self.cast.publisher, at=NOON + DAY), ["no_date"])

    def test_what_is_public_is_withdrawn_and_what_is_not_is_unscheduled(self) -> None:
        article = self.desk.scheduled()
        self.assertEqual(self.refused(article, stages.WITHDRAW, self.cast.chief), ["public"])
        self.desk.now += DAY
        self.assertEqual(self.refused(article, stages.UNSCHEDULE, self.cast.publisher), ["to_come"])

    def test_an_update_needs_something_new(self) -> None:
        article = self.desk.ready()
        self.desk.do(article, stages.PUBLISH, self.cast.publisher)
        self.assertEqual(self.refused(article, stages.UPDATE, self.cast.publisher), ["differs"])
        manuscript.save(article, by=self.cast.publisher, now=NOON)
        self.assertEqual(self.refused(article, stages.UPDATE, self.cast.publisher), ["differs"], "a save of the same")

    def test_every_move_that_asks_for_a_reason_gets_one(self) -> None:
        asking = [move for move in MOVES if move.needs_reason]
        self.assertEqual(len(asking), 5)
        for move in asking:
            article = self.desk.standing(move)
            for name in makers(move, Stage(article.stage)):
                self.assertEqual(self.refused(article, move, self.person(name), note=" \n"), ["reason"])


class OverrideTests(DeskCase):
    def test_a_chief_makes_any_persons_move_with_a_reason_and_the_log_says_so(self) -> None:
        for move in MOVES:
            if move.who and Who.CHIEF not in move.who:
                with undone():
                    article = self.desk.standing(move)
                    self.assertEqual(self.refused(article, move, self.cast.chief), ["who"], move.name)
                    change = self.desk.do(article, move, self.cast.chief, override=True, note=WHY)
                    self.assertEqual((change.override, change.note, change.by), (True, WHY, self.cast.chief))

    def test_without_a_reason_nothing_is_overridden(self) -> None:
        refused = self.refused(self.desk.ready(), stages.PUBLISH, self.cast.chief, override=True, note=" ")
        self.assertEqual(refused, ["who", "reason"])

    def test_nobody_else_overrides(self) -> None:
        article = self.desk.ready()
        self.assertEqual(self.refused(article, stages.PUBLISH, self.cast.reviewer, override=True, note=WHY), ["who"])

    def test_where_nothing_stands_in_the_way_nothing_was_overridden(self) -> None:
        article = self.desk.published()
        change = self.desk.do(article, stages.WITHDRAW, self.cast.chief, override=True)
        self.assertFalse(change.override)

    def test_a_grey_button_tells_a_chief_and_nobody_else_that_it_can_be_overridden(self) -> None:
        article = self.desk.ready()
        for name in PEOPLE:
            for _, refusal in allowed(article, self.person(name), NOON):
                self.assertEqual(bool(refusal and refusal.overridable), name == "chief")

    def test_what_the_database_forbids_no_chief_can_override(self) -> None:
        article = self.desk.drafting()
        refused = self.refused(article, stages.PUBLISH, self.cast.chief, override=True, note=WHY)
        self.assertEqual(refused, ["stage"])


class FasterTests(DeskCase):
    def told(self, article: Article, move: Move, by: User) -> tuple[User | None, datetime]:
        with self.assertRaises(SomebodyWasFaster) as faster:
            self.desk.do(article, move, by)
        return faster.exception.by, faster.exception.at

    def test_who_comes_second_is_told_who_was_first_and_when(self) -> None:
        first = self.desk.topic()
        second = Article.objects.get(pk=first.pk)
        self.desk.now += DAY
        self.desk.do(first, stages.CLAIM, self.cast.translator)
        self.assertEqual(self.told(second, stages.ARCHIVE, self.cast.chief), (self.cast.translator, NOON + DAY))
        with override("en"), self.assertRaisesMessage(SomebodyWasFaster, "translator was faster, at 2026-03-03 12:00"):
            self.desk.do(second, stages.ARCHIVE, self.cast.chief)

    def test_a_save_is_a_change_too(self) -> None:
        mine = self.desk.ready()
        theirs = Article.objects.get(pk=mine.pk)
        manuscript.save(theirs, by=self.cast.reviewer, now=NOON + DAY)
        self.assertEqual(self.told(mine, stages.PUBLISH, self.cast.publisher), (self.cast.reviewer, NOON + DAY))

    def test_the_clock_has_no_name(self) -> None:
        mine = self.desk.drafting()
        theirs = Article.objects.get(pk=mine.pk)
        self.desk.now += 40 * DAY
        self.desk.do(theirs, stages.GIVE_BACK, None)
        self.assertEqual(self.told(mine, stages.SUBMIT, self.cast.translator), (None, self.desk.now))

    def test_a_move_that_fails_on_its_way_leaves_the_callers_article_as_it_was(self) -> None:
        article = self.desk.ready()
        before = (article.stage, article.version, article.number)
        with suppress(MoveRefused):
            perform(article, stages.PUBLISH, self.cast.translator, now=NOON)
        self.assertEqual((article.stage, article.version, article.number), before)
