"""The rules of RFC 4287 (Atom) and of RSS 2.0 that a document can be held to; each function says what is wrong."""

import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

# Element → whether it must be there and whether it may be repeated (sections 4.1.1 and 4.1.2).
FEED = {
    **dict.fromkeys(("id", "title", "updated"), (True, False)),
    **dict.fromkeys(("subtitle", "rights", "generator", "icon", "logo"), (False, False)),
    **dict.fromkeys(("author", "contributor", "category", "link", "entry"), (False, True)),
}
ENTRY = {
    **dict.fromkeys(("id", "title", "updated"), (True, False)),
    **dict.fromkeys(("published", "summary", "content", "rights", "source"), (False, False)),
    **dict.fromkeys(("author", "contributor", "category", "link"), (False, True)),
}
# The same for RSS; the elements of other namespaces under their full names.
CHANNEL = {
    **dict.fromkeys(("title", "link", "description"), (True, False)),
    **dict.fromkeys(("language", "copyright", "pubDate", "lastBuildDate", "ttl", "image", "docs"), (False, False)),
    **dict.fromkeys(("category", "item", f"{ATOM}link"), (False, True)),
}
ITEM = {
    **dict.fromkeys(("title", "link", "guid", "pubDate"), (True, False)),
    **dict.fromkeys(("description", "author", "comments", "source", f"{CONTENT}encoded"), (False, False)),
    **dict.fromkeys(("category", f"{DUBLIN_CORE}creator"), (False, True)),
}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)")


def atom_mistakes(feed: ET.Element) -> list[str]:
    found = [] if feed.tag == f"{ATOM}feed" else [f"the root is {feed.tag}"]
    found += _of_elements(feed, FEED, ATOM) + _of_atom(feed)
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        found += _of_elements(entry, ENTRY, ATOM) + _of_atom(entry)
        if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
            found.append("an entry has no author, and the feed has none either (4.1.2)")
        if not _links(entry, "alternate") and entry.find(f"{ATOM}content") is None:
            found.append("an entry has neither content nor an alternate (4.1.2)")
    ids = Counter(element.text for element in feed.iter(f"{ATOM}id"))
    found += [f"{id} stands {count} times" for id, count in ids.items() if count > 1]
    return found + ([] if len(_links(feed, "self")) == 1 else ["no link to itself (4.1.1)"])


def _of_atom(element: ET.Element) -> list[str]:
    """What feeds and entries have in common."""
    found = []
    for name in ("updated", "published"):
        moments = [moment.text or "" for moment in element.findall(f"{ATOM}{name}")]
        found += [f"{name} is {text} (3.3)" for text in moments if not RFC_3339.fullmatch(text) or not _is_moment(text)]
    people = (*element.findall(f"{ATOM}author"), *element.findall(f"{ATOM}contributor"))
    names = [[name.text or "" for name in person.findall(f"{ATOM}name")] for person in people]
    found += [f"a person called {given} (3.2.1)" for given in names if len(given) != 1 or not given[0].strip()]
    if len(_links(element, "alternate")) > 1:
        found.append("several alternates of one type and language (4.1.1)")
    links = [link.get("href") for link in element.findall(f"{ATOM}link")]
    found += [f"a link to {address} leads nowhere" for address in links if not _is_whole(address)]
    found += ["a category without a term" for one in element.findall(f"{ATOM}category") if not one.get("term")]
    texts = ("title", "subtitle", "summary", "content", "rights")
    kinds = {text.get("type", "text") for name in texts for text in element.findall(f"{ATOM}{name}")}
    found += [f"a text of type {kind} (3.1.1)" for kind in kinds - {"text", "html"}]
    return found + ([] if _is_whole(element.findtext(f"{ATOM}id")) else ["the id is no whole address (4.2.6)"])


def _links(element: ET.Element, relation: str) -> list[ET.Element]:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == relation]


def rss_mistakes(rss: ET.Element) -> list[str]:
    channels = rss.findall("channel")
    if rss.tag != "rss" or rss.get("version") != "2.0" or len(channels) != 1:
        return [f"{rss.tag} {rss.attrib} with {len(channels)} channels"]
    channel = channels[0]
    found = _of_elements(channel, CHANNEL) + _of_dates(channel, "lastBuildDate")
    found += [] if _is_whole(channel.findtext("link")) else ["the channel's link leads nowhere"]
    guids = []
    for item in channel.findall("item"):
        found += _of_elements(item, ITEM) + _of_dates(item, "pubDate")
        guid = item.find("guid")
        assert guid is not None
        guids.append(guid.text)
        if guid.get("isPermaLink", "true") == "true" and not _is_whole(guid.text):
            found.append(f"{guid.text} is no permalink")
        if not _is_whole(item.findtext("link")):
            found.append("an item's link leads nowhere")
        if "@" not in item.findtext("author", "@"):
            found.append("an author without an address: that is dc:creator")
    return found + ([] if len(set(guids)) == len(guids) else ["a guid stands twice"])


def _of_dates(element: ET.Element, name: str) -> list[str]:
    texts = [date.text or "" for date in element.findall(name)]
    return [f"{name} is {text}" for text in texts if not RFC_822.fullmatch(text) or not _is_moment(text)]


def _of_elements(parent: ET.Element, rules: dict[str, tuple[bool, bool]], namespace: str = "") -> list[str]:
    counts = Counter(child.tag.removeprefix(namespace) if namespace else child.tag for child in parent)
    found = [f"{parent.tag} may not hold {name}" for name in counts.keys() - rules.keys()]
    for name, (is_needed, is_repeatable) in rules.items():
        if counts[name] < is_needed or (counts[name] > 1 and not is_repeatable):
            found.append(f"{parent.tag} has {counts[name]} {name}")
    return found


def _is_moment(text: str) -> bool:
    """A date that exists, with its zone."""
    try:
        read = datetime.fromisoformat(text) if text[:1].isdigit() else parsedate_to_datetime(text)
    except ValueError:
        return False
    return read.tzinfo is not None


def _is_whole(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return bool(parts.scheme in {"http", "https"} and parts.netloc and parts.geturl().isascii() and parts.path)
