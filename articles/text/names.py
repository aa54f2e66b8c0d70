"""The names of tags and people: which are the same, how they look in an address, how they are written in a row."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

SEPARATORS = re.compile("[,，、]")


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """Two names with one key are one tag, one person."""
    # Casefolding can undo the normal form and the other way round: the third step makes key(key(x)) == key(x).
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def slug(name: str) -> str:
    """The name as one segment of an address; different keys have different slugs."""
    words = key(name)
    if words and not words.strip("."):
        return "".join(map(_escape, words))  # "." and ".." would move through the folders
    return "".join(map(_letter, words))


def _letter(character: str) -> str:
    if character.isalnum() or character in "-+.":
        return character
    return "_" if character == " " else _escape(character)


def _escape(character: str) -> str:
    return f"~{ord(character):x}~"


def split_names(text: str) -> list[str]:
    """The names in a comma list; a space never separates, and of equal names the first spelling is kept."""
    names: dict[str, str] = {}
    for part in SEPARATORS.split(text):
        if name := part.strip():
            names.setdefault(key(name), name)
    return list(names.values())


def join_names(names: Iterable[str]) -> str:
    """A comma list that split_names() takes apart again."""
    return ", ".join(names)


class Named(Protocol):
    name: str


def string_from_tags(tags: Iterable[Named]) -> str:
    """join_names() for what has a name: the form that taggit asks for."""
    return join_names(tag.name for tag in tags)
