"""Tests of the totals: whatever is done to publications, they are what counting one by one gives."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

from django.apps import apps
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from articles import manuscript, merging, publishing, totals
from articles.models import Article, Byline, Category, Contributor, Publication, PublicationTag, Tag, Total
from tests import builders

migration = import_module("articles.migrations.0013_totals")

NEW_YEAR_2020 = datetime(2019, 12, 31, 16, 0, tzinfo=UTC)
MULAN = [("translator", "mulan"), ("reviewer", "mulan"), ("author", "Jane Doe")]


class TotalsCase(TestCase):
    def kept(self) -> dict[totals.Key, int]:
        rows = Total.objects.exclude(count=0).values_list("kind", "key", "role", "year", "count")
        return {(kind, key, role, year): count for kind, key, role, year, count in rows}

    def assert_kept(self) -> None:
        self.assertEqual(self.kept(), dict(totals.everything()))


class KeptTest(TotalsCase):
    def setUp(self) -> None:
        builders.published("一", tags=["内核", "Rust"], credits=MULAN)
        self.second = builders.published("二", at=NEW_YEAR_2020, tags=["内核"], credits=MULAN[:1], category="新闻")
        self.third = builders.published("三", category="")

    def test_publishing_adds(self) -> None:
        mulan, kernel = Contributor.objects.get(name="mulan").pk, Tag.objects.get(name="内核").pk
        kept = self.kept()
        self.assertEqual(kept["month", 6, "", 2019], 2)
        self.assertEqual(kept["month", 1, "", 2020], 1)
        self.assertEqual(kept["category", Category.objects.get(name="技术").pk, "", 0], 1)
        self.assertEqual(kept["tag", kernel, "", 0], 2)
        of_mulan = {key[2:]: count for key, count in kept.items() if key[:2] == ("person", mulan)}
        expected = {("translator", 2019): 2, ("translator", 2020): 1, ("translator", 0): 3}
        expected |= {("reviewer", 2019): 1, ("reviewer", 0): 1}
        self.assertEqual(of_mulan, {**expected, ("", 2019): 2, ("", 2020): 1, ("", 0): 3})
        self.assert_kept()

    def test_an_update_moves_what_it_names(self) -> None:
        article = Article.objects.get(pk=self.second.pk)
        article.category = Category.objects.get(name="技术")
        article.tags.set([builders.tag("容器")])
        publishing.update(manuscript.save(article, by=None, now=timezone.now()), now=timezone.now())
        self.assertNotIn(("category", Category.objects.get(name="新闻").pk, "", 0), self.kept())
        self.assertEqual(totals.of_tags(timezone.now())["容器", Tag.objects.get(name="容器").slug], 1)
        self.assert_kept()

    def test_withdrawing_takes_and_restoring_gives_back(self) -> None:
        before = self.kept()
        gone = builders.withdraw(self.second)
        self.assertNotIn(("month", 1, "", 2020), self.kept())
        self.assert_kept()
        builders.restore(gone)
        self.assertEqual(self.kept(), before)

    def test_what_is_unscheduled_or_rolled_back_is_taken(self) -> None:
        before = self.kept()
        publishing.unschedule(builders.scheduled("四", tags=["内核"]))
        publishing.take_down_for_good([builders.published("五", tags=["内核"]).pk])
        self.assertEqual(self.kept(), before)

    def test_rendering_again_changes_nothing(self) -> None:
        before = self.kept()
        publishing.renew(Publication.objects.all())
        self.assertEqual(self.kept(), before)

    def test_what_was_changed_by_other_means_is_counted_anew(self) -> None:
        kernel, rust = Tag.objects.get(name="内核"), Tag.objects.get(name="Rust")
        PublicationTag.objects.filter(tag=rust).delete()
        PublicationTag.objects.filter(tag=kernel).update(tag=rust)
        mulan, other = Contributor.objects.get(name="mulan"), builders.person("wxy")
        Byline.objects.filter(contributor=mulan).update(contributor=other)
        Publication.objects.filter(pk=self.second.pk).update(category=self.third.category)
        for row in (kernel, rust, mulan, other, Category.objects.get(name="新闻")):
            totals.recount(row)
        self.assert_kept()

    def test_merging_counts_the_one_that_stays(self) -> None:
        builders.published("四", tags=["Rust", "内核"], credits=[("translator", "wxy"), ("reviewer", "mulan")])
        for model, names in ((Tag, ("内核", "Rust")), (Contributor, ("mulan", "wxy")), (Category, ("技术", "新闻"))):
            survivor, other = (model.objects.get(name=name) for name in names)
            merging.merge(survivor, [other])
            self.assert_kept()

    def test_all_are_counted_anew(self) -> None:
        before = self.kept()
        Total.objects.update(count=7)
        totals.recount_all()
        self.assertEqual(self.kept(), before)

    def test_the_migration_counts_what_is_there_already(self) -> None:
        Total.objects.all().delete()
        migration.count(apps, connection.schema_editor())
        self.assert_kept()


class ToComeTest(TotalsCase):
    """Nothing is written when a scheduled article appears."""

    def test_what_is_to_come_counts_from_its_date_on(self) -> None:
        now = timezone.now()
        builders.published("一", at=NEW_YEAR_2020, tags=["内核"], credits=MULAN)
        to_come = builders.published("二", at=now + timedelta(days=1), tags=["内核", "Rust"], credits=MULAN)
        later = to_come.published_at
        month = timezone.localdate(later).replace(day=1)
        mulan, kernel = Contributor.objects.get(name="mulan"), ("内核", Tag.objects.get(name="内核").slug)
        self.assertEqual(totals.months(now), {date(2020, 1, 1): 1})
        self.assertEqual(totals.months(later), {date(2020, 1, 1): 1, month: 1})
        self.assertEqual(totals.months(later, year=2020), {date(2020, 1, 1): 1})
        self.assertEqual(totals.of_tags(now), {kernel: 1})
        self.assertEqual(totals.of_tags(later)[kernel], 2)
        self.assertEqual(totals.of_categories(now).total(), 1)
        self.assertEqual(totals.of_categories(later).total(), 2)
        self.assertEqual(totals.of_people(now)[mulan.pk, "reviewer"], 1)
        self.assertEqual(totals.of_people(later, role="reviewer"), Counter({(mulan.pk, "reviewer"): 2}))
        then = {("translator", 2020): 1, ("reviewer", 2020): 1, ("", 2020): 1}
        ever = {("translator", 0): 1, ("reviewer", 0): 1, ("", 0): 1}
        self.assertEqual(totals.of_person(mulan, now), then | ever)
        self.assertEqual(totals.of_person(mulan, later)["", 0], 2)
        self.assertEqual(totals.of_person(mulan, later)["translator", month.year], 1)
