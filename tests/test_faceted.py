"""Tests of what facets count: whatever is done to publications, their rows say what they have."""

from importlib import import_module
from typing import Any
from unittest import skipIf

from django.apps import apps
from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from articles import faceted, manuscript, merging, publishing
from articles.models import Article, Byline, Category, Contributor, Faceted, Publication, Tag
from articles.roles import Role
from tests import builders

migration = import_module("articles.migrations.0015_faceted")

MULAN = [("translator", "mulan"), ("translator", "wxy"), ("reviewer", "mulan")]


class RoleTest(SimpleTestCase):
    def test_roles_differ_in_their_initials(self) -> None:
        marks = {faceted.CHOSEN, faceted.CATEGORY, faceted.TAG, faceted.PERSON, *(role[0] for role in Role)}
        self.assertEqual(len(marks), 4 + len(Role))


@skipIf(connection.vendor == "sqlite", "the plan of another database")
class PlanTest(TestCase):
    def test_rows_of_some_hits_in_twenty_are_looked_up_without_reading_the_table(self) -> None:
        Faceted.objects.bulk_create(Faceted(position=n, keys=",@1,t1,t") for n in range(1, 5001))
        wanted = ",".join(map(str, range(1, 5001, 20)))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_faceted")
            cursor.execute("EXPLAIN " + faceted.KEYS["postgresql"].format(wanted))
            plan = "\n".join(line for (line,) in cursor.fetchall())
        self.assertIn("Index Scan using articles_faceted_pkey", plan)
        self.assertNotIn("Seq Scan", plan)


class FacetedTest(TestCase):
    def setUp(self) -> None:
        self.first = builders.published("一", tags=["内核", "Rust"], credits=MULAN, chosen=True)
        self.second = builders.published("二", hour=1, tags=["内核"], credits=MULAN[:1], category="新闻")
        builders.published("三", hour=2, category="")
        builders.scheduled("四", tags=["Rust"])

    def kept(self) -> dict[int, list[str]]:
        return {row.position: sorted(filter(None, row.keys.split(","))) for row in Faceted.objects.all()}

    def assert_kept(self) -> None:
        """As if each publication were asked."""
        self.assertEqual(self.kept(), {row.position: sorted(self.keys(row)) for row in Publication.objects.all()})

    def keys(self, row: Publication) -> set[str]:
        bylines = list(Byline.objects.filter(publication=row))
        return {
            *(["*"] if row.editors_choice else []),
            *([f"={row.category_id}"] if row.category_id else []),
            *(f"#{tagging.tag_id}" for tagging in row.taggings.all()),
            *(f"@{byline.contributor_id}" for byline in bylines),
            *(f"{byline.role[0]}{byline.contributor_id}" for byline in bylines),
            *(byline.role[0] for byline in bylines),
        }

    def test_publishing_writes_what_an_article_has_each_once(self) -> None:
        mulan, wxy = (Contributor.objects.get(name=name).pk for name in ("mulan", "wxy"))
        tags = [f"#{tag.pk}" for tag in Tag.objects.filter(name__in=["内核", "Rust"])]
        category = f"={Category.objects.get(name='技术').pk}"
        people = [f"@{mulan}", f"@{wxy}", f"t{mulan}", f"t{wxy}", f"r{mulan}", "r", "t"]
        self.assertEqual(self.kept()[self.first.position], sorted(["*", category, *tags, *people]))
        self.assertEqual(len(self.kept()), 4)
        self.assert_kept()

    def test_an_update_changes_it(self) -> None:
        article = Article.objects.get(pk=self.second.pk)
        article.category = Category.objects.get(name="技术")
        article.tags.set([builders.tag("容器")])
        publishing.update(manuscript.save(article, by=None, now=timezone.now()), now=timezone.now())
        self.assert_kept()

    def test_what_is_withdrawn_is_gone_until_it_is_restored(self) -> None:
        before = self.kept()
        gone = builders.withdraw(self.first)
        self.assertNotIn(self.first.position, self.kept())
        self.assert_kept()
        builders.restore(gone)
        self.assertEqual(self.kept(), before)

    def test_what_is_chosen_or_no_longer_is_written(self) -> None:
        for chosen in (True, False):
            publishing.mark(Publication.objects.all(), by=None, now=timezone.now(), editors_choice=chosen)
            self.assertEqual(["*" in keys for keys in self.kept().values()], [chosen] * 4)
            self.assert_kept()

    def test_merging_changes_what_named_the_others(self) -> None:
        builders.published("五", hour=3, tags=["Rust", "内核"], credits=[("translator", "wxy"), ("reviewer", "mulan")])
        merged: tuple[tuple[Any, str, str], ...] = (
            (Tag, "内核", "Rust"),
            (Contributor, "mulan", "wxy"),
            (Category, "技术", "新闻"),
        )
        for model, name, other in merged:
            merging.merge(model.objects.get(name=name), [model.objects.get(name=other)])
            self.assert_kept()

    def test_all_can_be_written_anew(self) -> None:
        before = self.kept()
        Faceted.objects.update(keys=",#7")
        faceted.renew_all()
        self.assertEqual(self.kept(), before)

    def test_the_migration_writes_what_is_there_already(self) -> None:
        Faceted.objects.all().delete()
        migration.fill(apps, connection.schema_editor())
        self.assert_kept()
