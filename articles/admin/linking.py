"""The contributor of an account, shown and set in the account's own form: one account, one contributor."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import audit, known
from articles.admin.completing import NameInput
from articles.admin.sides import user_of
from articles.models import Contributor


class LinkForm(UserChangeForm):
    contributor_name = forms.CharField(
        label=_("Contributor"),
        required=False,
        max_length=150,
        help_text=_("Whose credits this account gets: the name of a contributor, or nothing."),
        widget=NameInput(reverse_lazy("admin:articles_contributor_names"), {"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "contributor_name" in self.fields:
            self.initial["contributor_name"] = str(contributor_of(self.instance) or "")

    def clean_contributor_name(self) -> str:
        """The name as it is known; "" for nobody."""
        name: str = self.cleaned_data["contributor_name"]
        found = known.one(Contributor, name)
        if name and found is None:
            raise ValidationError(_("There is no contributor of this name."))
        if found and found.user_id not in {None, self.instance.pk}:
            raise ValidationError(_("“%(name)s” has another account already."), params={"name": found})
        return found.name if found else ""


class Linked(UserAdmin):
    """A mixin, before UserAdmin. Who may not change contributors sees the link and cannot change it."""

    form = LinkForm
    list_display = ["username", "first_name", "email", "contributor_link", "is_staff", "is_active"]
    list_select_related = ["contributor"]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        field = "contributor_name" if may_link(request) else "contributor_link"
        return [*fieldsets, (_("Byline"), {"fields": [field]})] if obj else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        mine = ["contributor_link", *([] if may_link(request) else ["contributor_name"])]
        return [*super().get_readonly_fields(request, obj), *mine]

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "contributor_name" in form.changed_data:
            deed = audit.Deed(user_of(request), timezone.now())
            link(obj, known.one(Contributor, form.cleaned_data["contributor_name"]), deed)

    @admin.display(description=_("contributor"), ordering="contributor__key", empty_value="–")
    def contributor_link(self, user: User) -> SafeString | None:
        contributor = contributor_of(user)
        if contributor is None:
            return None
        address = reverse("admin:articles_contributor_change", args=[contributor.pk])
        return format_html('<a href="{}">{}</a>', address, contributor)


def may_link(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.change_contributor")


def contributor_of(user: User) -> Contributor | None:
    found: Contributor | None = getattr(user, "contributor", None)
    return found


def link(user: User, contributor: Contributor | None, deed: audit.Deed) -> None:
    """In the caller's transaction; the log says so of the contributor."""
    audit.update(Contributor.objects.filter(user=user), deed, user=None)
    if contributor:
        audit.update(Contributor.objects.filter(pk=contributor.pk, user=None), deed, user=user)
