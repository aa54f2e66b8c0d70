"""Several at once: exactly one moves an article, the other is told who was faster; nobody gets beyond their limit."""

import time
from collections.abc import Callable
from functools import partial
from itertools import product
from threading import Barrier
from typing import Any

from django.contrib.auth.models import User
from django.test import Client, TransactionTestCase, tag

from articles import manuscript, permissions, stages
from articles.clock import tick
from articles.merging import MergeRefused, merge
from articles.models import Article, Category, Claim, Contributor, Publication, PublicationTag, Tag
from articles.stages import Move
from articles.workflow import MoveRefused, SomebodyWasFaster, perform
from tests import builders
from tests.admin.form import address, form
from tests.desk import DAY, NOON, Desk
from tests.together import shared_database, together

ROUNDS = 100
Told = tuple[str, object, object]


@tag("slow")
class RaceTests(TransactionTestCase):
    """Two threads, each with a connection of its own, as two processes of the server have them."""

    def setUp(self) -> None:
        self.desk = Desk()

    def second(self, role: str) -> User:
        user = User.objects.create_user("second", is_staff=True)
        user.groups.add(*getattr(self.desk.cast, role).groups.all())
        return user

    def race(self, articles: list[Article], moves: tuple[Move, Move], people: tuple[User, User]) -> list[list[Told]]:
        """Both make their move with each article, round by round at the same moment: what each of them was told."""
        start = Barrier(2)

        def runner(number: int) -> list[Told]:
            mine = list(Article.objects.filter(pk__in=[each.pk for each in articles]).order_by("pk"))
            told: list[Told] = []
            for article in mine:
                start.wait(60)
                try:
                    change = perform(article, moves[number], people[number], now=NOON + number * DAY, note="理由")
                except SomebodyWasFaster as faster:
                    told.append(("faster", faster.by, faster.at))
                except MoveRefused as refused:
                    told.append((",".join(refused.refusal.names), None, None))
                else:
                    told.append(("made", change.by, change.at))
            return told

        with shared_database():
            return together(2, runner)

    def test_a_hundred_times_two_reviewers_take_an_article_and_one_has_it(self) -> None:
        people = (self.desk.cast.reviewer, self.second("reviewer"))
        first = self.desk.submitted()
        fields = {"stage": first.stage, "created_at": NOON, "updated_at": NOON}
        articles = Article.objects.bulk_create(Article(title=f"{n}", **fields) for n in range(ROUNDS))
        told = self.race(articles, (stages.TAKE, stages.TAKE), people)
        self.assertEqual(len(told[0]), ROUNDS)
        for mine, theirs in zip(*told, strict=True):
            made, faster = (mine, theirs) if mine[0] == "made" else (theirs, mine)
            self.assertEqual((made[0], faster), ("made", ("faster", *made[1:])))

    def test_two_different_moves_of_one_article_are_never_both_made(self) -> None:
        articles = [self.desk.ready() for _ in range(5)]
        people = (self.desk.cast.publisher, self.second("publisher"))
        told = self.race(articles, (stages.PUBLISH, stages.SEND_BACK), people)
        outcomes = [{mine[0], theirs[0]} for mine, theirs in zip(*told, strict=True)]
        self.assertEqual(outcomes, [{"made", "faster"}] * 5)

    def test_one_person_at_the_limit_gets_one_of_two_topics(self) -> None:
        translator = self.desk.cast.translator
        Contributor.objects.create(name="木兰", user=translator)
        for _ in range(10):
            pair = [self.desk.topic(), self.desk.topic()]
            outcomes = self.at_once(pair, stages.CLAIM, translator)
            self.assertEqual(sorted(outcomes), ["below_limit", "made"])

    def test_two_are_published_at_once_under_two_numbers(self) -> None:
        pair = [self.desk.ready(), self.desk.ready()]
        self.assertEqual(
            self.at_once(pair, stages.PUBLISH, self.desk.cast.publisher, self.second("publisher")), ["made"] * 2
        )

    def test_one_source_is_proposed_once(self) -> None:
        for number in range(5):
            source = f"https://example.org/same/{number}"
            pair = [Article(title=f"{each}", source_url=source) for each in range(2)]
            people = (self.desk.cast.selector, User.objects.get_or_create(username="root", is_superuser=True)[0])
            self.assertEqual(sorted(self.at_once(pair, stages.PROPOSE, *people)), ["made", "source_free"])

    def test_two_clocks_take_back_and_remind_once(self) -> None:
        for title, age in (("甲", 30), ("乙", 13)):
            self.desk.now = NOON - age * DAY
            Claim.objects.open().update(holder=self.desk.cast.selector)
            self.desk.drafting(title=title)
        with shared_database():
            done = together(2, lambda _: tick(NOON))
        self.assertEqual(sum(len(each.released) for each in done), 1)
        self.assertEqual(sum(len(each.soon) for each in done), 1)

    def at_once(self, articles: list[Article], move: Move, *people: User) -> list[str]:
        """Each of the articles moved in a thread of its own: "made", or why not. In a file, everything is undone."""

        def mover(number: int) -> str:
            try:
                perform(articles[number], move, people[number % len(people)], now=NOON)
            except MoveRefused as refused:
                return ",".join(refused.refusal.names)
            return "made"

        with shared_database():
            outcomes = together(2, mover)
        if move is stages.CLAIM:
            Claim.objects.all().delete()
        return outcomes


