"""The cast of the tests: one person for each role, and a stranger who has an account but no role."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from articles.roles import GROUPS


@dataclass(frozen=True, slots=True)
class Cast:
    selector: User
    translator: User
    reviewer: User
    publisher: User
    chief: User
    stranger: User


def cast() -> Cast:
    """Everyone, saved; usernames are the names of the parts and nobody has a password (use client.force_login)."""
    return Cast(
        **{role: member(role, group) for role, group in GROUPS.items()}, stranger=User.objects.create_user("stranger")
    )


def member(role: str, group: str) -> User:
    user = User.objects.create_user(role, is_staff=True)
    # Made where it is missing: a TransactionTestCase empties the tables that migrations filled.
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user
