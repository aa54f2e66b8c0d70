"""The imprint: the site's name, terms and menus in the reader's language, read once for each edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language

from articles import editions
from articles.models import MenuItem, SiteSettings

ENGLISH = "en"
CHINESE_TAG = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a menu. `path` is empty for another site's address, `language` where it is that of the page."""

    label: str
    address: str
    path: str
    language: str


@dataclass(frozen=True, slots=True)
class Imprint:
    name: str
    tagline: str
    licence: str
    licence_url: str
    record_number: str
    top: tuple[Link, ...]
    foot: tuple[Link, ...]


# By whether it is English: the token of an edition, and the imprint then. Replaced whole, so that threads need no lock.
_kept: dict[bool, tuple[int, Imprint]] = {}


def imprint() -> Imprint:
    """In the active language; where an English field is empty, the Chinese one stands in its place."""
    english = get_language() == ENGLISH
    token = editions.current().token
    kept = _kept.get(english)
    if kept and kept[0] == token:
        return kept[1]
    found = _read(english=english)
    if token:  # there is none before the first edition, and so nothing that would tell of a change
        _kept[english] = (token, found)
    return found


def context(request: HttpRequest) -> dict[str, Any]:
    """Gives the reader's templates, all of which use it, an `imprint`."""
    return {"imprint": imprint()}


def _read(*, english: bool) -> Imprint:
    site = SiteSettings.objects.first() or SiteSettings()
    items = list(site.menu_items.all()) if site.pk else []
    return Imprint(
        name=_either(site.name, site.name_en, english=english),
        tagline=_either(site.tagline, site.tagline_en, english=english),
        licence=site.licence,
        licence_url=site.licence_url,
        record_number=site.record_number,
        top=_menu(items, MenuItem.Place.TOP, english=english),
        foot=_menu(items, MenuItem.Place.FOOT, english=english),
    )


def _menu(items: Iterable[MenuItem], place: MenuItem.Place, *, english: bool) -> tuple[Link, ...]:
    return tuple(_link(item, english=english) for item in items if item.place == place)


def _link(item: MenuItem, *, english: bool) -> Link:
    address = iri_to_uri(item.address) or ""
    path = unquote(urlsplit(address).path) if address.startswith("/") else ""
    if english and path and is_valid_path(f"/{ENGLISH}{path}"):  # what has no language has no English address
        address, path = f"/{ENGLISH}{address}", f"/{ENGLISH}{path}"
    label = _either(item.label, item.label_en, english=english)
    return Link(label, address, path, CHINESE_TAG if english and not item.label_en else "")


def _either(chinese: str, in_english: str, *, english: bool) -> str:
    return in_english or chinese if english else chinese
