"""The words of the search index: pairs of CJK characters, whole other words, and the signs that touch them."""

import re
import sys
import unicodedata
from array import array
from typing import NamedTuple

from articles.text import cjk

SIGN = r"[+#.\-_/@&%$]"
_UTF_32 = f"utf-32-{sys.byteorder[0]}e"
_SPACE = ord(" ")


def _runs(letter: str, word: str) -> re.Pattern[str]:
    """Finds runs of CJK characters, of letters, each sign of a run with a letter beside it, and "" at the end.

    It eats what lies between them itself, which is twice as fast as letting findall() look for each start; signs that
    stand alone are looked for only where a sign comes next. What follows it always matches, so that nothing is tried
    again; possessive groups would say so, but not before Python 3.11.5.
    """
    alone = rf"(?<!{letter})(?<!{SIGN}){SIGN}+(?!{letter})(?!{SIGN})"
    blank = rf"[^{word}+#.\-_/@&%${cjk.WORD}]*"
    skipped = rf"{blank}(?:(?={SIGN}){alone}{blank}(?:{alone}{blank})*)?"
    return re.compile(rf"{skipped}([{cjk.WORD}]+|{letter}+|{SIGN}|\Z)")


_RUNS = _runs("[a-z0-9]", "a-z0-9")
_RUNS_OF_ALL_SCRIPTS = _runs(rf"[^\W_{cjk.WORD}]", r"\w")
OTHER_SCRIPT = re.compile(rf"[^\W\x00-\x7f{cjk.WORD}]")
_FIRST_CJK = "\u3005"
_is_cjk = re.compile(f"[{cjk.WORD}]").match


class Query(NamedTuple):
    """What to look for: these tokens in this order, the last one as a prefix or not."""

    tokens: list[str]
    prefix: bool


def tokens(text: str) -> list[str]:
    """One token for each CJK character (with its neighbour to the right, where there is one), word and sign."""
    return line(text).split()


def line(text: str) -> str:
    """The tokens joined by spaces."""
    folded = text.casefold()
    other = OTHER_SCRIPT.search(folded)
    runs: list[str] = (_RUNS_OF_ALL_SCRIPTS if other else _RUNS).findall(folded)
    while runs and not runs[-1]:
        runs.pop()
    places = [place for place, run in enumerate(runs) if run >= _FIRST_CJK]
    if other:
        places = [place for place in places if _is_cjk(runs[place])]
    pairs = _pairs([runs[place] for place in places])
    if other:
        runs = [run if run.isascii() else _compatible(run) for run in runs]
    for place, pair in zip(places, pairs, strict=True):
        runs[place] = pair
    return " ".join(runs)


def query(term: str) -> Query:
    """The tokens that a text holding `term` (a word without spaces) must hold in a row.

    A single CJK character at the end is the start of whichever pair follows it, hence a prefix.
    """
    wanted = tokens(term)
    if not wanted or not _is_cjk(wanted[-1]):
        return Query(wanted, prefix=False)
    if len(wanted) > 1 and len(wanted[-2]) == 2 and wanted[-2][1] == wanted[-1]:
        return Query(wanted[:-1], prefix=False)
    return Query(wanted, prefix=True)


def _pairs(runs: list[str]) -> list[str]:
    """The tokens of each run, "文件 件系 系统 统" for "文件系统"; at once: a loop takes three times as long.

    Each character becomes three: itself, its neighbour, a space. A line feed parts the runs; its own three put
    the first character of the next run, once more, in front of it.
    """
    characters = array("I", "\n".join(["", *runs, ""]).encode(_UTF_32))
    spread = array("I", [_SPACE]) * (3 * len(characters))
    spread[0::3] = characters
    spread[1:-3:3] = characters[1:]
    return [pairs[2:] for pairs in spread.tobytes().decode(_UTF_32).split("\n")[1:-1:2]]


def _compatible(run: str) -> str:
    plain = unicodedata.normalize("NFKC", run).casefold()
    # Some fall apart into other words (½ is 1⁄2), half-width kana become kana: then the parts are looked at again.
    return plain if plain == run or _is_cjk(run) else line(plain)
