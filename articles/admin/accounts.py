"""Accounts and groups in the admin: Django's own, and every change of them logged."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.recorded import Recorded

for model in (User, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class AccountAdmin(Recorded, UserAdmin):
    pass


@admin.register(Group)
class RoleAdmin(Recorded, GroupAdmin):
    pass
