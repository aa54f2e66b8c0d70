"""An article on its way to other readers: its permalink, where to post it, and its QR code."""

import io
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import segno
from django.conf import settings

from articles.models.addresses import address_in


@dataclass(frozen=True, slots=True)
class Shares:
    """The permalink, and the addresses at which a reader posts it."""

    permalink: str
    weibo: str
    x: str
    mail: str


def permalink(number: int) -> str:
    """With scheme and host, and without a language: the same one for everybody."""
    return f"{settings.SITE_URL}{address_in(settings.LANGUAGE_CODE, 'article', number)}"


def shares(number: int, title: str) -> Shares:
    link = permalink(number)
    url, text = quote(link, safe=""), quote(title, safe="")
    return Shares(
        permalink=link,
        weibo=f"https://service.weibo.com/share/share.php?url={url}&title={text}",
        x=f"https://x.com/intent/post?url={url}&text={text}",
        mail=f"mailto:?subject={text}&body={url}",
    )


@lru_cache(maxsize=1024)
def qr_code(text: str) -> bytes:
    """An SVG of black on white with its quiet zone, at the size of whatever shows it."""
    file = io.BytesIO()
    code = segno.make_qr(text, error="m")
    code.save(file, kind="svg", dark="#000", light="#fff", omitsize=True, xmldecl=False, svgclass=None, lineclass=None)
    return file.getvalue()
