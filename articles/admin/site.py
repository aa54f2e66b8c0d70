"""The site itself in the admin: its name, terms and menus, and its own pages."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import editions, own_pages
from articles.admin.recorded import Recorded
from articles.imprint import CHINESE_TAG
from articles.models import MenuItem, Page, SiteSettings

# A path of ours, but nothing that a browser takes for another host; or an address of another site.
ADDRESS = re.compile(r"/(?![/\\])[^\s\\\0]*|https?://[^\s/?#\\\0]+[^\s\\\0]*")


class MenuItemForm(forms.ModelForm):
    class Meta:
        # Narrow enough to stand in one line.
        widgets = {
            "order": forms.NumberInput(attrs={"min": 0, "max": 999}),
            "label": forms.TextInput(attrs={"size": 12}),
            "label_en": forms.TextInput(attrs={"size": 14}),
            "address": forms.TextInput(attrs={"size": 26}),
        }

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not ADDRESS.fullmatch(address):
            raise ValidationError(_("Give a path that begins with /, or an address that begins with https://."))
        return address


class MenuItems(admin.TabularInline):
    model = MenuItem
    form = MenuItemForm
    fields = ["place", "order", "label", "label_en", "address"]
    ordering = ["-place", "order", "pk"]
    extra = 1

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change the menu may take a line out of it."""
        return self.has_change_permission(request, obj)


@admin.register(SiteSettings)
class SiteSettingsAdmin(Recorded):
    fieldsets = [
        (None, {"fields": [("name", "name_en"), ("tagline", "tagline_en")]}),
        (_("Terms"), {"fields": [("licence", "licence_url"), "record_number"]}),
    ]
    inlines = [MenuItems]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row: it is its own list."""
        site = SiteSettings.objects.first()
        if site is None or not self.has_view_permission(request, site):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:articles_sitesettings_change", args=[site.pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A migration made the one row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """The last step of a save, inside its transaction."""
        super().save_related(request, form, formsets, change)
        editions.start()


@admin.register(Page)
class PageAdmin(Recorded):
    list_display = ["title", "slug", "title_en", "updated_at"]
    fields = ["slug", ("title", "title_en"), "body", "updated_at"]
    change_form_template = "admin/articles/page/change_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Page | None = None) -> list[str]:
        """What was once an address stays one."""
        return ["slug", "updated_at"] if obj else ["updated_at"]

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(require_POST(self.preview))
        return [path("preview/", preview, name="articles_page_preview"), *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The page as readers would see it, from a form that nobody has saved."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        page = Page(title=request.POST.get("title", ""), body=request.POST.get("body", ""))
        own_pages.draw(page, now=timezone.now())
        context = {"page": page, "title": page.title, "title_language": CHINESE_TAG}
        return render(request, "articles/page.html", context)

    def save_model(self, request: HttpRequest, obj: Page, form: forms.ModelForm, change: bool) -> None:
        own_pages.save(obj, now=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        own_pages.remove(Page.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        own_pages.remove(queryset)
