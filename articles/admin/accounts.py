"""Accounts in the admin: Django's own, each with its contributor."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

from articles.admin.linking import Linked

if admin.site.is_registered(User):
    admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(Linked, UserAdmin):
    pass
