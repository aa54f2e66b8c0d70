"""A notice in words: in whatever language is active when somebody reads it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.conditions import moment
from articles.mail import Letter, Link, Quote
from articles.members import name_of
from articles.models import Notice
from articles.notices.wording import MESSAGES, PUBLISHED, REPORTED, RESTORED, UPDATED, Message

DATES = ("due", "end", "at")
PUBLIC = {PUBLISHED.name, UPDATED.name, RESTORED.name}


def letter(notice: Notice) -> Letter:
    """For an e-mail, and for a line of the inbox. The notice is best read with its article and `by` beside it."""
    message, data = MESSAGES[notice.kind], notice.data
    filled = _filled(notice)
    return Letter(
        heading=str(message.heading) % filled,
        says=tuple(_says(message, filled)),
        links=tuple(_links(notice)),
        quotes=tuple(Quote(text, passage) for passage, text in data.get("quotes", [])),
        why=_("You get this because you work on this site. It is in your inbox too."),
        off=Link(_("Choose what is mailed to you"), reverse("admin:articles_notice_switches")),
    )


def address(notice: Notice) -> str:
    """Where it leads: to its article, or to the reader's letter."""
    if notice.kind == REPORTED.name:
        return reverse("admin:articles_readerreport_change", args=[notice.data["report"]])
    return reverse("admin:articles_article_change", args=[notice.article_id])


def _filled(notice: Notice) -> dict[str, Any]:
    by = notice.by
    name = name_of(by) if by else _("The clock")
    dates = {key: moment(datetime.fromisoformat(notice.data[key])) for key in DATES if key in notice.data}
    return {**notice.data, **dates, "title": notice.article.title, "by": name}


def _says(message: Message, filled: dict[str, Any]) -> Iterator[str]:
    yield str(message.says) % filled
    if message.needs and message.needs in filled:
        yield str(message.more) % filled


def _links(notice: Notice) -> Iterator[Link]:
    yield Link(_("Open the letter") if notice.kind == REPORTED.name else _("Open the article"), address(notice))
    if notice.kind == REPORTED.name:
        yield Link(_("Open the article"), reverse("admin:articles_article_change", args=[notice.article_id]))
    if "since" in notice.data:
        numbers = urlencode({"from": notice.data["since"], "to": notice.data["until"]})
        compare = reverse("admin:articles_article_compare", args=[notice.article_id])
        yield Link(_("See what was changed in your text"), f"{compare}?{numbers}")
    if notice.kind in PUBLIC and notice.article.number:
        yield Link(_("See it as readers do"), notice.article.get_absolute_url())
