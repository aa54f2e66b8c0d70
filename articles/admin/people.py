"""Contributors in the admin."""

from django.contrib import admin

from articles.models import Alias, Contributor


class Aliases(admin.TabularInline):
    model = Alias
    extra = 0


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ["name", "url", "user", "hidden"]
    list_filter = ["hidden"]
    search_fields = ["name", "key"]
    ordering = ["key"]
    raw_id_fields = ["user"]
    show_full_result_count = False
    inlines = [Aliases]
