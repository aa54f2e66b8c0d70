"""Tags for the head of a page: its address in each language, its feeds, its picture, and what it is in JSON-LD."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles import linked_data
from articles.imprint import CHINESE_TAG, ENGLISH
from articles.linked_data import absolute, moment, own_file, script
from articles.middleware import ENGLISH_PATH
from articles.pages import Picture
from articles.paging import Page

register = template.Library()

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

register.filter("absolute", absolute)
register.filter("moment", moment)
register.simple_tag(own_file, name="own_file")


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


class Remembered(template.Node):
    """What stands inside, kept under a name for the tags that follow; fit for an attribute."""

    def __init__(self, name: str, inside: NodeList) -> None:
        self.name, self.inside = name, inside

    def render(self, context: Context) -> SafeString:
        text = " ".join(self.inside.render(context).split()).replace('"', "&quot;")
        context[self.name] = remembered = mark_safe(text)  # noqa: S308  the template has escaped it
        return remembered


@register.tag
def remember(parser: Parser, token: Token) -> Remembered:
    """Use: {% remember name %}…{% endremember %}."""
    inside = parser.parse(["endremember"])
    parser.delete_first_token()
    return Remembered(token.split_contents()[1], inside)


@register.simple_tag(takes_context=True)
def address(context: Context) -> Address | None:
    """None where there is no request: the page for what broke."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    name = _name(request)
    prefix = f"/{ENGLISH}" if ENGLISH_PATH.match(request.path) else ""
    path = quote(request.path.removeprefix(prefix) or "/", safe=SAFE)
    is_deep = isinstance(context.get("page"), Page) and bool(context["page"].previous)
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


@register.simple_tag
def card(picture: Picture | None = None) -> Card:
    """The cover of an article, else the site's own picture."""
    if not picture:
        return Card(absolute(own_file(OWN_CARD.address)), OWN_CARD.width, OWN_CARD.height, is_large=False)
    is_large = picture.width >= LARGE and picture.width > picture.height
    return Card(absolute(picture.address), picture.width, picture.height, is_large)


@register.filter
def opening(html: str) -> str:
    """The first words of a rendered text, where an article has no summary."""
    return " ".join(unescape(TAGS.sub("", html[: 10 * OPENING])).split())


@register.simple_tag(takes_context=True)
def article_data(context: Context) -> SafeString:
    page, here = context["page"], context["here"]
    steps = [(page.title, here.canonical)]
    if page.category:
        steps.insert(0, (page.category.name, absolute(page.category.get_absolute_url())))
    thing = linked_data.article(page, here.canonical, unescape(context["page_description"]), context["imprint"])
    return script(thing) + script(linked_data.breadcrumbs([_home(context), *steps]))


@register.simple_tag(takes_context=True)
def profile_data(context: Context) -> SafeString:
    return script(linked_data.profile(context["person"], context["home_page"], context["here"].canonical))


@register.simple_tag(takes_context=True)
def site_data(context: Context) -> SafeString:
    here: Address = context["here"]
    language = ENGLISH if here.canonical == here.english else CHINESE_TAG
    return script(linked_data.website(context["imprint"], here.canonical, language))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: Context) -> SafeString:
    """The way to a list that stands below another one; nothing for the others."""
    parent = PARENTS.get(_name(context["request"]))
    if not parent:
        return SafeString()
    above, label = parent
    steps = [(str(label), absolute(reverse(above))), (unescape(context["page_title"]), context["here"].canonical)]
    return script(linked_data.breadcrumbs([_home(context), *steps]))


def _name(request: HttpRequest) -> str:
    """What urls.py calls the page; empty for an address that names none."""
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _home(context: Context) -> tuple[str, str]:
    return context["imprint"].name, absolute(context["here"].root)
