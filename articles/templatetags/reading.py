"""Tags for the reader's pages: the page in another language, and text as a reader wants it."""

import re
from collections.abc import Iterable
from itertools import groupby

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from articles.middleware import ENGLISH, ENGLISH_PATH
from articles.models import Byline, Contributor

register = template.Library()

CHINESE_TAG = "zh-Hans"
LIST_ITEM = re.compile(r"[?•]\s+")  # the question mark was an emoji once


@register.simple_tag
def page_language() -> str:
    """The language of the interface, as HTML spells it."""
    return ENGLISH if get_language() == ENGLISH else CHINESE_TAG


@register.simple_tag(takes_context=True)
def path_in(context: Context, language: str) -> str:
    """The address of this page in the other language; the home page where there is no request."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    path = "/" + ENGLISH_PATH.sub("", path).lstrip("/")  # "//host/…" would leave the site
    return f"/{ENGLISH}{path}" if language == ENGLISH else path


@register.filter
def one_line(text: str) -> str:
    """White space of any kind as single spaces; lists of the archive (`? …`, `• …`, an arrow to follow) as lists."""
    items = [line.strip() for line in text.splitlines()]
    if not any(LIST_ITEM.match(item) for item in items):
        return " ".join(text.split())
    return " · ".join(" ".join(LIST_ITEM.sub("", item).split()) for item in items if item.strip("»"))


@register.filter
def by_role(bylines: Iterable[Byline]) -> list[tuple[str, list[Contributor]]]:
    """(role, its contributors) in the order of the bylines, authors first."""
    rows = sorted(bylines, key=lambda row: row.role)
    return [(role, [row.contributor for row in group]) for role, group in groupby(rows, key=lambda row: row.role)]


@register.simple_tag
def names(contributors: Iterable[Contributor]) -> SafeString:
    """Their names with links; whoever is hidden is anonymous and has none."""
    return format_html_join(pgettext("between names", ", "), "{}", ((_name(person),) for person in contributors))


def _name(person: Contributor) -> SafeString:
    if person.hidden:
        return format_html('<span class="person">{}</span>', gettext("Anonymous"))
    return format_html('<a class="person" href="{}" lang="zh-Hans">{}</a>', person.get_absolute_url(), person.name)


@register.filter
def thousands(number: int) -> str:
    return f"{number:,}"
