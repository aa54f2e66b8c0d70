"""What each group may do in the admin: rows of one table, granted after every migration."""

from typing import Any

from django.contrib.auth.models import Group, Permission

from articles.roles import CHANGED_BY, GROUPS, VIEWED_BY, VIEWED_BY_ALL

# Of these applications; the names of their models differ.
APPS = ("articles", "auth")


def grant(**kwargs: Any) -> None:
    """Give every group what the table says and nothing else; a receiver of post_migrate."""
    for role, name in GROUPS.items():
        group = Group.objects.filter(name=name).first()
        if group:
            group.permissions.set(_permissions(role))


def _permissions(role: str) -> list[Permission]:
    wanted = {f"view_{model}" for model in (*VIEWED_BY_ALL, *VIEWED_BY.get(role, ()))}
    wanted |= {f"{verb}_{model}" for model in CHANGED_BY.get(role, ()) for verb in ("add", "change")}
    return list(Permission.objects.filter(content_type__app_label__in=APPS, codename__in=wanted))
