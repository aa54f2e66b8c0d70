"""Where things stand on the site: addresses, each made once for each language of the interface."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def address(name: str, key: str | int) -> str:
    """What reverse() says of a URL's name with one argument, a hundredth of the time later."""
    return _made(get_script_prefix(), get_language(), name, key)


@lru_cache(maxsize=20_000)
def _made(prefix: str, language: str | None, name: str, key: str | int) -> str:
    return reverse(name, args=[key])
