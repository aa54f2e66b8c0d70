"""Imports in the admin, to be looked at."""

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.near import NearAdmin
from articles.admin.recorded import Recorded
from articles.conditions import listed
from articles.models import ImportedFile, ImportRun

LOOKED_THROUGH = 100_000


@admin.register(ImportRun)
class ImportRunAdmin(Recorded, NearAdmin):
    list_display = ["__str__", "status", "finished_at", "outcomes"]
    fields = ["started_at", "finished_at", "status", "flags", "outcomes"]
    readonly_fields = ["flags", "outcomes"]
    ordering = ["-pk"]

    @admin.display(description=_("outcome"))
    def outcomes(self, run: ImportRun) -> str:
        """What became of how many files, and how many warnings there were."""
        labels = [*ImportedFile.Outcome.choices, ("warnings", _("warnings"))]
        counted = [(label, run.totals.get(name)) for name, label in labels]
        return listed(f"{label} {count:,}" for label, count in counted if count)

    @admin.display(description=_("options"))
    def flags(self, run: ImportRun) -> str:
        """As the command understands them."""
        given = {f"--{name.replace('_', '-')}": value for name, value in sorted(run.options.items()) if value}
        return " ".join(flag if value is True else f"{flag} {value}" for flag, value in given.items())

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
    fields = ["run", "path", "number", "outcome", "reason", "line", "warned", "folder", "sha256", "manuscript", "shown"]
    readonly_fields = ["warned"]
    search_help_text = _("A number, or a part of the path among the newest files.")

    @admin.display(description=_("warnings"))
    def warned(self, file: ImportedFile) -> str:
        return "\n".join(file.warnings)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ImportedFile], search_term: str
    ) -> tuple[QuerySet[ImportedFile], bool]:
        """Paths are in no index: they are looked through one by one, as many as that can be waited for."""
        if search_term.isdecimal() and len(search_term) < 10:
            return queryset.filter(number=int(search_term)), False
        last = ImportedFile.objects.aggregate(last=Max("pk"))["last"] or 0
        return super().get_search_results(request, queryset.filter(pk__gt=last - LOOKED_THROUGH), search_term)
