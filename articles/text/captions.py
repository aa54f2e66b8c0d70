"""Captions: a picture alone in its paragraph, with a line in italics below it, is a figure."""

import re
from typing import Final

# Longer than this it is a paragraph, whatever its letters.
LONGEST: Final = 200

_PICTURE = r"(?:<a [^>]*>)?<img [^>]*>(?:</a>)?"
_CAPTIONED = re.compile(
    rf"<p>({_PICTURE})(?:</p>\n<p>|\s)<em>([^<]{{0,{LONGEST}}}(?:<(?!/?em>|/p>|br>)[^<]{{0,{LONGEST}}}){{0,20}})</em></p>"
)


def join(html: str) -> str:
    """As authors of the archive wrote them: Markdown has no other way to say so."""
    if "<img " not in html or "<em>" not in html:
        return html
    return _CAPTIONED.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html)
