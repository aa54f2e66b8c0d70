"""For the head of a page: its address in each language, its feeds, its picture, and what it is in JSON-LD."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from articles import linked_data
from articles.imprint import CHINESE_TAG, ENGLISH, Imprint
from articles.linked_data import absolute, own_file, script
from articles.middleware import ENGLISH_PATH
from articles.models import Contributor
from articles.models.addresses import address as url
from articles.pages import ArticlePage, Picture
from articles.paging import Page

SAFE = f"{RFC3986_SUBDELIMS}/~:@"  # as reverse() writes paths, so that an address has one spelling
# What changes a page besides its path and its place in a list; everything else in a query is somebody's tracking.
FILTERS = {"people": ("role",), "person": ("role", "year"), "ranking": ("role", "year"), "search": ("q",)}
CURSORS = ("before", "after")
# Pages that tell robots themselves.
OWN_RULES = ("search",)
# The pages besides the front page that have feeds, at feed.atom and feed.rss below them.
WITH_FEEDS = ("choice", "category", "tag", "person")
PARENTS: dict[str, tuple[str, Promise]] = {
    "category": ("tags", _("Topics")),
    "tag": ("tags", _("Topics")),
    "person": ("people", _("People")),
    "year": ("archive", _("Archive")),
    "month": ("archive", _("Archive")),
}
OWN_CARD = Picture("articles/card.png", 1200, 630)
LARGE = 600  # the width from which a picture may stand above the text of a Twitter card
TAGS = re.compile(r"<[^>]*>?")
OPENING = 160


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: its one address, that in each language, and the paths below which the feeds stand.

    `root`: of the site in the page's language; `feeds`: empty where the page has no feeds of its own.

    `is_deep`: a later page of a list. Its address begins at an article, and so each new article makes another set of
    such pages out of the same rows: search engines follow their links and keep none of them.
    """

    canonical: str
    chinese: str
    english: str
    root: str
    feeds: str
    is_deep: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The picture that stands for a page where somebody shares it."""

    address: str
    width: int
    height: int
    is_large: bool


def attribute(text: str) -> Markup:
    """What a template wrote, on one line and fit for an attribute."""
    return Markup(" ".join(text.split()).replace('"', "&quot;"))  # noqa: S704  the template has escaped it


def address(request: HttpRequest | None, page: object = None) -> Address | None:
    """Of a page, and of a `page` of a list. None where there is no request: the page for what broke."""
    if not request:
        return None
    name = _name(request)
    prefix = f"/{ENGLISH}" if ENGLISH_PATH.match(request.path) else ""
    path = quote(request.path.removeprefix(prefix) or "/", safe=SAFE)
    is_deep = isinstance(page, Page) and bool(page.previous)
    kept = (*FILTERS.get(name, ()), *(CURSORS if is_deep else ()))
    query = urlencode([(key, request.GET[key]) for key in kept if key in request.GET])
    here = f"{path}?{query}" if query else path
    return Address(
        canonical=f"{settings.SITE_URL}{prefix}{here}",
        chinese=f"{settings.SITE_URL}{here}",
        english=f"{settings.SITE_URL}/{ENGLISH}{here}",
        root=f"{prefix}/",
        feeds=f"{prefix}{path}" if name in WITH_FEEDS else "",
        is_deep=is_deep and name not in OWN_RULES,
    )


def card_of(picture: Picture | None) -> Card:
    """The cover of an article, else the site's own picture."""
    if not picture:
        return Card(absolute(own_file(OWN_CARD.address)), OWN_CARD.width, OWN_CARD.height, is_large=False)
    is_large = picture.width >= LARGE and picture.width > picture.height
    return Card(absolute(picture.address), picture.width, picture.height, is_large)


def opening(html: str) -> str:
    """The first words of a rendered text, where an article has no summary."""
    return " ".join(unescape(TAGS.sub("", html[: 10 * OPENING])).split())


def article_data(page: ArticlePage, here: Address, description: str, site: Imprint) -> SafeString:
    steps = [(page.title, here.canonical)]
    if page.category:
        steps.insert(0, (page.category.name, absolute(page.category.get_absolute_url())))
    thing = linked_data.article(page, here.canonical, unescape(description), site)
    return script(thing) + script(linked_data.breadcrumbs([_home(here, site), *steps]))


def profile_data(person: Contributor, home_page: str, here: Address) -> SafeString:
    return script(linked_data.profile(person, home_page, here.canonical))


def site_data(here: Address, site: Imprint) -> SafeString:
    language = ENGLISH if here.canonical == here.english else CHINESE_TAG
    return script(linked_data.website(site, here.canonical, language))


def breadcrumb_data(request: HttpRequest, title: str, here: Address, site: Imprint) -> SafeString:
    """The way to a list that stands below another one; nothing for the others."""
    parent = PARENTS.get(_name(request))
    if not parent:
        return SafeString()
    above, label = parent
    steps = [(str(label), absolute(url(above))), (unescape(title), here.canonical)]
    return script(linked_data.breadcrumbs([_home(here, site), *steps]))


def _name(request: HttpRequest) -> str:
    """What urls.py calls the page; empty for an address that names none."""
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _home(here: Address, site: Imprint) -> tuple[str, str]:
    return site.name, absolute(here.root)
