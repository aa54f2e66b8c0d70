"""Tests of the page that says whether the site can serve."""

from contextlib import nullcontext
from typing import Any

from django.db import connection
from django.test import TestCase, override_settings

from articles import search
from articles.models import Edition
from tests import builders


class ReadyTest(TestCase):
    def ask(self, status: int) -> dict[str, Any]:
        with self.assertLogs("django.request", "ERROR") if status == 503 else nullcontext():
            response = self.client.get("/healthz/ready")
        self.assertEqual((response.status_code, response["Content-Type"]), (status, "application/json"))
        self.assertIn("no-store", response["Cache-Control"])
        found: dict[str, Any] = response.json()
        self.assertIs(found["ready"], status == 200)
        return found["checks"] if status == 200 else {k: v for k, v in found["checks"].items() if v != "ok"}

    def test_a_new_site_is_ready_and_so_is_one_with_articles(self) -> None:
        everything = dict.fromkeys(["database", "migrations", "search", "edition", "disk"], "ok")
        self.assertEqual(self.ask(200), everything)
        builders.hide_from_readers()
        builders.published()
        with self.assertNumQueries(6):  # the recorder of migrations looks for its table first
            self.assertEqual(self.ask(200), everything)

    def test_it_is_not_ready_before_its_migrations(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'articles' AND name = '0005_site'")
        self.assertEqual(self.ask(503), {"migrations": "not applied: articles.0005_site"})

    def test_newer_code_may_have_migrated_the_database_already(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('articles', '9999_new', CURRENT_TIMESTAMP)"
            )
        self.ask(200)

    def test_it_is_not_ready_while_the_index_lacks_the_newest_article(self) -> None:
        builders.published()
        search.clear()
        self.assertEqual(self.ask(503), {"search": "the newest article is not in the index"})
        search.rebuild()
        self.ask(200)

    def test_it_is_not_ready_without_an_edition(self) -> None:
        Edition.objects.all().delete()
        self.assertEqual(self.ask(503), {"edition": "there is none"})

    @override_settings(DISK_FLOOR_MB=1 << 40)
    def test_it_is_not_ready_where_the_disk_is_full(self) -> None:
        self.assertRegex(self.ask(503)["disk"], r"^\d+ MB are free, fewer than 1099511627776$")

    @override_settings(MEDIA_ROOT="/nowhere/at/all")
    def test_pictures_may_not_have_come_yet(self) -> None:
        self.ask(200)

    def test_it_says_nothing_of_the_database_that_is_not_for_all_to_read(self) -> None:
        table = "articles_search" if connection.vendor == "sqlite" else "articles_searchtext"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {table}")
        with self.assertLogs("articles.health", "WARNING") as logged, self.assertLogs("django.request", "ERROR"):
            response = self.client.get("/healthz/ready")
        self.assertEqual(response.json()["checks"]["search"], "the database does not answer")
        self.assertNotIn(table, response.content.decode())
        self.assertIn(table, logged.output[0])

    def test_it_is_read_only(self) -> None:
        self.assertEqual(self.client.post("/healthz/ready").status_code, 405)
