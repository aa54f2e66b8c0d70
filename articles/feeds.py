"""Feeds: the newest articles of the site, a tag, a category, a person or editor's choice, in full, as Atom and RSS."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Byline, Category, Contributor, Publication, PublicationTag, Tag
from articles.roles import Role
from articles.text.absolute import absolute
from articles.views import naming
from articles.views.rows import add_credits

ENTRIES = 20
CHINESE = "zh-Hans"
# Characters that no XML document can hold, not even escaped.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
CONTENT = "http://purl.org/rss/1.0/modules/content/"

Subject = Tag | Category | Contributor | None


class Atom(Atom1Feed):
    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


class Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": CONTENT}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])


FORMATS = {"atom": Atom, "rss": Rss}


class Articles(Feed):  # type: ignore[type-arg]  # generic in the stubs alone
    """The newest articles of `rows`, whose subject is a tag, a category, a person, or None for the whole site."""

    language = CHINESE

    def __init__(self, form: str, subject: Subject, title: str, rows: Sequence[Publication]) -> None:
        self.feed_type = FORMATS[form]
        self.form, self.subject, self.heading, self.rows = form, subject, title, rows

    def title(self) -> str:
        return plain(self.heading)

    def link(self) -> str:
        return self.subject.get_absolute_url() if self.subject else reverse("home")

    def items(self) -> Sequence[Publication]:
        return self.rows

    def item_title(self, item: Publication) -> str:
        return plain(item.title)

    def item_description(self, item: Publication) -> str:
        return plain(item.summary)

    def item_guid(self, item: Publication) -> str:
        return f"{settings.SITE_URL}{reverse('article', args=[item.number])}"

    item_guid_is_permalink = True

    def item_pubdate(self, item: Publication) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Publication) -> datetime:
        return item.updated_at

    def item_author_name(self, item: Publication) -> str:
        named: list[Byline] = item.row_bylines  # type: ignore[attr-defined]  # by add_credits()
        people = [row for row in named if not row.contributor.hidden]
        translators = [row.contributor.name for row in people if row.role == Role.TRANSLATOR]
        return plain("、".join(translators or [row.contributor.name for row in people]))

    def item_categories(self, item: Publication) -> list[str]:
        return [plain(item.category.name)] if item.category else []

    def item_extra_kwargs(self, item: Publication) -> dict[str, Any]:
        return {"html": plain(absolute(item.text.html, settings.SITE_URL))}


def plain(text: str) -> str:
    """Without characters that would break the document."""
    return UNSPEAKABLE.sub("", text)


@require_safe
@conditional_page
def feed(request: HttpRequest, form: str) -> HttpResponse:
    return _answer(request, form, None, _("Yibao"), _live())


@require_safe
@conditional_page
def choice_feed(request: HttpRequest, form: str) -> HttpResponse:
    return _answer(request, form, None, _("Editor's choice"), _live().chosen())


@require_safe
@conditional_page
def category_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    category = naming.find(Category.objects.all(), slug)
    live = _live().in_category(category)
    if not live.exists():  # as on the page of the same name
        raise Http404(slug)
    return _answer(request, form, category, category.name, live)


@require_safe
@conditional_page
def tag_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    tag = naming.find(Tag.objects.all(), slug)
    return _answer_through(request, form, tag, PublicationTag.objects.filter(tag=tag))


@require_safe
@conditional_page
def person_feed(request: HttpRequest, handle: str, form: str) -> HttpResponse:
    person = naming.find(Contributor.objects.filter(hidden=False), handle, "handle")
    return _answer_through(request, form, person, Byline.objects.filter(contributor=person, first=True))


def _live() -> Any:
    return Publication.objects.live(timezone.now())


def _answer_through(request: HttpRequest, form: str, subject: Tag | Contributor, rows: Any) -> HttpResponse:
    newest = rows.live(timezone.now()).newest().select_related("publication__category", "publication__text")[:ENTRIES]
    publications = [row.publication for row in newest]
    if not publications:  # as on the page of the same name
        raise Http404(str(subject))
    return _written(request, form, subject, f"{subject.name} · {_('Yibao')}", publications)


def _answer(request: HttpRequest, form: str, subject: Subject, title: str, live: QuerySet[Publication]) -> HttpResponse:
    publications = live.order_by("-position").select_related("category", "text")[:ENTRIES]
    title = title if title == _("Yibao") else f"{title} · {_('Yibao')}"
    return _written(request, form, subject, title, list(publications))


def _written(
    request: HttpRequest, form: str, subject: Subject, title: str, publications: Sequence[Publication]
) -> HttpResponse:
    add_credits(publications)
    response: HttpResponse = Articles(form, subject, title, publications)(request)
    return response
