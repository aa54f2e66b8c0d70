"""What a page is, in the words of schema.org: JSON-LD for search engines and whoever else reads pages by machine."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles.imprint import CHINESE_TAG, Imprint
from articles.models import Contributor
from articles.models.addresses import addresses
from articles.models.article import Kind
from articles.pages import ArticlePage, Person, Source
from articles.roles import Role
from articles.text.licences import licence_url

Thing = dict[str, Any]

# No text of ours may end the element that it stands in; the last two are line ends to old readers of scripts.
ESCAPES = {sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
PEOPLE = {Role.AUTHOR: "author", Role.TRANSLATOR: "translator", Role.REVIEWER: "editor"}


def script(thing: Thing) -> SafeString:
    """A block of data: nothing runs it, and so no policy forbids it. Properties without a value are left out."""
    said = {"@context": "https://schema.org", **{name: value for name, value in thing.items() if value}}
    text = as_json(said)
    for sign, escape in ESCAPES.items():  # several times as fast as translate()
        text = text.replace(sign, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above


def absolute(address: str) -> str:
    """In the letters of an address alone, and a root-relative one with this site before it."""
    address = iri_to_uri(address) or ""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address


@cache
def own_file(name: str) -> str:
    """The address of a static file of ours, which never changes while the site runs."""
    return static(name)


def moment(at: datetime) -> str:
    """As people of the site would say it, with the zone."""
    return at.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")


def article(page: ArticlePage, address: str, description: str, site: Imprint) -> Thing:
    """`address`: the canonical one. Whoever is hidden is not named."""
    url = addresses()
    return {
        "@type": "Article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": page.title,
        "description": description,
        "inLanguage": CHINESE_TAG,
        "image": _image(page),
        "datePublished": moment(page.published_at),
        "dateModified": moment(page.changed_at),
        "timeRequired": f"PT{page.minutes}M",
        **{PEOPLE[line.role]: _people(line.contributors, url) for line in page.credits if line.role in PEOPLE},
        "publisher": organisation(site),
        "articleSection": page.category.name if page.category else "",
        "keywords": [tag.name for tag in page.tags],
        "license": _licence(page.source.licence) or site.licence_url or site.licence,
        "isBasedOn": absolute(page.source.url),
        "translationOfWork": _original(page.source) if page.kind == Kind.TRANSLATION else {},
    }


def organisation(site: Imprint) -> Thing:
    logo = absolute(own_file("articles/icon.png"))
    return {"@type": "Organization", "name": site.name, "url": f"{settings.SITE_URL}/", "logo": logo}


def website(site: Imprint, address: str, language: str) -> Thing:
    return {
        "@type": "WebSite",
        "name": site.name,
        "description": site.tagline,
        "url": address,
        "inLanguage": language,
        "publisher": organisation(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{address}search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def profile(person: Contributor, home_page: str, address: str) -> Thing:
    who = {"@type": "Person", "name": person.name, "url": absolute(person.get_absolute_url())}
    return {
        "@type": "ProfilePage",
        "url": address,
        "mainEntity": {**who, "sameAs": home_page} if home_page else who,
    }


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Thing:
    """`steps`: names with their addresses, from the front page to this one."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, 1)
        ],
    }


def _people(contributors: Iterable[Contributor | Person], url: Callable[..., str]) -> list[Thing]:
    return [
        {"@type": "Person", "name": person.name, "url": f"{settings.SITE_URL}{url('person', person.handle)}"}
        for person in contributors
        if not person.hidden
    ]


def _image(page: ArticlePage) -> Thing:
    picture = page.picture
    if picture is None:
        return {}
    size = {"width": picture.width, "height": picture.height}
    return {"@type": "ImageObject", "url": absolute(picture.address), **size}


def _original(source: Source) -> Thing:
    """What was translated, as far as it is known."""
    language = source.language if source.title else ""
    known = {"url": absolute(source.url), "name": source.title, "inLanguage": language}
    said = {name: value for name, value in {**known, "license": _licence(source.licence)}.items() if value}
    return {"@type": "Article", **said} if source.url or source.title else {}


def _licence(name: str) -> str | Thing:
    """Its address, or what it is called where nobody knows the address."""
    return licence_url(name) or ({"@type": "CreativeWork", "name": name} if name else "")
