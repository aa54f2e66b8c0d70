"""Contributors in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from articles import editions
from articles.admin.recorded import Recorded
from articles.models import Alias, Contributor


class Aliases(admin.TabularInline):
    model = Alias
    extra = 0


@admin.register(Contributor)
class ContributorAdmin(Recorded):
    list_display = ["name", "url", "user", "hidden"]
    list_filter = ["hidden"]
    search_fields = ["name", "key"]
    ordering = ["key"]
    raw_id_fields = ["user"]
    show_full_result_count = False
    inlines = [Aliases]

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """The last step of a save, inside its transaction: pages show the name, and no page one that was hidden."""
        super().save_related(request, form, formsets, change)
        editions.start(hard=form.instance.hidden)
