"""Tests of merging: one stays, with every credit, tagging and article of the others, and with their names."""

from typing import Any
from unittest import mock

from django.contrib.auth.models import User
from django.test import TestCase
from django.utils import timezone

from articles import editions, manuscript, merging, publishing
from articles.merging import HOLDS, MergeRefused, merge
from articles.models import (
    Alias,
    Article,
    ArticleTag,
    Autosave,
    Byline,
    Category,
    CategoryAlias,
    Contributor,
    Credit,
    OldPath,
    Publication,
    PublicationTag,
    Revision,
    Tag,
    TagAlias,
)
from tests import builders
from tests.views.case import PageCase, titles


def credits_of(article: Article) -> list[tuple[str, str]]:
    return list(article.credits.order_by("order").values_list("role", "contributor__name"))


def bylines_of(publication: Publication) -> list[tuple[str, str, bool]]:
    rows = Byline.objects.filter(publication=publication).order_by("order")
    return list(rows.values_list("role", "contributor__name", "first"))


def tags_of(publication: Publication) -> tuple[list[str], list[str]]:
    """In the manuscript, and as readers see them."""
    held = ArticleTag.objects.filter(content_object=publication.pk).order_by("order")
    shown = PublicationTag.objects.filter(publication=publication).order_by("order")
    return list(held.values_list("tag__name", flat=True)), list(shown.values_list("tag__name", flat=True))


