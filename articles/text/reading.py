"""How long an article takes to read."""

import re

from articles.text import cjk

CHARACTERS_A_MINUTE = 400
WORDS_A_MINUTE = 220

_LETTERS = "a-zA-Z0-9\u00c0-\u1fff\uac00-\ud7a3"
_CHARACTERS = re.compile(f"[{cjk.WORD}]+")
# What lies between the words is eaten by the pattern itself: three times as fast as looking for each start.
# The empty word at the end keeps it from looking there again and again.
_WORDS = re.compile(rf"[^{_LETTERS}]*+([{_LETTERS}][-'’._{_LETTERS}]*+|\Z)")

# Nearly every text is made of common Han characters and of Latin letters: it is counted in bytes, in half the time.
# Of UTF-8's first bytes, 0xe4 to 0xe9 stand for U+4000 to U+9FFF and for nothing else.
_COMMON_HAN = bytes(range(0xE4, 0xEA))
_NOT_COMMON_HAN = bytes(set(range(256)) - set(_COMMON_HAN))
_UNCOMMON = re.compile(
    f"[\u0100-\u1fff\uac00-\ud7a3\u4000-\u4dff{cjk.WORD.replace(chr(0x4E00) + '-' + chr(0x9FFF), '')}]"
)
_LETTERS_AND_BLANKS = re.sub(f"[^{_LETTERS}]", " ", bytes(range(256)).decode("latin-1")).encode("latin-1")
_JOINERS = b"-'._"


def minutes(text: str) -> int:
    """Whole minutes, rounded up, at least one."""
    characters, words = _counted_one_by_one(text) if _UNCOMMON.search(text) else _counted_in_bytes(text)
    # In integers: a sum of two fractions may end a hair above a whole minute.
    effort = characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE
    return max(1, -(-effort // (CHARACTERS_A_MINUTE * WORDS_A_MINUTE)))


def _counted_one_by_one(text: str) -> tuple[int, int]:
    """(CJK characters, other words)."""
    return sum(map(len, _CHARACTERS.findall(text))), sum(map(bool, _WORDS.findall(text)))


def _counted_in_bytes(text: str) -> tuple[int, int]:
    characters = len(text.encode().translate(None, _NOT_COMMON_HAN))
    narrow = text.replace("’", "'").encode("latin-1", "replace")
    return characters, len(narrow.translate(_LETTERS_AND_BLANKS, _JOINERS).split())
