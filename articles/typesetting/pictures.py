"""For pictures that stand outside of a text: covers."""

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.text.pictures import IN_TEXT, LEAST_IN_TEXT, SHARP, WIDTHS, srcset

# How wide a cover stands on the page, as lists.css and reading.css lay it out (beside a story its sides are cut off),
# and the narrowest and widest copies that are of use there.
PLACES: Final = {
    "head": (IN_TEXT, LEAST_IN_TEXT, WIDTHS[-1]),
    "lead": ("(min-width:1296px) 743px, (min-width:960px) 57vw, 92vw", LEAST_IN_TEXT, WIDTHS[-1]),
    "section": ("(min-width:1100px) 370px, (min-width:750px) 45vw, 92vw", LEAST_IN_TEXT, SHARP),
    "story": ("168px", WIDTHS[0], WIDTHS[1]),
}


def copies(address: str, width: int, height: int, place: str) -> SafeString:
    """The attributes by which a browser chooses a smaller copy of our picture; nothing where there are none."""
    sizes, least, most = PLACES[place]
    found = srcset(address, (width, height), least, most)
    return format_html(' srcset="{}" sizes="{}"', found, sizes) if found else SafeString()
