"""Feeds: the newest articles of the site, a tag, a category, a person or editor's choice, in full, as Atom and RSS."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import conditional_page, require_safe

from articles import linked_data, sharing
from articles.imprint import CHINESE_TAG, imprint
from articles.models import Byline, Category, Contributor, Listing, Publication, PublicationTag, Tag, ceiling
from articles.models.addresses import addresses
from articles.pages import web_address
from articles.roles import Role
from articles.statements import Statement
from articles.text.absolute import absolute
from articles.text.elements import Elements
from articles.views import category, naming, tag
from articles.views.rows import Credited, credits_of

ENTRIES = 20
# Characters that no XML document can hold, not even escaped, are these and surrogates.
UNSPEAKABLE = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"

# Of an entry, in this order; what is not read is as long as what is.
FIELDS = (
    *("pk", "number", "title", "summary", "category__name", "published_at", "updated_at"),
    *("text__html", "text__licence", "text__source_url"),
)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """RFC 4287; a translation names its source as `via`."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def put_together(self, elements: Elements) -> None:
        """As write() does."""
        elements.startElement("feed", self.root_attributes())
        self.add_root_elements(elements)
        self.write_items(elements)
        elements.endElement("feed")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for role in ("author", "contributor"):
            for name in item[f"{role}s"]:
                handler.startElement(role, AttributesImpl({}))
                handler.addQuickElement("name", name)
                handler.endElement(role)
        if item["source"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["source"]})
        handler.addQuickElement("content", item["html"], {"type": "html"})


class Rss(Rss201rev2Feed):
    """RSS 2.0, with modules for what it has no element for: the full text, and names without e-mail addresses."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def put_together(self, elements: Elements) -> None:
        """As write() does."""
        elements.startElement("rss", self.rss_attributes())
        elements.startElement("channel", self.root_attributes())
        self.add_root_elements(elements)
        self.write_items(elements)
        self.endChannelElement(elements)
        elements.endElement("rss")

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": CONTENT, "xmlns:dc": DUBLIN_CORE}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["html"])


FORMATS: dict[str, type[Atom | Rss]] = {"atom": Atom, "rss": Rss}


class Entry(NamedTuple):
    """A publication as a feed tells it."""

    pk: int
    number: int
    title: str
    summary: str
    category: str | None
    published_at: datetime
    updated_at: datetime
    html: str
    licence: str
    source: str


def _entries(rows: Listing[Any], top: int, through: str = "") -> QuerySet[Any, Any]:
    """FIELDS of the newest rows up to a position, which are publications or lead to one `through` a field."""
    newest = rows.filter(position__lte=top).newest()
    return newest.values_list(*(f"{through}{field}" for field in FIELDS))[:ENTRIES]


NEWEST = Statement(lambda top: _entries(Publication.objects.all(), top))
CHOSEN = Statement(lambda top: _entries(Publication.objects.chosen(), top))
IN_CATEGORY = Statement(lambda top, category: _entries(Publication.objects.filter(category=category), top))
TAGGED = Statement(lambda top, tag: _entries(PublicationTag.objects.filter(tag=tag), top, "publication__"))
OF_PERSON = Statement(
    lambda top, person: _entries(Byline.objects.filter(contributor=person, first=True), top, "publication__")
)
PEOPLE = naming.statement(Contributor.objects.filter(hidden=False), "handle")


@require_safe
@conditional_page
def feed(request: HttpRequest, form: str) -> HttpResponse:
    return _answer(form, reverse("home"), "", NEWEST(ceiling(timezone.now())))


@require_safe
@conditional_page
def choice_feed(request: HttpRequest, form: str) -> HttpResponse:
    return _answer(form, reverse("choice"), _("Editor's choice"), CHOSEN(ceiling(timezone.now())))


@require_safe
@conditional_page
def category_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = naming.find(category.NAMED, slug)
    return _answer_for(form, found, IN_CATEGORY(ceiling(timezone.now()), found.pk))


@require_safe
@conditional_page
def tag_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = naming.find(tag.NAMED, slug)
    return _answer_for(form, found, TAGGED(ceiling(timezone.now()), found.pk))


@require_safe
@conditional_page
def person_feed(request: HttpRequest, handle: str, form: str) -> HttpResponse:
    found = naming.find(PEOPLE, handle, "handle")
    return _answer_for(form, found, OF_PERSON(ceiling(timezone.now()), found.pk))


def _answer_for(form: str, subject: Tag | Category | Contributor, rows: list[Any]) -> HttpResponse:
    if not rows:  # as on the page of the same name
        raise Http404(str(subject))
    return _answer(form, subject.get_absolute_url(), subject.name, rows)


def _answer(form: str, page: str, name: str, rows: list[Any]) -> HttpResponse:
    """`page`: the address of the page that the feed belongs to; `name`: what it is called, empty for the whole site.

    No date for If-Modified-Since: a date cannot tell that an article was taken back or a name was changed, an ETag can.
    """
    site = imprint()
    entries = [Entry(*row) for row in rows]
    credited = credits_of([entry.pk for entry in entries])
    document = FORMATS[form](
        title=plain(f"{name} · {site.name}" if name else site.name),
        link=linked_data.absolute(page),
        description=plain(site.tagline or site.name),
        subtitle=plain(site.tagline) or None,
        language=CHINESE_TAG,
        author_name=plain(site.name),
        feed_url=linked_data.absolute(f"{page}feed.{form}"),
        feed_copyright=plain(site.licence) or None,
    )
    url = addresses()
    for entry in entries:
        link = f"{settings.SITE_URL}{url('article', entry.number)}"
        document.add_item(**_told(entry, credited[entry.pk], link))
    elements = Elements()
    document.put_together(elements)
    return HttpResponse(elements.document, content_type=document.content_type)


def _told(entry: Entry, credited: Iterable[Credited], link: str) -> dict[str, Any]:
    """The same id in the feeds of every language, and for ever: the permalink."""
    permalink = sharing.permalink(entry.number)
    authors, contributors = _names(credited)
    return {
        "title": plain(entry.title),
        "link": link,
        "unique_id": permalink,
        "unique_id_is_permalink": True,
        "description": plain(escape(entry.summary)) or None,  # readers take it for HTML
        "pubdate": entry.published_at,
        "updateddate": max(entry.updated_at, entry.published_at),
        "categories": [plain(entry.category)] if entry.category else [],
        "item_copyright": plain(entry.licence) or None,
        "authors": authors,
        "contributors": contributors,
        "source": linked_data.absolute(plain(web_address(entry.source))),
        "html": spoken(absolute(entry.html, settings.SITE_URL, permalink)),
    }


def _names(credited: Iterable[Credited]) -> tuple[list[str], list[str]]:
    """Who wrote this text, and who wrote what it was made from: translators and authors, or authors alone."""
    named = [(row.role, plain(row.name)) for row in credited if not row.hidden]
    translators = [name for role, name in named if role == Role.TRANSLATOR]
    authors = [name for role, name in named if role == Role.AUTHOR]
    return (translators, authors) if translators else (authors, [])


def plain(text: str) -> str:
    """Without characters that would break the document; by way of bytes, several times as fast as an expression."""
    return text if text.isprintable() else spoken(text).decode()


def spoken(text: str) -> bytes:
    """The same, in UTF-8."""
    made = text.encode(errors="ignore").translate(None, UNSPEAKABLE)
    for sign in NO_CHARACTERS:
        made = made.replace(sign, b"")
    return made
