"""Accounts and groups in the admin: Django's own, each account with its contributor, every change logged."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.linking import Linked
from articles.admin.recorded import Recorded

for model in (User, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class AccountAdmin(Recorded, Linked, UserAdmin):
    pass


@admin.register(Group)
class RoleAdmin(Recorded, GroupAdmin):
    pass
