"""Tests of the cursor itself; tests/views/test_rows.py turns the pages of a list."""

from datetime import UTC, datetime

from django.test import TestCase

from articles.models import Comment, Publication, position
from articles.models.publication import within
from articles.paging import NoSuchPage, Pager
from tests import builders


class PagerTest(TestCase):
    def setUp(self) -> None:
        builders.comments(builders.published(), 5)
        self.rows = Comment.objects.all()

    def test_it_reads_upwards_too(self) -> None:
        page = Pager(order="position", size=2).turn(self.rows, {"after": "1"})
        self.assertEqual([row.position for row in page.rows], [2, 3])
        self.assertEqual((page.previous, page.next), ("?before=2", "?after=3"))

    def test_turning_back_to_the_beginning_shows_a_whole_first_page(self) -> None:
        page = Pager(order="position", size=2).turn(self.rows, {"before": "1"})
        self.assertEqual([row.position for row in page.rows], [0, 1])
        self.assertEqual((page.previous, page.next), ("", "?after=1"))

    def test_parameters_that_are_kept_stand_in_the_links(self) -> None:
        page = Pager(size=2, keep={"role": "author"}).turn(self.rows, {})
        self.assertEqual(page.next, "?role=author&before=3")

    def test_an_exact_page_has_no_next(self) -> None:
        self.assertEqual(Pager(size=5).turn(self.rows, {}).next, "")

    def test_an_empty_list_is_an_empty_first_page(self) -> None:
        page = Pager().turn(Comment.objects.none(), {})
        self.assertEqual((page.rows, page.previous, page.next), ([], "", ""))

    def test_a_cursor_that_is_no_position_names_itself(self) -> None:
        with self.assertRaises(NoSuchPage) as caught:
            Pager().turn(self.rows, {"before": "1 OR 1"})
        self.assertEqual(caught.exception.cursor, "1 OR 1")


class BoundsTest(TestCase):
    """Of two upper bounds SQLite goes to the one that stands first: the nearest one must."""

    def test_the_cursor_stands_before_the_period_and_the_period_before_now(self) -> None:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        live = Publication.objects.live(now).chosen()
        month = live.between(datetime(2019, 1, 1, tzinfo=UTC), datetime(2019, 2, 1, tzinfo=UTC))
        sql = str(within(month, position__lt=7).query).partition("WHERE")[2]
        places = [sql.index(bound) for bound in ("< 7", f"< {position(datetime(2019, 2, 1, tzinfo=UTC), 0)}", "<= ")]
        self.assertEqual(places, sorted(places))
        self.assertIn("editors_choice", sql)
