"""Contributors in the admin: their names, the account of each, and what is credited to them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import ForeignKey, Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.naming import OtherNamesInline
from articles.admin.unions import Merging
from articles.models import Alias, Contributor


class Aliases(OtherNamesInline):
    model = Alias


class AccountChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        name = obj.get_full_name()
        return f"{name} ({obj.get_username()})" if name else obj.get_username()


@admin.register(Contributor)
class ContributorAdmin(Merging):
    list_display = ["name", "named_in", "shown_in", "other_names", "account", "is_hidden"]
    list_filter = ["hidden", ("user", admin.EmptyFieldListFilter)]
    list_select_related = ["user"]
    fields = ["name", "url", "user", "hidden"]
    inlines = [Aliases]

    @admin.display(description=_("account"), ordering="user__username", empty_value="")
    def account(self, person: Contributor) -> User | None:
        return person.user

    @admin.display(description=_("hidden"), ordering="hidden")
    def is_hidden(self, person: Contributor) -> str:
        return gettext("hidden") if person.hidden else ""

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Of the accounts, those of the staff that belong to nobody yet, and the one that is linked."""
        if db_field.name != "user":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        pk = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
        free = Q(is_staff=True, is_active=True, contributor=None)
        own = Q(contributor__pk=int(pk)) if pk.isascii() and pk.isdecimal() else Q(pk=None)
        return AccountChoice(
            queryset=User.objects.filter(free | own).order_by("username"),
            required=False,
            label=_("Account"),
            help_text=_("Accounts of the staff that are not linked to a contributor yet."),
        )
