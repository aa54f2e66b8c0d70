"""The list of imported files in the admin, which is as long as the archive and longer."""

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.admin.near import PAGES_AHEAD
from articles.models import ImportedFile, ImportRun

LIST = reverse("admin:articles_importedfile_changelist")


class FilesTest(TestCase):
    def setUp(self) -> None:
        self.client.force_login(User.objects.create_superuser("chief"))
        run = ImportRun.objects.create(started_at=timezone.now())
        created = ImportedFile.Outcome.CREATED
        ImportedFile.objects.bulk_create(
            ImportedFile(run=run, number=n, path=f"content/2019/{n:04}.md", outcome=created) for n in range(1, 401)
        )

    def found(self, query: str) -> list[int | None]:
        return [file.number for file in self.client.get(f"{LIST}?{query}").context["cl"].result_list]

    def test_the_newest_come_first_and_no_query_counts_them_all(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(LIST)
        self.assertEqual([file.number for file in response.context["cl"].result_list][:2], [400, 399])
        counts = [each["sql"] for each in queries if "COUNT" in each["sql"] and "importedfile" in each["sql"]]
        self.assertEqual(len(counts), 1)
        self.assertIn(f"LIMIT {50 * (1 + PAGES_AHEAD)}", counts[0])
        self.assertContains(response, "300")

    def test_a_file_is_found_by_its_number_or_by_a_part_of_its_path(self) -> None:
        self.assertEqual(self.found("q=40"), [40])
        self.assertEqual(self.found("q=2019/0007"), [7])
        self.assertEqual(self.found("q=2020"), [])


class RunTest(TestCase):
    def test_a_run_is_shown_in_words_and_as_the_command_that_it_was(self) -> None:
        self.client.force_login(User.objects.create_superuser("chief"))
        options = {"dry_run": False, "media": "/srv/pictures", "overwrite_edited": True, "processes": 2}
        totals = {"created": 10320, "updated": 0, "kept": 0, "refused": 3, "warnings": 41}
        started = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
        run = ImportRun.objects.create(started_at=started, options=options, totals=totals)
        page = self.client.get(reverse("admin:articles_importrun_change", args=[run.pk]))
        self.assertContains(page, "新建 10,320、拒绝 3、警告 41")
        self.assertContains(page, "--media /srv/pictures --overwrite-edited --processes 2")
        self.assertContains(page, f"#{run.pk} 2026-11-23 02:05")

    def test_what_a_file_was_warned_of_stands_line_by_line(self) -> None:
        self.client.force_login(User.objects.create_superuser("chief"))
        warnings = ["missing picture: /data/attachment/a.jpg", "dangling link: no article 143"]
        run = ImportRun.objects.create(started_at=timezone.now())
        file = run.files.create(path="content/2019/1.md", outcome=ImportedFile.Outcome.CREATED, warnings=warnings)
        page = self.client.get(reverse("admin:articles_importedfile_change", args=[file.pk]))
        self.assertContains(page, "missing picture: /data/attachment/a.jpg<br>dangling link: no article 143")
