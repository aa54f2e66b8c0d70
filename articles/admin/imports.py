"""Imports in the admin, to be looked at."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.recorded import Recorded
from articles.models import ImportedFile, ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(Recorded):
    list_display = ["__str__", "status", "finished_at", "totals"]
    ordering = ["-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False


@admin.register(ImportedFile)
class ImportedFileAdmin(ImportRunAdmin):
    list_display = ["path", "number", "outcome", "reason", "line", "run"]
    list_filter = ["outcome"]
    search_fields = ["=number", "path"]
    exclude = ["previous"]
    show_full_result_count = False
