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


def minutes(text: str) -> int:
    """Whole minutes, rounded up, at least one."""
    characters = sum(map(len, _CHARACTERS.findall(text)))
    words = sum(map(bool, _WORDS.findall(text)))
    # In integers: a sum of two fractions may end a hair above a whole minute.
    effort = characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE
    return max(1, -(-effort // (CHARACTERS_A_MINUTE * WORDS_A_MINUTE)))
