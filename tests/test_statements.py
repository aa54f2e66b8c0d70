"""Tests of queries whose SQL is written once: the rows are those of the queryset, for whichever values."""

from django.db.models import F, Q, QuerySet, Value
from django.test import TestCase

from articles.models import Byline, Publication, PublicationTag, Tag
from articles.statements import Statement
from tests import builders


class StatementTest(TestCase):
    def setUp(self) -> None:
        self.first, self.second, self.third = (builders.published(f"第 {hour} 篇", hour=hour) for hour in range(3))

    def test_its_rows_are_those_of_the_queryset(self) -> None:
        def up_to(top: int) -> object:
            return Publication.objects.filter(position__lte=top).newest().select_related("category", "text", "counts")

        statement = Statement[Publication](up_to)  # type: ignore[arg-type]
        for top in (self.third.position, self.first.position, 0):
            expected = list(Publication.objects.filter(position__lte=top).newest().select_related("category", "text"))
            with self.assertNumQueries(1):
                found = statement(top)
                shown = [(row.title, row.category, row.text.html, row.text.contents, row.counts) for row in found]
            self.assertEqual(found, expected)
            self.assertEqual([row.published_at for row in found], [row.published_at for row in expected])
            self.assertEqual(
                [row[:4] for row in shown],
                [(row.title, row.category, row.text.html, row.text.contents) for row in expected],
            )

    def test_there_may_be_any_number_of_values(self) -> None:
        statement = Statement(lambda *keys: Publication.objects.filter(pk__in=keys).order_by("pk"))
        self.assertEqual(statement(self.third.pk, self.first.pk), [self.first, self.third])
        self.assertEqual(statement(self.second.pk), [self.second])
        self.assertEqual(statement(self.second.pk, self.first.pk, self.third.pk)[1:], [self.second, self.third])

    def test_a_value_may_stand_in_several_places_and_be_a_text(self) -> None:
        tag = Tag.objects.create(name="名字")
        statement = Statement(lambda text: Tag.objects.filter(Q(slug=text) | Q(name=text)))
        self.assertEqual(statement("名字"), [tag])
        self.assertEqual(statement("' OR 1=1 --"), [])
        self.assertIsNone(statement.first("%s"))

    def test_a_row_may_be_a_tuple_or_have_what_was_annotated(self) -> None:
        numbers = Statement(lambda top: Publication.objects.filter(position__lte=top).values_list("number", "minutes"))
        self.assertEqual(numbers(self.first.position), [(self.first.number, self.first.minutes)])
        annotated = Statement(lambda pk: Publication.objects.filter(pk=pk).annotate(again=F("number")))
        self.assertEqual([vars(row)["again"] for row in annotated(self.first.pk)], [self.first.number])

    def test_rows_may_come_from_several_tables(self) -> None:
        def named(pk: int) -> QuerySet[Publication, tuple[object, ...]]:
            tags = PublicationTag.objects.filter(publication=pk).values_list("tag__name", Value(False))
            return (
                Publication.objects.filter(pk=pk).values_list("title", "pinned").union(tags, all=True).order_by("title")
            )

        statement = Statement(named)
        for publication in (self.second, self.first):
            self.assertEqual(statement(publication.pk), list(named(publication.pk)))
            self.assertIn((publication.title, False), statement(publication.pk))

    def test_what_was_deferred_is_read_when_it_is_wanted(self) -> None:
        statement = Statement(lambda pk: Publication.objects.filter(pk=pk).defer("summary"))
        found = statement(self.first.pk)[0]
        with self.assertNumQueries(1):
            self.assertEqual(found.summary, self.first.summary)

    def test_what_lies_behind_a_row_comes_with_it(self) -> None:
        tagged = Statement(lambda pk: PublicationTag.objects.filter(publication=pk).select_related("tag"))
        credited = Statement(lambda pk: Byline.objects.filter(publication=pk).select_related("contributor"))
        with self.assertNumQueries(2):
            tags = [row.tag.name for row in tagged(self.first.pk)]
            people = [row.contributor.name for row in credited(self.first.pk)]
        self.assertEqual(tags, list(self.first.taggings.values_list("tag__name", flat=True)))
        self.assertEqual(people, list(self.first.bylines.values_list("contributor__name", flat=True)))

    def test_no_row_is_kept(self) -> None:
        statement = Statement(lambda pk: Publication.objects.filter(pk=pk))
        self.assertEqual(statement(self.first.pk)[0].title, "第 0 篇")
        Publication.objects.filter(pk=self.first.pk).update(title="改了")
        self.assertEqual(statement(self.first.pk)[0].title, "改了")

    def test_a_value_that_was_computed_with_is_refused(self) -> None:
        statement = Statement(lambda top: Publication.objects.filter(position__lte=top + 1))
        with self.assertRaisesMessage(ValueError, "not in the query as it was given: [0]"):
            statement(1)
