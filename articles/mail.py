"""E-mails of the site: a letter as text and as HTML, in the site's language."""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.imprint import imprint


class Link(NamedTuple):
    """`path` is where it leads on this site."""

    label: str
    path: str

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{self.path}"


class Quote(NamedTuple):
    """What somebody wrote, and the passage that it is about, or nothing."""

    text: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """In the language that is active. `why` says why it came; `off`, where there is such a place, how that ends."""

    heading: str
    says: tuple[str, ...]
    links: tuple[Link, ...]
    why: str
    quotes: tuple[Quote, ...] = ()
    off: Link | None = None


def message(letter: Letter, to: str) -> EmailMultiAlternatives:
    """Text and HTML that say the same. Whatever a heading holds, the subject is one line."""
    name = imprint().name
    context = {"letter": letter, "site_name": name, "site_address": settings.SITE_URL}
    mail = EmailMultiAlternatives(
        one_line(_("[%(site)s] %(heading)s") % {"site": name, "heading": letter.heading}),
        render_to_string("emails/letter.txt", context).strip() + "\n",
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("emails/letter.html", context), "text/html")
    return mail


def one_line(text: str) -> str:
    """Headers of a mail end with their line: none may begin another one."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
