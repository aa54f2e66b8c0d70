"""The language of a page by its address, and old addresses on their way to new ones."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.views.defaults import page_not_found

from articles import known
from articles.forwarding import path_of
from articles.models import Byline, Category, Contributor, Listing, OldPath, Publication, PublicationTag, Tag
from articles.text import names

Answer = Callable[[HttpRequest], HttpResponseBase]
Rule = Callable[[re.Match[str]], str | None]

ENGLISH = "en"
ENGLISH_PATH = re.compile(rf"/{ENGLISH}(?=/|$)")
# The page of a name that can change, and its feeds.
LIST = re.compile(r"/(?P<kind>tag|category|people)/(?P<name>[^/]+)(?:/(?P<feed>feed\.(?:atom|rss))?)?")
NAMED: dict[str, Any] = {"tag": Tag, "category": Category, "people": Contributor}


def language_by_prefix(answer: Answer) -> Answer:
    """/en/… is English, everything else Chinese: neither cookie nor header is asked."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = ENGLISH if ENGLISH_PATH.match(request.path_info) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def old_paths(answer: Answer) -> Answer:
    """What would be 404 is looked up among the old addresses; an address nobody knows is answered as before."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        target = new_path(request)
        if target:
            return HttpResponsePermanentRedirect(target)
        if settings.DEBUG and not request.path_info.startswith(("/admin/", "/en/admin/")):
            return page_not_found(request, Http404())  # readers' page instead of the developers' one
        return response

    return middleware


def new_path(request: HttpRequest) -> str | None:
    """Where the address of the request went, in the request's language."""
    path = ENGLISH_PATH.sub("", request.path_info)
    query = request.META.get("QUERY_STRING", "")
    if "\0" in path:
        return None
    found = _recorded(path)
    target = found or _by_rule(f"{path}?{query}")
    if not target or unquote(target) == request.path_info:
        return None
    return f"{target}?{query}" if found and query else target


def _recorded(path: str) -> str | None:
    """Of a list that has moved, its feeds have moved too, and however its name is written in the address."""
    found, feed = LIST.fullmatch(path), ""
    paths = {path, f"{path.rstrip('/')}/"}
    if found:
        paths |= {f"/{found['kind']}/{slug}/" for slug in (found["name"].casefold(), names.slug(found["name"]))}
        feed = found["feed"] or ""
    olds = {old.path: old.target for old in OldPath.objects.filter(path__in=paths)}
    target = olds.get(path) or next(iter(olds.values()), None) or (found and _by_other_name(found))
    if not target or not _may_be_told(target):
        return None
    prefix = f"/{ENGLISH}" if translation.get_language() == ENGLISH and target.startswith("/") else ""
    return prefix + target + feed


def _by_other_name(found: re.Match[str]) -> str | None:
    row = known.one(NAMED[found["kind"]], found["name"])
    return path_of(row) if row else None


def _may_be_told(target: str) -> bool:
    """Where the name of what it leads to is not public, nobody learns it from an old address."""
    found = LIST.fullmatch(target)
    if found is None:
        return True
    name, now = found["name"], timezone.now()
    shown: dict[str, Listing[Any]] = {
        "tag": PublicationTag.objects.filter(tag__slug=name),
        "category": Publication.objects.filter(category__slug=name),
        "people": Byline.objects.filter(contributor__handle=name, contributor__hidden=False),
    }
    return shown[found["kind"]].live(now).exists()


def _by_rule(address: str) -> str | None:
    for pattern, target in RULES:
        found = pattern.fullmatch(address)
        if found:
            return target(found)
    return None


def _article(found: re.Match[str]) -> str:
    return reverse("article", args=[int(found["number"])])


def _tag(found: re.Match[str]) -> str | None:
    live = PublicationTag.objects.live(timezone.now()).filter(tag__key=names.key(found["name"]))
    tagging = live.select_related("tag").first()
    return tagging.tag.get_absolute_url() if tagging else _recorded(f"/tag/{names.slug(found['name'])}/")


def _person(found: re.Match[str]) -> str | None:
    key = names.key(found["name"])
    named = Q(contributor__key=key) | Q(contributor__aliases__key=key)
    live = Byline.objects.live(timezone.now()).filter(named, contributor__hidden=False)
    byline = live.select_related("contributor").first()
    return byline.contributor.get_absolute_url() if byline else None


def _month(found: re.Match[str]) -> str:
    return reverse("month", args=[int(found["year"]), int(found["month"])])


def _page(name: str) -> Rule:
    return lambda _: reverse(name)


def _rules(*rules: tuple[str, Rule]) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in rules)


NUMBER = "0*(?P<number>[1-9][0-9]{0,8})"
# Tried in this order on path?query. The addresses of linux.cn in its several lives, and slips of the hand.
RULES = _rules(
    (rf"/article[-/]{NUMBER}(?:[-/][0-9]+){{0,2}}(?:\.html?)?/?\?.*", _article),
    (rf"/portal\.php\?(?:.*&)?aid={NUMBER}(?:&.*)?", _article),
    (rf"/20[0-9]{{2}}/[0-9]{{2}}/{NUMBER}\.html\?.*", _article),
    (r"/(?:portal|index)\.(?:php|html?)\?.*", _page("home")),
    (r"/tag[-/](?P<name>.+?)(?:\.html|/)?\?.*", _tag),
    (r"/(?:lctt|space)/(?P<name>[^/]+)/?\?.*", _person),
    (r"/lctt-list/?\?.*", _page("people")),
    (r"/archive/(?P<year>20[0-9]{2})/(?P<month>[1-9])/?\?.*", _month),
)
