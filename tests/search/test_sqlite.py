"""The index on SQLite: what is taken back leaves nothing in it."""

from typing import Any
from unittest import skipUnless

from django.db import connection
from django.test import TestCase

from tests import builders


@skipUnless(connection.vendor == "sqlite", "the index of another database")
class SQLiteTests(TestCase):
    def setUp(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, articles_search, row)")
        self.addCleanup(self.execute, "DROP TABLE temp.vocabulary")

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def vocabulary(self) -> list[tuple[Any, ...]]:
        """Each term, and in how many publications and places it stands."""
        return self.execute("SELECT term, doc, cnt FROM temp.vocabulary ORDER BY term")

    def test_the_index_holds_the_tokens_of_title_and_text(self) -> None:
        builders.published("内核", body="C++ 与内核 6")
        expected = [("+", 1, 2), ("6", 1, 1), ("c", 1, 1), ("与内", 1, 1), ("内核", 1, 2), ("核", 1, 2)]
        self.assertEqual(self.vocabulary(), expected)

    def test_what_is_withdrawn_leaves_no_term(self) -> None:
        builders.withdrawn("内核", body="C++，ß 与 ½，" + "内核的容器。" * 300)
        self.assertEqual(self.vocabulary(), [])

    def test_the_index_is_sound_after_changes(self) -> None:
        for hour in range(3):
            builders.published(f"第 {hour} 篇", body="内核", hour=hour)
        builders.hide_from_readers(body="内核的容器")
        self.execute("INSERT INTO articles_search (articles_search) VALUES ('integrity-check')")
        self.assertIn(("内核", 4, 4), self.vocabulary())

    def test_a_load_is_sorted_once_a_transaction(self) -> None:
        options = dict(self.execute("SELECT k, v FROM articles_search_config"))
        self.assertEqual(
            {name: options[name] for name in ("hashsize", "automerge", "crisismerge")},
            {"hashsize": 64 << 20, "automerge": 16, "crisismerge": 64},
        )
