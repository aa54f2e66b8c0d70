"""Tests of articles/formats/document.py."""

from datetime import UTC, datetime
from unittest import TestCase

from articles.formats.document import Document, moment
from tests.formats import values


class Moments(TestCase):
    def test_the_archives_dates_are_shanghai_time(self) -> None:
        self.assertEqual(moment("2021-03-04 10:20:30"), datetime(2021, 3, 4, 2, 20, 30, tzinfo=UTC))
        self.assertEqual(moment("2024-02-01 00:00:00"), datetime(2024, 1, 31, 16, tzinfo=UTC))

    def test_summer_time_is_known(self) -> None:
        self.assertEqual(moment("1990-07-01 08:00:00"), datetime(1990, 6, 30, 23, tzinfo=UTC))

    def test_what_no_clock_showed_is_refused(self) -> None:
        never = """2021-02-29 10:00:00|2021-13-01 10:00:00|2021-01-01 24:00:00|2021-01-01 10:60:00|0000-00-00 00:00:00
            |1990-04-15 02:30:00|0001-01-01 00:00:00"""
        otherwise = """2021-1-1 10:00:00|2021-01-01T10:00:00|2021-01-01|2021-01-01 10:00|2021-01-01 10:00:00+08:00
            |２０２１-01-01 10:00:00|2021-W01-1 10:00:00"""
        texts = [text.strip() for text in f"{never}|{otherwise}".split("|")]
        for text in [*texts, "", " 2021-01-01 10:00:00", "2021-01-01 10:00:00\n"]:
            with self.subTest(text), self.assertRaises(ValueError):
                moment(text)


class Documents(TestCase):
    def test_a_document_knows_its_number_and_moments(self) -> None:
        document = Document("A", values.front_matter(4001, updated="2021-03-05 00:00:00"), "正文")
        self.assertEqual(document.number, 4001)
        self.assertEqual(document.published_at, datetime(2021, 3, 4, 2, 20, 30, tzinfo=UTC))
        self.assertEqual(document.updated_at, datetime(2021, 3, 4, 16, tzinfo=UTC))
