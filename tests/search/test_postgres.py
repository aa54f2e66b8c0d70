"""The index on PostgreSQL: common words are read, rare ones are asked of the index, and both give the same."""

from itertools import product
from unittest import skipIf
from unittest.mock import patch

from django.db import connection
from django.test import TestCase

from articles import search
from articles.models import Publication
from articles.search import postgres
from tests import builders


@skipIf(connection.vendor == "sqlite", "the index of another database")
class PostgresTests(TestCase):
    def setUp(self) -> None:
        for hour in range(12):
            words = ("内核" * (hour % 2), "容器" * (hour % 3 == 0), "Docker" * (hour == 3))
            builders.published(str(hour), hour=hour, body="。".join(["这是", *words]))
        builders.hide_from_readers(body="内核。容器。Docker")

    def test_every_way_to_the_hits_gives_the_same(self) -> None:
        expected = {
            "内核": ["11", "9", "7", "5", "3", "1"],
            "内核 容器": ["9", "3"],
            "容器 docker": ["3"],
            '"docker" 这是': ["3"],
            "容器 别处": [],
        }
        for read, more, (words, titles) in product((1, 2, 5, 100), (0, 300), expected.items()):
            with patch.object(postgres, "READ", read), patch.object(postgres, "READ_MORE", more):
                for limit in (1, 2, 20):
                    self.assertEqual([hit.title for hit in search.search(words).page(limit)], titles[:limit])
                upwards = search.search(words).upwards(20)
                self.assertEqual(upwards, search.search(words).positions(20)[::-1])
                few = search.search(words, among=Publication.objects.filter(title__in=["3", "9", "秘密的明天"]))
                self.assertEqual([hit.title for hit in few], [title for title in titles if title in {"3", "9"}])

    def test_an_index_that_is_being_made_anew_finds_nothing_and_does_not_fail(self) -> None:
        search.clear()
        with patch.object(postgres, "READ", 2):
            for words in ("内核", "内核 容器"):
                self.assertEqual(search.search(words).positions(20), [])
                self.assertEqual(search.search(words, order="relevance").positions(20), [])
