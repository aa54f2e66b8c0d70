"""Our own addresses, old and new: recognising them, making them root-relative and canonical."""

import re
from typing import Final
from urllib.parse import unquote

PICTURES: Final = "/data/attachment/"
UPLOADS: Final = "/uploads/"  # what editors bring in
DEFAULT_PORTS: Final = ("", "80", "443")
# Files of the old site's own furniture: they lie in no archive, so an absolute address is all that is left of them.
NOT_ARCHIVED: Final = ("/static/", "/xwb/")

_ABSOLUTE = re.compile(r"(?:https?:)?//([^/?#\\]*)([^\s]*)", re.I)
# The archive's cdn_image.py put its prefix before a picture once for each time the picture occurred.
_PREFIXED = re.compile(r"(?:https?://([\w.:-]+?)/?)(?=https?://)", re.I)
_ARTICLE = re.compile(r"/article-(\d{1,9})(?:-\d+)*\.html?(?:\?[^#]*)?(#.*)?", re.I | re.A)
_CANONICAL_ARTICLE = re.compile(r"/article-(\d{1,9})-1\.html(?:#.*)?", re.A)
_PORTAL = re.compile(r"/(?:portal\.php(?:\?([^#]*))?|index\.(?:html?|php))?(#.*)?", re.I)
_PORTAL_ARTICLE = re.compile(r"(?:^|&)aid=(\d{1,9})(?=&|$)", re.A)
_RELATIVE = re.compile(r"(?:article-\d|thread-\d|thread/\d|data/attachment/)", re.A)
_LEAVING = re.compile("(?:https?:)?//", re.I)


def normalise(url: str, hosts: frozenset[str]) -> str:
    """An address of ours, root-relative and canonical; any other address unchanged.

    `hosts` are the hosts that are ours, in lower case. Of root-relative addresses only articles and pictures are ours:
    bodies hold such links to other sites as well.
    """
    if not url.startswith(("http", "//", "HTTP", "Http")):
        return _canonical(url) if url.startswith(("/article-", PICTURES)) else _from_root(url)
    found = _ABSOLUTE.fullmatch(_without_repeated_prefix(url, hosts))
    if not found or not _is_ours(found[1], hosts):
        return url
    path = "/" + found[2].lstrip("/\\")  # "//elsewhere.example" would leave the site
    if path.startswith(NOT_ARCHIVED):
        return url
    return _front_page(path) or _canonical(path)


def article_number(url: str) -> int | None:
    """7117 for "/article-7117-1.html" (a normalised address), None for anything else."""
    found = _CANONICAL_ARTICLE.fullmatch(url)
    return int(found[1]) if found else None


def is_picture_path(url: str) -> bool:
    """Whether a normalised address is that of a picture of ours; never one that climbs out of its folder."""
    return url.startswith((PICTURES, UPLOADS)) and not re.search(r"(?:^|/)\.\.?(?:/|$)|[\\\0?#]", unquote(url))


def host(url: str) -> str:
    """The host of an http(s) or scheme-less absolute address, "" where there is none."""
    found = _ABSOLUTE.match(url)
    return found[1].rpartition("@")[2].lower() if found else ""


def leaves_site(url: str) -> bool:
    """Whether a normalised address is that of another site."""
    return _LEAVING.match(url) is not None


def _from_root(url: str) -> str:
    """What the archive wrote relative to an article was meant from the root, where articles stand."""
    return _canonical("/" + url) if _RELATIVE.match(url) else url


def _is_ours(authority: str, hosts: frozenset[str]) -> bool:
    host, _, port = authority.lower().partition(":")
    return host in hosts if port in DEFAULT_PORTS else f"{host}:{port}" in hosts


def _without_repeated_prefix(url: str, hosts: frozenset[str]) -> str:
    if PICTURES not in url and "/data/img/" not in url:
        return url
    at = 0
    while (found := _PREFIXED.match(url, at)) and _is_ours(found[1], hosts):
        at = found.end()
    return url[at:]


def _front_page(path: str) -> str | None:
    """portal.php was the front page and, with a number, an article."""
    found = _PORTAL.fullmatch(path)
    if not found:
        return None
    number = _PORTAL_ARTICLE.search(found[1] or "")
    return (f"/article-{int(number[1])}-1.html" if number else "/") + (found[2] or "")


def _canonical(path: str) -> str:
    if path.startswith("/data/attachment/"):
        return re.sub(r"[?#].*", "", path)
    found = _ARTICLE.fullmatch(path)
    return f"/article-{int(found[1])}-1.html{found[2] or ''}" if found else path
