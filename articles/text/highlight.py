"""Code in colour: Pygments' classes (articles/reading.css) for languages that a fence names, and for no others."""

from functools import lru_cache
from typing import Final

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, _TokenType
from pygments.util import ClassNotFound

from articles.text import escaping

# Many lexers take time that grows with the square of a line, and a few with that of the whole code.
LONGEST: Final = 6_000
LONGEST_LINE: Final = 500


def highlight(code: str, language: str) -> str | None:
    """The code as HTML with coloured parts, or None where Pygments does not know the language."""
    lexer = _lexer(language.lower())
    if lexer is None:
        return None
    if len(code) > LONGEST or max(map(len, code.split("\n"))) > LONGEST_LINE:
        return escaping.text(code)
    parts: list[tuple[str, str]] = []
    for kind, value in lexer.get_tokens(code):
        name = "" if value.isspace() else _class_of(kind)
        if parts and parts[-1][0] == name:
            parts[-1] = name, parts[-1][1] + value
        else:
            parts.append((name, value))
    if "".join(value for _, value in parts) != code:
        return escaping.text(code)  # a lexer that loses text must not lose ours
    return "".join(_span(name, value) for name, value in parts)


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1024)
def _class_of(kind: _TokenType) -> str:
    """The class of a token, as "k" for a keyword; "" where the text has no colour of its own."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return str(STANDARD_TYPES[kind])


def _span(name: str, value: str) -> str:
    return f'<span class="{name}">{escaping.text(value)}</span>' if name else escaping.text(value)
