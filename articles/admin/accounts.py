"""Accounts and groups in the admin: Django's own, each account with its contributor, every change logged.

Chiefs look at accounts and change nothing.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.admin.linking import Linked
from articles.admin.recorded import Recorded
from articles.conditions import listed
from articles.members import role_name

LOOKED_AT = [
    *("username", "first_name", "email", "is_active", "groups"),
    *("contributor_link", "last_login", "date_joined"),
]

for model in (User, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class RolesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, group: Any) -> str:
        return role_name(group)


@admin.register(User)
class AccountAdmin(Recorded, Linked, UserAdmin):
    list_display = ["username", "first_name", "email", "roles", "contributor_link", "is_active"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Who may only look sees neither the hash of a password nor permissions."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": LOOKED_AT})]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        asked = {"form_class": RolesField} if db_field.name == "groups" else {}
        return super().formfield_for_manytomany(db_field, request, **asked, **kwargs)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user: User) -> str:
        return listed(role_name(group) for group in user.groups.all())


@admin.register(Group)
class RoleAdmin(Recorded, GroupAdmin):
    list_display = ["role", "name"]

    @admin.display(description=gettext_lazy("role"), ordering="name")
    def role(self, group: Group) -> str:
        return role_name(group)
