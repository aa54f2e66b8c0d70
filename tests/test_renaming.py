"""Tests of renaming: the old name still means the same, and old addresses lead on in one hop and never in a circle."""

from articles import editions, forwarding, known, renaming
from articles.models import Category, Contributor, OldPath, Publication, Tag, TagAlias
from articles.publishing import renew
from tests import builders
from tests.views.case import PageCase


def rename(row: known.AnyNamed, name: str) -> None:
    row.name = name
    renaming.rename(row)
    editions.start()


class RenamingTest(PageCase):
    def setUp(self) -> None:
        builders.published("文章", number=1, tags=["a"], category="a", credits=[("translator", "a")])
        self.tag = builders.tag("a")

    def test_old_addresses_of_lists_and_feeds_lead_to_the_new_ones(self) -> None:
        for row, place in (
            (self.tag, "tag"),
            (Category.objects.get(), "category"),
            (Contributor.objects.get(), "people"),
        ):
            rename(row, "b b")
            for old, new in (("", ""), ("feed.atom", "feed.atom"), ("feed.rss", "feed.rss"), ("?x=1", "?x=1")):
                self.assert_moved(f"/{place}/a/{old}", f"/{place}/b_b/{new}")
            self.assertIn("文章", self.page(f"/{place}/b_b/"))

    def test_a_chain_leads_on_in_one_hop(self) -> None:
        for name in ("b", "c", "d"):
            rename(self.tag, name)
        for old in "abc":
            self.assert_moved(f"/tag/{old}/", "/tag/d/")
        self.assertEqual(set(TagAlias.objects.values_list("name", "tag__name")), {("a", "d"), ("b", "d"), ("c", "d")})

    def test_back_and_forth_is_no_circle(self) -> None:
        for name in ("b", "a", "b", "a"):
            rename(self.tag, name)
        self.assertIn("文章", self.page("/tag/a/"))
        self.assert_moved("/tag/b/", "/tag/a/")
        self.assertEqual(list(OldPath.objects.values_list("path", "target")), [("/tag/b/", "/tag/a/")])
        self.assertEqual(list(TagAlias.objects.values_list("name", flat=True)), ["b"])

    def test_two_that_change_places_are_no_circle(self) -> None:
        other = builders.tag("b")
        builders.published("另一篇", number=2, tags=["b"])
        rename(self.tag, "c")
        rename(other, "a")
        rename(self.tag, "b")
        self.assertIn("文章", self.page("/tag/b/"))
        self.assertIn("另一篇", self.page("/tag/a/"))
        self.assertFalse(set(OldPath.objects.values_list("path", flat=True)) & {"/tag/a/", "/tag/b/"})

    def test_no_target_is_ever_a_path(self) -> None:
        for old, new in ("ab", "bc", "ca", "cb", "bd", "da", "ac", "bb"):
            forwarding.forward(f"/{old}/", f"/{new}/")
            rows = dict(OldPath.objects.values_list("path", "target"))
            self.assertFalse(rows.keys() & set(rows.values()), (old, new))

    def test_a_name_that_is_taken_again_wins_over_the_old_address(self) -> None:
        rename(self.tag, "b")
        TagAlias.objects.all().delete()
        renaming.add(Tag(name="A"))
        self.assert_missing("/tag/a/")
        builders.published("新的", number=2, tags=["A"])
        self.assertIn("新的", self.page("/tag/a/"))
        self.assertIn("文章", self.page("/tag/b/"))

    def test_another_spelling_of_the_same_name_leaves_nothing(self) -> None:
        rename(self.tag, "A")
        self.assertEqual((OldPath.objects.count(), TagAlias.objects.count()), (0, 0))

    def test_what_is_published_again_from_an_old_revision_keeps_its_names(self) -> None:
        for row in (self.tag, Category.objects.get(), Contributor.objects.get()):
            rename(row, "b")
        renew(Publication.objects.all())
        publication = Publication.objects.get()
        self.assertEqual([row.tag.name for row in publication.taggings.all()], ["b"])
        self.assertEqual([row.contributor.name for row in publication.bylines.all()], ["b"])
        self.assertEqual(publication.category, Category.objects.get(name="b"))

    def test_names_as_long_as_they_may_be_fit_into_an_old_path(self) -> None:
        rename(self.tag, "\U0001f600" * 100)
        rename(self.tag, "内" * 100)
        self.assert_moved("/tag/a/", "/tag/" + "%E5%86%85" * 100 + "/")