class PeopleTest(PageCase):
    def setUp(self) -> None:
        self.one = builders.published("一", number=1, credits=[("author", "Jane"), ("translator", "Mulan")])
        both = [("translator", "mu-lan"), ("translator", "beichen"), ("translator", "Mulan"), ("reviewer", "mu-lan")]
        self.both = builders.published("二", number=2, hour=1, credits=both)
        self.three = builders.published("三", number=3, hour=2, credits=[("reviewer", "mu-lan")])
        self.stays, self.goes = builders.person("Mulan"), builders.person("mu-lan")

    def test_every_credit_goes_over_and_what_would_stand_twice_stands_once_where_it_stood_first(self) -> None:
        merge(self.stays, [self.goes])
        self.assertEqual(credits_of(self.one.article), [("author", "Jane"), ("translator", "Mulan")])
        expected = [("translator", "Mulan"), ("translator", "beichen"), ("reviewer", "Mulan")]
        self.assertEqual(credits_of(self.both.article), expected)
        self.assertEqual(credits_of(self.three.article), [("reviewer", "Mulan")])
        self.assertFalse(Contributor.objects.filter(name="mu-lan").exists())

    def test_readers_see_the_same_and_a_list_names_each_person_once(self) -> None:
        merge(self.stays, [self.goes])
        expected = [("translator", "Mulan", True), ("translator", "beichen", True), ("reviewer", "Mulan", False)]
        self.assertEqual(bylines_of(self.both), expected)
        self.assertEqual(bylines_of(self.three), [("reviewer", "Mulan", True)])
        listed = [title for title in titles(self.page("/people/mulan/")) if title in {"一", "二", "三"}]
        self.assertEqual(listed, ["三", "二", "一"])

    def test_the_old_page_and_its_feeds_lead_to_the_new_one(self) -> None:
        merge(self.stays, [self.goes])
        self.assert_moved("/people/mu-lan/", "/people/mulan/")
        self.assert_moved("/en/people/mu-lan/", "/en/people/mulan/")
        self.assert_moved("/people/mu-lan/feed.atom", "/people/mulan/feed.atom")
        self.assert_moved("/lctt/mu-lan", "/people/mulan/")
        self.assertEqual(self.client.get("/people/mulan/feed.rss").content.decode().count("<item>"), 3)

    def test_the_name_becomes_another_name_with_the_names_that_it_had(self) -> None:
        Alias.objects.create(contributor=self.goes, name="木兰")
        merge(self.stays, [self.goes])
        self.assertEqual(
            sorted(Alias.objects.values_list("name", "contributor__name")), [("mu-lan", "Mulan"), ("木兰", "Mulan")]
        )

    def test_what_is_published_again_from_an_old_revision_names_the_one_that_stays(self) -> None:
        merge(self.stays, [self.goes])
        publishing.renew(Publication.objects.all())
        self.assertEqual(bylines_of(self.three), [("reviewer", "Mulan", True)])
        self.assertEqual(len(bylines_of(self.both)), 3)

    def test_no_manuscript_has_changed_by_it(self) -> None:
        revisions = Revision.objects.count()
        merge(self.stays, [self.goes])
        for publication in (self.one, self.both, self.three):
            article = Article.objects.get(pk=publication.pk)
            self.assertFalse(manuscript.differs(article, publication.revision))
            self.assertEqual(article.version, publication.article.version)
        self.assertEqual(Revision.objects.count(), revisions)

    def test_account_and_home_page_go_over_where_the_one_that_stays_has_none(self) -> None:
        user = User.objects.create_user("mulan")
        Contributor.objects.filter(pk=self.goes.pk).update(user=user, url="https://example.org/mulan")
        merge(self.stays, [self.goes])
        self.stays.refresh_from_db()
        self.assertEqual((self.stays.user, self.stays.url), (user, "https://example.org/mulan"))

    def test_two_accounts_are_refused_and_nothing_is_changed(self) -> None:
        for person in (self.stays, self.goes):
            person.user = User.objects.create_user(person.name)
            person.save()
        before = self.rows()
        with self.assertRaises(MergeRefused) as refused:
            merge(self.stays, [self.goes])
        self.assertEqual(refused.exception.reason, merging.TWO_ACCOUNTS)
        self.assertEqual(self.rows(), before)

    def rows(self) -> list[Any]:
        return [list(model.objects.order_by("pk").values()) for model in (Contributor, Credit, Byline, Alias, OldPath)]

    def test_who_is_not_there_any_more_cannot_be_merged(self) -> None:
        merge(self.stays, [self.goes])
        with self.assertRaises(MergeRefused) as refused:
            merge(self.stays, [self.goes])
        self.assertEqual(refused.exception.reason, merging.GONE)

    def test_nothing_alone_can_be_merged(self) -> None:
        with self.assertRaises(MergeRefused):
            merge(self.stays, [])

    def test_several_are_merged_at_once(self) -> None:
        merge(self.stays, [self.goes, builders.person("beichen")])
        self.assertEqual(credits_of(self.both.article), [("translator", "Mulan"), ("reviewer", "Mulan")])
        self.assertEqual(bylines_of(self.both), [("translator", "Mulan", True), ("reviewer", "Mulan", False)])

    def test_it_is_one_edition_and_a_hard_one_where_readers_see_less(self) -> None:
        before = editions.current()
        merge(self.stays, [self.goes])
        after = editions.current()
        self.assertEqual((after.number, after.hard), (before.number + 1, before.hard))
        Contributor.objects.filter(pk=self.stays.pk).update(hidden=True)
        merge(self.stays, [builders.person("beichen")])
        self.assertEqual(editions.current().hard, before.number + 2)
        self.assertNotIn("beichen", self.page("/article-2-1.html"))

    def test_a_search_is_narrowed_to_the_one_that_stays(self) -> None:
        merge(self.stays, [self.goes])
        self.assertIn("三", self.page("/search/?q=正文&person=mulan&role=reviewer"))

    def test_lists_of_people_count_the_one_that_stays_and_name_the_other_no_more(self) -> None:
        merge(self.stays, [self.goes])
        for path in ("/people/", "/ranking/", "/article-2-1.html", "/feed.atom"):
            self.assertNotIn("mu-lan", self.page(path), path)
        self.assertEqual(self.page("/people/mulan/").count('<li class="row">'), 3)
        self.assertEqual(self.page("/people/mulan/?role=translator").count('<li class="row">'), 2)

    def test_many_rows_move_in_parts(self) -> None:
        with mock.patch.object(merging, "AT_ONCE", 1):
            merge(self.stays, [self.goes, builders.person("beichen")])
        self.assertEqual(bylines_of(self.both), [("translator", "Mulan", True), ("reviewer", "Mulan", False)])


