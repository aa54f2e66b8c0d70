"""What a person wants by e-mail too: one switch for each message; the inbox holds everything."""

from collections.abc import Collection

from django.contrib.auth.models import User

from articles.models import Preferences
from articles.notices.wording import MESSAGES, Message


def wants_mail(user: User, message: Message) -> bool:
    """`user` is best read with its preferences beside it."""
    preferences: Preferences | None = getattr(user, "preferences", None)
    chosen = preferences.mail if preferences else {}
    return bool(user.email) and chosen.get(message.name, message.is_mailed)


def chosen(user: User) -> dict[str, bool]:
    """By the name of each message, whether it is mailed."""
    preferences = Preferences.objects.filter(user=user).first()
    mail = preferences.mail if preferences else {}
    return {name: mail.get(name, message.is_mailed) for name, message in MESSAGES.items()}


def choose(user: User, mailed: Collection[str]) -> None:
    """Exactly these messages are mailed from now on."""
    Preferences.objects.update_or_create(user=user, defaults={"mail": {name: name in mailed for name in MESSAGES}})
