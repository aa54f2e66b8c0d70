"""Character classes for Chinese text, written to stand inside the brackets of a regular expression."""

import re
from typing import Final

# Characters of words: Han, kana and bopomofo. Hangul is left out: Korean puts spaces between words.
WORD: Final = (
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
# Punctuation that takes the width of a character, without the ideographic space.
WIDE: Final = "\u3001-\u3004\u3008-\u3020\u3030\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Punctuation that Chinese shares with Latin: whose it is, its neighbours tell.
SHARED: Final = "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026"
# Where an address that stands bare in the text ends: everything above, and all other general punctuation.
ENDS_ADDRESS: Final = (
    "\u00b7\u2010-\u206f\u2e80-\u9fff\uf900-\ufaff\ufe10-\ufe6f\uff00-\uffef\ufffd\U00020000-\U0003ffff"
)

_LETTER: Final = re.compile(r"[^\W\d_]")
_LATIN: Final = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]+")
_CHINESE: Final = re.compile("[A-Za-z\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+")


def language(title: str) -> str:
    """As far as the letters of a title tell, for a lang attribute: Latin ones are taken for English; "" is unknown."""
    letters = "".join(_LETTER.findall(title))
    if _LATIN.fullmatch(letters):
        return "en"
    return "zh-Hans" if _CHINESE.fullmatch(letters) else ""
