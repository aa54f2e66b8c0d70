"""Tests of what stands between Django and SQLite: statements are said in SQLite's words as Django says them."""

from unittest import skipUnless

from django.db import connection
from django.test import TestCase

from cms.sqlite import base

STATEMENTS: tuple[tuple[str, dict[str, int] | list[int]], ...] = (
    ("SELECT %s + %s, '100%%', '%%s'", [1, 2]),
    ("SELECT %(b)s - %(a)s, '100%%', '%%s'", {"a": 1, "b": 4}),
    ("SELECT %(a)s + %(a)s + %(b)s - 3, '100%%', '%%s'", {"b": 4, "a": 1}),
)


@skipUnless(connection.vendor == "sqlite", "what Django has for PostgreSQL is used as it is")
class CursorTest(TestCase):
    def test_the_site_uses_it(self) -> None:
        with connection.cursor() as cursor:
            self.assertIsInstance(cursor.cursor, base.Cursor)

    def test_a_statement_says_what_django_would_have_it_say_each_time(self) -> None:
        with connection.cursor() as cursor:
            for statement, values in STATEMENTS * 2:
                self.assertEqual(cursor.execute(statement, values).fetchall(), [(3, "100%", "%s")])

    def test_a_percent_sign_without_values_is_one(self) -> None:
        with connection.cursor() as cursor:
            self.assertEqual(cursor.execute("SELECT '%s', '%%'").fetchall(), [("%s", "%%")])

    def test_values_with_signs_of_their_own_stay_what_they_are(self) -> None:
        with connection.cursor() as cursor:
            for value in ("%s", "%%", "?", ":a", "'"):
                self.assertEqual(cursor.execute("SELECT %s", [value]).fetchall(), [(value,)])
                self.assertEqual(cursor.execute("SELECT %(a)s", {"a": value}).fetchall(), [(value,)])

    def test_many_rows_go_in_by_one_statement(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE pair (a, b)")
            cursor.executemany("INSERT INTO pair VALUES (%s, %s)", [(1, 2), (3, 4)])
            cursor.executemany("INSERT INTO pair VALUES (%(a)s, %(b)s)", [{"b": 6, "a": 5}])
            self.assertEqual(cursor.execute("SELECT * FROM pair").fetchall(), [(1, 2), (3, 4), (5, 6)])
            cursor.execute("DROP TABLE pair")

    def test_a_name_that_is_missing_is_a_mistake(self) -> None:
        with connection.cursor() as cursor, self.assertRaises(KeyError):
            cursor.execute("SELECT %(a)s", {"b": 1})

    def test_long_statements_are_not_remembered(self) -> None:
        with connection.cursor() as cursor:
            for length, remembered in ((base.LONGEST - 100, 1), (base.LONGEST, 0)):
                statement = f"SELECT %s, '{'x' * length}'"
                cursor.execute(statement, [1])
                before = base._converted.cache_info().hits
                self.assertEqual(len(cursor.execute(statement, [1]).fetchone()[1]), length)
                self.assertEqual(base._converted.cache_info().hits - before, remembered)
