"""Marks of a publication: what editors say of it beside its text."""

from django.test import TestCase

from articles import editions, publishing
from articles.models import Publication
from articles.publishing import mark
from tests import builders


class MarkTests(TestCase):
    def test_only_what_changes_is_counted_and_begins_an_edition(self) -> None:
        for hour in range(3):
            builders.published(f"{hour}", hour=hour, chosen=hour == 0)
        before = editions.current()
        self.assertEqual(mark(Publication.objects.all(), by=None, now=builders.LONG_AGO, editors_choice=True), 2)
        after = editions.current()
        self.assertEqual(after.number, before.number + 1)
        self.assertNotEqual(after.token, before.token)
        self.assertEqual(mark(Publication.objects.all(), by=None, now=builders.LONG_AGO, editors_choice=True), 0)
        self.assertEqual(editions.current().number, after.number)

    def test_one_mark_leaves_the_other_alone(self) -> None:
        publication = builders.published(chosen=True)
        mark(Publication.objects.all(), by=None, now=builders.LONG_AGO, pinned=True)
        mark(Publication.objects.all(), by=None, now=builders.LONG_AGO, pinned=False)
        publication.refresh_from_db()
        self.assertEqual((publication.pinned, publication.editors_choice), (False, True))

    def test_marks_outlive_a_new_rendering(self) -> None:
        publication = builders.published()
        mark(Publication.objects.all(), by=None, now=builders.LONG_AGO, pinned=True, editors_choice=True)
        publishing.renew(Publication.objects.all())
        publication = Publication.objects.get()
        self.assertEqual((publication.pinned, publication.editors_choice), (True, True))

    def test_what_was_withdrawn_and_restored_is_no_longer_pinned(self) -> None:
        builders.published(chosen=True)
        mark(Publication.objects.all(), by=None, now=builders.LONG_AGO, pinned=True)
        publication = Publication.objects.get()
        builders.restore(builders.withdraw(publication))
        publication = Publication.objects.get()
        self.assertEqual((publication.pinned, publication.editors_choice), (False, True))
