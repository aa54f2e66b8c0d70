"""The part of schema.org that the site speaks: which properties a type has, and what may stand in each."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

# From https://schema.org/Article and the other types' pages: property → the names of its ranges.
CREATIVE_WORK = {
    "name": ("Text",),
    "url": ("URL",),
    "headline": ("Text",),
    "description": ("Text",),
    "image": ("URL", "ImageObject"),
    "inLanguage": ("Language",),
    "datePublished": ("DateTime",),
    "dateModified": ("DateTime",),
    "timeRequired": ("Duration",),
    "author": ("Person", "Organization"),
    "translator": ("Person", "Organization"),
    "editor": ("Person",),
    "publisher": ("Person", "Organization"),
    "keywords": ("Text",),
    "license": ("URL", "CreativeWork"),
    "isBasedOn": ("URL", "CreativeWork"),
    "translationOfWork": ("Article", "CreativeWork"),
    "mainEntityOfPage": ("URL", "CreativeWork"),
    "mainEntity": ("Person",),
    "potentialAction": ("SearchAction",),
}
TYPES: dict[str, dict[str, tuple[str, ...]]] = {
    "CreativeWork": CREATIVE_WORK,
    "Article": {**CREATIVE_WORK, "articleSection": ("Text",)},
    "WebSite": CREATIVE_WORK,
    "ProfilePage": CREATIVE_WORK,
    "ImageObject": {"url": ("URL",), "width": ("Integer",), "height": ("Integer",)},
    "Person": {"name": ("Text",), "url": ("URL",), "sameAs": ("URL",)},
    "Organization": {"name": ("Text",), "url": ("URL",), "logo": ("URL", "ImageObject")},
    "BreadcrumbList": {"itemListElement": ("ListItem",)},
    "ListItem": {"position": ("Integer",), "name": ("Text",), "item": ("URL",)},
    # query-input is Google's, and described beside the type.
    "SearchAction": {"target": ("EntryPoint",), "query-input": ("Text",)},
    "EntryPoint": {"urlTemplate": ("Text",)},
}
# What a reader of each type cannot do without, by schema.org's examples and Google's guides.
NEEDED = {
    "Article": ("headline", "datePublished", "dateModified", "publisher", "mainEntityOfPage", "inLanguage", "license"),
    "WebSite": ("name", "url", "potentialAction"),
    "ProfilePage": ("mainEntity",),
    "Person": ("name",),
    "Organization": ("name", "url"),
    "ImageObject": ("url",),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "SearchAction": ("target", "query-input"),
    "EntryPoint": ("urlTemplate",),
}
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
DURATION = re.compile(r"PT[0-9]+[HMS]")


def mistakes(thing: dict[str, Any], *, inner: bool = False) -> list[str]:
    """What is wrong with a thing, outermost ones with @context; empty for a good one."""
    kind = thing.get("@type")
    if kind not in TYPES:
        return [f"no type {kind}"]
    found = [] if inner or thing.get("@context") == "https://schema.org" else [f"{kind} has no context"]
    if kind != "Article" or not inner:  # the work that was translated may be known by its address alone
        found += [f"{kind} lacks {name}" for name in NEEDED.get(kind, ()) if not thing.get(name)]
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        ranges = TYPES[kind].get(name)
        values = value if isinstance(value, list) else [value]
        if ranges is None:
            found.append(f"{kind} has no property {name}")
        else:
            found += [mistake for one in values for mistake in _mistakes_of_value(f"{kind}.{name}", one, ranges)]
    return found


def _mistakes_of_value(where: str, value: object, ranges: tuple[str, ...]) -> list[str]:
    if isinstance(value, dict):
        return mistakes(value, inner=True) if value.get("@type") in ranges else [f"{where} is a {value.get('@type')}"]
    good = any(fits(value) for name, fits in SIMPLE.items() if name in ranges)
    return [] if good else [f"{where} is {value!r}"]


def _is_address(value: object) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return bool(parts and parts.scheme in {"http", "https"} and parts.netloc and parts.geturl().isascii())


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


SIMPLE: dict[str, Callable[[object], bool]] = {
    "Text": lambda value: isinstance(value, str) and value.strip() != "",
    "URL": _is_address,
    "DateTime": _is_moment,
    "Integer": lambda value: isinstance(value, int) and value > 0,
    "Language": lambda value: isinstance(value, str) and LANGUAGE.fullmatch(value) is not None,
    "Duration": lambda value: isinstance(value, str) and DURATION.fullmatch(value) is not None,
}
