"""Checks of the configuration: each has an id and a hint that says what to set."""

from collections.abc import Sequence
from ipaddress import ip_network
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured


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


def refuse_unsafe() -> None:
    """For the web server, which runs no checks of its own. Raises ImproperlyConfigured."""
    errors = secret_is_set(None) + hosts_are_set(None) + proxies_are_networks(None)
    if errors:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in errors))