@tag("slow")
class MergingRaceTests(TransactionTestCase):
    def at_once(self, look: Callable[[], object], *deeds: Callable[[], object]) -> tuple[list[str], object]:
        """What became of each, done by a thread of its own at the same moment, and what can be seen then."""

        def runner(number: int) -> str:
            try:
                deeds[number]()
            except MergeRefused:
                return "refused"
            return "done"

        with shared_database():
            told = together(len(deeds), runner)
            return told, together(1, lambda _: look())[0]

    def test_two_who_merge_the_same_tags_do_it_once(self) -> None:
        for number in range(10):
            one, two = builders.tag(f"一{number}"), builders.tag(f"二{number}")
            taggings = builders.draft(tags=[one.name, two.name]).taggings
            told, left = self.at_once(taggings.count, partial(merge, one, [two]), partial(merge, two, [one]))
            self.assertEqual((sorted(told), left), (["done", "refused"], 1))

    def test_what_is_published_while_its_names_are_merged_has_the_one_that_stays(self) -> None:
        for number in range(10):
            stays, goes = builders.tag(f"留{number}"), builders.tag(f"走{number}")
            revision = manuscript.save(builders.draft(tags=[goes.name], credits=()), by=None, now=NOON)
            shown = PublicationTag.objects.filter(publication=revision.article_id).values_list("tag__name", flat=True)
            publish = partial(builders.publish, revision, at=NOON)
            told, left = self.at_once(partial(list, shown), partial(merge, stays, [goes]), publish)
            self.assertEqual((told, left), (["done", "done"], [stays.name]))

    def test_what_is_updated_while_its_names_are_merged_has_those_that_stay(self) -> None:
        desk, makers = Desk(), (builders.tag, lambda name: Category.objects.create(name=name))
        for number, make in product(range(10), makers):
            stays, goes = make(f"留{number}"), make(f"走{number}")
            article = desk.published()
            if isinstance(goes, Tag):
                article.taggings.update(tag=goes)
            else:
                article.category = goes
            manuscript.save(article, by=desk.cast.translator, now=NOON)
            held = partial(Article.objects.values_list("category__name", "taggings__tag__name").get, pk=article.pk)
            shown = partial(Publication.objects.values_list("category__name", "taggings__tag__name").get, pk=article.pk)
            update = partial(perform, article, stages.UPDATE, desk.cast.publisher, now=NOON)
            told, left = self.at_once(lambda: {held(), shown()}, partial(merge, stays, [goes]), update)  # noqa: B023
            expected = ("技术", stays.name) if isinstance(goes, Tag) else (stays.name, "内核")
            self.assertEqual((told, left), (["done", "done"], {expected}))

    def test_a_revision_taken_up_while_its_tag_is_merged_has_the_one_that_stays(self) -> None:
        for number in range(10):
            stays, goes = builders.tag(f"留{number}"), builders.tag(f"走{number}")
            article = builders.draft(tags=[goes.name])
            revision = manuscript.save(article, by=None, now=NOON)
            look: partial[Any] = partial(list, article.taggings.values_list("tag__name", flat=True))
            take_up = partial(manuscript.take_up, revision, by=None, now=NOON)
            told, left = self.at_once(look, partial(merge, stays, [goes]), take_up)
            self.assertEqual((told, left), (["done", "done"], [stays.name]))

    def test_a_form_saved_while_its_category_is_merged_is_saved_or_asks_again(self) -> None:
        chief = Desk().cast.chief
        permissions.grant()  # the migrations granted it to groups that the last test swept away
        for number in range(10):
            stays, goes = (Category.objects.create(name=f"{name}{number}") for name in ("留", "走"))
            article = builders.draft(category=goes.name)
            manuscript.save(article, by=None, now=NOON)
            browser, given = Client(), form(article, title="新题")
            browser.force_login(chief)
            answers: list[int] = []

            def save(browser: Client = browser, article: Article = article, given: Any = given) -> None:
                answers.append(browser.post(address(article), given).status_code)  # noqa: B023

            def merge_late(stays: Category = stays, goes: Category = goes, pause: float = number / 50) -> None:
                time.sleep(pause)  # somewhere in the middle of the request
                merge(stays, [goes])

            look: partial[Any] = partial(Article.objects.values_list("category__name", flat=True).get, pk=article.pk)
            told, left = self.at_once(look, merge_late, save)
            self.assertEqual((told, left), (["done", "done"], stays.name))
            self.assertIn(answers[0], {200, 302})
