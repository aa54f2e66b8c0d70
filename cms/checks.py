"""Checks of the configuration: each has an id and a hint that says what to set."""

from collections.abc import Sequence
from email.utils import parseaddr
from ipaddress import ip_network
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email


@register()
def secret_is_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.SECRET_KEY_IS_SET:
        return []
    hint = "Set SECRET_KEY to 50 random characters, for example the output of: openssl rand -base64 48"
    return [Error("SECRET_KEY is not set.", hint=hint, id="yibao.E001")]


@register()
def hosts_are_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.ALLOWED_HOSTS:
        return []
    hint = "Set ALLOWED_HOSTS to the host names of this site, separated by commas, or DEBUG=1 on your own machine."
    return [Error("ALLOWED_HOSTS is not set.", hint=hint, id="yibao.E002")]


@register()
def proxies_are_networks(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    hint = "Set TRUSTED_PROXIES to addresses or networks separated by commas, for example: 127.0.0.1,10.0.0.0/8,::1"
    return [
        Error(f"TRUSTED_PROXIES names {name!r}, which is no address and no network.", hint=hint, id="yibao.E003")
        for name in settings.TRUSTED_PROXIES
        if not _is_network(name)
    ]


def _is_network(name: str) -> bool:
    try:
        ip_network(name.strip(), strict=False)
    except ValueError:
        return False
    return True


@register()
def mail_can_be_sent(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """EMAIL_URL may hold a password: it is not repeated."""
    found: list[CheckMessage] = []
    if not settings.EMAIL_URL_IS_SOUND:
        hint = (
            "Set EMAIL_URL to smtp://host:25, smtp+tls://user:password@host:587 or smtp+ssl://user:password@host:465."
        )
        found.append(Error("EMAIL_URL names no way to send mail.", hint=hint, id="yibao.E004"))
    if not _is_sender(settings.DEFAULT_FROM_EMAIL):
        said = f"DEFAULT_FROM_EMAIL is {settings.DEFAULT_FROM_EMAIL!r}, which is no e-mail address."
        hint = "Set DEFAULT_FROM_EMAIL to the sender of mail, for example: 译报 <yibao@yibao.example>"
        found.append(Error(said, hint=hint, id="yibao.E005"))
    return found


def _is_sender(text: str) -> bool:
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError:
        return False
    return text.isprintable()


def refuse_unsafe() -> None:
    """For the web server, which runs no checks of its own. Raises ImproperlyConfigured."""
    errors = secret_is_set(None) + hosts_are_set(None) + proxies_are_networks(None) + mail_can_be_sent(None)
    if errors:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in errors))
