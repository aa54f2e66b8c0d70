"""Which pages are looked at: one of each kind that links lead to, and articles that have all that an article can."""

import re
import sys
import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, urldefrag, urljoin, urlsplit

ENOUGH, ENOUGH_OF_A_LIST = 60, 6  # pages of a kind that are fetched, and of a kind whose address has a query
NOT_READERS = re.compile(r"/(admin|static|media|data|renditions)/|.*/feed\.(atom|rss)$|.*\.svg$")
HOME, ARTICLE, TAG, SEARCH, HITS = "/", "/article-N-N.html", "/tag/*/", "/search/", "/search/?"
REPORT = "/article-N/report/"
# What the site must have. Kinds that nobody thought of when this was written are looked at all the same.
KINDS = frozenset(
    """/ /article-N-N.html /article-N/comments/ /article-N/report/ /category/*/ /tag/*/ /tags/ /choice/ /archive/
    /archive/N/ /archive/N/N/ /people/ /people/*/ /ranking/ /search/ /search/? /page/*/""".split()
)
# Pages that no link leads to.
SEARCHES = ("/search/", "/search/?q=linux", "/search/?q=zzyzzx")
NOT_FOUND = "/no-such-page/"
WITHDRAWN = "/article-102-1.html"  # furnish.py withdraws it
ENGLISH = (HOME, ARTICLE, HITS)
# What an article can have, and how its page shows that it does.
FEATURES = {
    "contents": 'class="contents"',
    "code": "<pre",
    "a table": "<table",
    "ruby": "<ruby",
    "a picture": "<img",
    "comments": 'id="comments"',
    "a correction": 'class="correction"',
}


@dataclass(frozen=True, slots=True)
class PublicPage:
    kind: str
    path: str
    status: int = 200


@dataclass(slots=True)
class Found:
    pages: list[PublicPage]
    missing: list[str] = field(default_factory=list)


def discover(site: str, *, ours: bool, every: bool) -> Found:
    """The pages to look at, and what should be among them and is not. Ours has a withdrawn article."""
    fetched = crawl(site, [HOME, *SEARCHES], every=every)
    of_kind: dict[str, str] = {}
    for path in fetched:
        if not path.startswith("/en/"):
            of_kind.setdefault(kind(path), path)
    articles, lacking = showing_everything({path: text for path, text in fetched.items() if kind(path) == ARTICLE})
    english = [f"/en{of_kind[name]}" for name in ENGLISH if name in of_kind]
    thanks = [f"{of_kind[REPORT]}?thanks"] if REPORT in of_kind else []
    paths = dict.fromkeys([*of_kind.values(), *SEARCHES, *thanks, *articles, *english, *(fetched if every else [])])
    missing = [f"no page of the kind {name} was found" for name in sorted(KINDS - of_kind.keys())]
    missing += [f"no article with {feature} was found" for feature in lacking]
    errors = [PublicPage("404", NOT_FOUND, 404), *([PublicPage("410", WITHDRAWN, 410)] if ours else [])]
    missing += [] if ours else ["the page of a withdrawn article"]
    return Found([*(PublicPage(kind(path), path) for path in paths), *errors], missing)


def kind(path: str) -> str:
    """/tag/内核/ is a /tag/*/, /archive/2019/ an /archive/N/; a page with a query is another kind than one without."""
    route, _, query = path.removeprefix("/en").partition("?")
    route = re.sub(r"^/([a-z]+)/(?!\d+/)[^/]+/", r"/\1/*/", route)
    return re.sub(r"\d+", "N", route) + ("?" if query else "")


def showing_everything(articles: dict[str, str]) -> tuple[list[str], list[str]]:
    """Few articles that show every feature between them, and the features that none shows."""
    shown = {path: {name for name, sign in FEATURES.items() if sign in text} for path, text in articles.items()}
    wanted, chosen = set(FEATURES), []
    while shown:
        best = max(shown, key=lambda path: len(shown[path] & wanted))
        if not shown[best] & wanted:
            break
        chosen.append(best)
        wanted -= shown[best]
    return chosen, sorted(wanted)


def crawl(site: str, start: Iterable[str], *, every: bool) -> dict[str, str]:
    """The HTML of each page that links lead to, breadth first; not all of a kind where there are many."""
    waiting = deque(start)
    seen, fetched, of_kind = set(waiting), dict[str, str](), Counter[str]()
    while waiting:
        path = waiting.popleft()
        name = kind(path)
        enough = ENOUGH_OF_A_LIST if name.endswith("?") else sys.maxsize if every else ENOUGH
        text = fetch(site + path) if of_kind[name] < enough else None
        if text is None:
            continue
        fetched[path] = text
        of_kind[name] += 1
        for link in links(site, path, text):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return fetched


def fetch(address: str) -> str | None:
    """None where it is no page: a redirect that leads away, an error, a picture, a feed."""
    quoted = quote(address, safe=":/?&=%+#")
    try:
        with urllib.request.urlopen(quoted) as answer:  # noqa: S310  the site's own address
            is_page = answer.headers.get_content_type() == "text/html" and answer.url == quoted
            return str(answer.read().decode()) if is_page else None
    except urllib.error.HTTPError:
        return None


def links(site: str, path: str, text: str) -> list[str]:
    """The pages of this site that a page links to, as paths with their query."""
    parser = Links()
    parser.feed(text)
    found = [urlsplit(urldefrag(urljoin(site + path, href)).url) for href in parser.hrefs]
    inside = [parts for parts in found if parts.netloc == urlsplit(site).netloc]
    paths = [parts.path + (f"?{parts.query}" if parts.query else "") for parts in inside]
    return [link for link in paths if not NOT_READERS.match(link)]


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.hrefs += [value for name, value in attrs if name == "href" and value]
