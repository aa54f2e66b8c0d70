"""Whom a post names in its last lines: where it comes from, who wrote, chose, translated and reviewed it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TAIL, BLOCK = 16_000, 2_000  # characters: how far from the end a block may begin, how many of it are looked at

# A literal line feed at the front: re looks for it several times faster than for ^.
VIA = re.compile(
    r"\n\[?(?:via\b[ \t]*+[:：]?|(?:转自|来自|来源于|原文(?:链接)?)[ \t]*+[:：])"
    r"[ \t]*+(?:\[[^\]\n]*+\]\()?+[<\[]?(https?://[^\s<>\]]++)"
)
LABEL = r"(?:(?:原文|本文)?(作者)|(选题)者?|(译者)|(校对)者?)[ \t]*+[:：]"
CREDITS = re.compile(rf"\n[ \t\u3000>*_]*+({LABEL}.*+)")
LABELS = re.compile(rf"(?<![^\s)\]）*_]){LABEL}")
# [name](url), [name](<url> "title"), [name][reference], [name][], [name]; full-width brackets were met too.
# Before Python 3.11.5 a possessive group that holds alternatives goes wrong.
LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.)+)\](?:[(（]<?((?:[^\s()<>（）]|\([^\s()]*\))*)>?(?:\s[^)）]*)?[)）]|\[([^\]]*)\])?"
)
SEPARATORS = re.compile(r"[,，、;；]")
NOTE = re.compile(r"[(（<].*")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
PLACEHOLDER = re.compile(r"(?:作者|选题|译者|校对)者?(?: ?ID)?", re.IGNORECASE)
# Web addresses and our own paths, but not https://github.com/译者ID, which the form for a new article comes with.
PROFILE = re.compile(r"(?!.*/(?:%E|[\u4e00-\u9fff])[^/]*ID/?$)(?:https?://|/(?!/))")
AROUND = " \t\r\u3000\u200b。*|"
JOINERS = {"和", "与", "及", "等", "and", "&"}


@dataclass(frozen=True, slots=True)
class Person:
    """A name as the block gives it, and the address it is linked to, or ""."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the block says; whatever it leaves out is empty."""

    source_url: str = ""
    authors: tuple[Person, ...] = ()
    selectors: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    reviewers: tuple[Person, ...] = ()


NOTHING = Attribution()
ROLES = ("authors", "selectors", "translators", "reviewers")  # in the order of LABEL's groups


def find(body: str) -> Attribution:
    """The attribution block at the end of a Markdown body; an empty Attribution where there is none."""
    tail = "\n" + body[-TAIL:]
    via = _via(tail)
    start = via.start() if via else max(tail.rfind("\n---"), tail.rfind("\n本文由 [LC"))
    if start < 0:
        return NOTHING
    people: dict[str, dict[str, Person]] = {role: {} for role in ROLES}
    for line in CREDITS.finditer(tail, start, start + BLOCK):
        for role, text in _credits(line[1]):
            for person in _people(text, tail):
                people[role].setdefault(person.name, person)
    return Attribution(_address(via[1]) if via else "", *(tuple(people[role].values()) for role in ROLES))


def _via(tail: str) -> re.Match[str] | None:
    """The last line that names the source."""
    found = VIA.match(tail, max(tail.rfind("\nvia"), 0))  # nearly always, and ten times faster than a search
    return found or next(reversed(list(VIA.finditer(tail))), None)


def _credits(line: str) -> Iterator[tuple[str, str]]:
    """Each role that a line names, with the text that names its people."""
    labels = list(LABELS.finditer(line))
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=True):
        yield ROLES[(label.lastindex or 1) - 1], line[label.end() : end]


def _people(text: str, tail: str) -> Iterator[Person]:
    done = 0
    for link in LINK.finditer(text):
        if done < link.start():
            yield from _named(text[done : link.start()], "")
        url = link[2] if link[2] is not None else _reference(link[3] or link[1], tail)
        yield from _named(link[1], _address(url) if PROFILE.match(url) else "")
        done = link.end()
    if done < len(text):
        yield from _named(text[done:], "")


def _named(text: str, url: str) -> Iterator[Person]:
    if text.isspace():
        return
    for part in SEPARATORS.split(NOTE.split(text, 1)[0]):
        name = " ".join(_unescaped(part).strip(AROUND).split())
        if any(map(str.isalnum, name)) and name not in JOINERS and not PLACEHOLDER.fullmatch(name):
            yield Person(name, url)


def _reference(label: str, tail: str) -> str:
    start = tail.rfind(f"\n[{label}]:")
    return tail[start + len(label) + 4 :].split(maxsplit=1)[0].strip("<>") if start >= 0 else ""


def _address(url: str) -> str:
    url = _unescaped(url).rstrip("，。")
    return url if "(" in url else url.rstrip(")")


def _unescaped(text: str) -> str:
    return ESCAPED.sub(r"\1", text) if "\\" in text else text