class TagsTest(PageCase):
    def setUp(self) -> None:
        self.one = builders.published("一", number=1, tags=["Linux 内核"])
        self.both = builders.published("二", number=2, hour=1, tags=["Linux 内核", "容器", "内核"])
        self.stays, self.goes = builders.tag("内核"), builders.tag("Linux 内核")

    def test_every_tagging_goes_over_and_keeps_its_place(self) -> None:
        merge(self.stays, [self.goes])
        self.assertEqual(tags_of(self.one), (["内核"], ["内核"]))
        self.assertEqual(tags_of(self.both), (["内核", "容器"], ["内核", "容器"]))
        positions = PublicationTag.objects.filter(tag=self.stays).values_list("position", flat=True)
        self.assertEqual(set(positions), {self.one.position, self.both.position})
        self.assertFalse(Tag.objects.filter(name="Linux 内核").exists())

    def test_the_old_list_and_its_feeds_lead_to_the_new_one(self) -> None:
        merge(self.stays, [self.goes])
        new = "/tag/%E5%86%85%E6%A0%B8/"
        for old in (
            "/tag/linux_内核/",
            "/tag/linux_内核",
            "/tag/Linux_内核/",
            "/tag/Linux 内核/",
            "/tag-Linux 内核.html",
        ):
            self.assert_moved(old, new)
        self.assert_moved("/en/tag/linux_内核/", f"/en{new}")
        self.assert_moved("/tag/linux_内核/feed.atom", f"{new}feed.atom")
        self.assert_moved("/tag/linux_内核/feed.rss", f"{new}feed.rss")
        self.assert_moved("/tag/linux_内核/?after=5", f"{new}?after=5")

    def test_the_list_of_tags_counts_the_one_that_stays(self) -> None:
        merge(self.stays, [self.goes])
        page = self.page("/tags/")
        self.assertNotIn("Linux 内核", page)
        self.assertEqual(self.page("/tag/内核/").count('<li class="row">'), 2)

    def test_the_name_means_the_tag_that_stays_in_old_revisions_too(self) -> None:
        merge(self.stays, [self.goes])
        self.assertEqual(list(TagAlias.objects.values_list("name", "tag__name")), [("Linux 内核", "内核")])
        publishing.renew(Publication.objects.all())
        self.assertEqual(tags_of(self.both)[1], ["内核", "容器"])
        manuscript.take_up(self.one.revision, by=None, now=timezone.now())
        self.assertEqual(tags_of(self.one)[0], ["内核"])


class CategoriesTest(PageCase):
    def setUp(self) -> None:
        self.publication = builders.published("一", number=1, category="软件")
        self.stays, self.goes = Category.objects.create(name="技术"), Category.objects.get(name="软件")

    def test_every_article_and_publication_goes_over(self) -> None:
        merge(self.stays, [self.goes])
        self.assertEqual(Article.objects.get().category, self.stays)
        self.assertEqual(Publication.objects.get().category, self.stays)
        self.assert_moved("/category/软件/", "/category/%E6%8A%80%E6%9C%AF/")
        self.assert_moved("/category/软件/feed.atom", "/category/%E6%8A%80%E6%9C%AF/feed.atom")
        self.assertIn("一", self.page("/category/技术/"))
        self.assertEqual(list(CategoryAlias.objects.values_list("name", "category__name")), [("软件", "技术")])

    def test_what_is_published_again_is_in_the_category_that_stays(self) -> None:
        merge(self.stays, [self.goes])
        publishing.renew(Publication.objects.all())
        self.assertEqual(Publication.objects.get().category, self.stays)

    def test_what_somebody_typed_and_did_not_save_is_in_the_category_that_stays(self) -> None:
        user = User.objects.create_user("mulan")
        fields = {"category": str(self.goes.pk), "title": "题"}
        Autosave.objects.create(
            article=self.publication.article, user=user, base_version=1, fields=fields, at=timezone.now()
        )
        merge(self.stays, [self.goes])
        self.assertEqual(Autosave.objects.get().fields, {"category": str(self.stays.pk), "title": "题"})


class EverythingThatPointsTest(TestCase):
    def test_no_row_that_points_at_one_of_them_can_keep_it_from_moving(self) -> None:
        """A new relation is moved as it stands: it must not have rows that could be alike."""
        for model, holds in HOLDS.items():
            known = {hold.model for hold in holds}
            for relation in model._meta.get_fields(include_hidden=True):
                field: Any = getattr(relation, "field", None)
                pointing: Any = relation.related_model
                if relation.one_to_many and field.concrete and pointing not in known:
                    constraints = pointing._meta.total_unique_constraints
                    alike = [one for one in constraints if field.name in one.fields]
                    self.assertEqual(alike, [], pointing)
                self.assertFalse(relation.one_to_one and relation.auto_created, relation)
