"""Accounts to try the desk with, one for each role: only on a machine of one's own."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.roles import GROUPS

PASSWORD = "yibao-demo"  # noqa: S105  printed for everyone to see, and refused without DEBUG


class Command(BaseCommand):
    help = "Makes an account for each role and prints them. Only with DEBUG; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo accounts have a password that everybody knows: they are made with DEBUG=1 only.")
        with transaction.atomic():
            accounts = [(account(role, group), group) for role, group in GROUPS.items()]
        self.stdout.write(f"Demo accounts (password {PASSWORD}, unless it was changed):")
        for user, group in accounts:
            self.stdout.write(f"  {user.username:<12}{group}")


def account(role: str, group: str) -> User:
    """The account named like the role. One that is there already stays as it is."""
    user = User.objects.filter(username=role).first()
    if user is None:
        user = User.objects.create_user(role, f"{role}@example.org", PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
    return user
