"""Tests of days and years, which are those of Shanghai."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import BigIntegerField, Value
from django.test import TestCase

from articles.models import Contributor, position
from articles.years import DAY_OF_POSITION, EPOCH, YEAR_OF_POSITION, date_of, midnight, span, year_of
from tests import builders

HIGHEST_NUMBER = 2**30 - 1
SECOND = timedelta(seconds=1)


class YearsTest(TestCase):
    def computed(self, position: int) -> tuple[int, date]:
        """The year and the day as the database computes them."""
        rows = Contributor.objects.annotate(position=Value(position, BigIntegerField()))
        year, day = rows.annotate(year=YEAR_OF_POSITION, day=DAY_OF_POSITION).values_list("year", "day").get()
        return year, EPOCH + timedelta(days=day)

    def test_a_year_begins_and_ends_at_midnight_in_shanghai(self) -> None:
        self.assertEqual(span(2019), (datetime(2018, 12, 31, 16, tzinfo=UTC), datetime(2019, 12, 31, 16, tzinfo=UTC)))
        self.assertEqual(midnight(date(2020, 2, 29)), datetime(2020, 2, 28, 16, tzinfo=UTC))

    def test_the_database_knows_the_year_of_each_first_and_last_second(self) -> None:
        builders.person("mulan")
        for year in range(1970, 2100):
            start, end = span(year)
            first, last = position(start, 0), position(end - SECOND, HIGHEST_NUMBER)
            self.assertEqual(self.computed(first), (year, date(year, 1, 1)))
            self.assertEqual(self.computed(last), (year, date(year, 12, 31)))
            self.assertEqual((year_of(first), year_of(last)), (year, year))
            self.assertEqual((date_of(first), date_of(last)), (date(year, 1, 1), date(year, 12, 31)))
