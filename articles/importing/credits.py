"""Who did what, from the front matter, supplemented by the attribution block at the end of the body."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from articles.formats.attribution import Attribution, Person
from articles.roles import Role
from articles.text.names import key, split_names

from .limits import LONGEST_NAME, LONGEST_URL, length


class Named(NamedTuple):
    """A credit by name; `url` is the person's page where the attribution block links one."""

    role: str
    name: str
    url: str


def credits_of(front_matter: dict[str, Any], attribution: Attribution) -> tuple[list[Named], list[str]]:
    """The credits in their order, and a warning for each role in which the two sources differ."""
    author = " ".join(front_matter["author"].split())
    named = {
        Role.AUTHOR: ([author] if author else [], attribution.authors),
        Role.SELECTOR: (split_names(front_matter["selector"]), attribution.selectors),
        Role.TRANSLATOR: (split_names(front_matter["translator"]), attribution.translators),
        Role.REVIEWER: (split_names(front_matter["reviewer"]), attribution.reviewers),
    }
    found: list[Named] = []
    warnings: list[str] = []
    for role, (given, block) in named.items():
        people = [person for person in block if length(person.name) <= LONGEST_NAME]
        if len(people) < len(block):
            warnings.append(f"attribution ignored: a name of a {role} is too long")
        found += _merged(role, given, people)
        warnings += _differences(role, given, people)
    return found, warnings


def source_of(front_matter: dict[str, Any], attribution: Attribution) -> tuple[str, list[str]]:
    """The source's address, and a warning where the two differ in more than scheme and closing slash."""
    given, told = front_matter["fromurl"].strip(), attribution.source_url
    if len(told) > LONGEST_URL:
        return given, ["attribution ignored: its address is too long"]
    if given and told and _bare(given) != _bare(told):
        return given, [f"attribution differs: fromurl is {given}, the body says via {told}"]
    return given or told, []


def _bare(url: str) -> str:
    return unquote(url.partition("://")[2].rstrip("/"))


def _merged(role: Role, given: Sequence[str], people: Sequence[Person]) -> list[Named]:
    if not given:
        return _once([Named(role, person.name, person.url) for person in people])
    return _once([_named(role, name, people) for name in given])


def _named(role: Role, name: str, people: Sequence[Person]) -> Named:
    """The block writes a name as the person does (McArdle), where the front matter's case was mangled (Mcardle)."""
    person = next((person for person in people if _is(person, name)), None)
    if person is None:
        return Named(role, name, "")
    return Named(role, person.name if key(person.name) == key(name) else name, person.url)


def _once(named: list[Named]) -> list[Named]:
    """Each person once a role, however the name is written."""
    return list({key(person.name): person for person in reversed(named)}.values())[::-1]


def _is(person: Person, name: str) -> bool:
    """Whether a name of the front matter, often an account's handle, means this person of the block."""
    return key(name) in (key(person.name), key(unquote(person.url.rstrip("/").rpartition("/")[2])))


def _differences(role: Role, given: Sequence[str], people: Sequence[Person]) -> list[str]:
    told = [person.name for person in people]
    if not given or not told or list(given) == told:
        return []
    if role is not Role.AUTHOR and len(given) == len(told) and all(map(_is, people, given)):
        return []
    return [f"attribution differs: {role} is {', '.join(given)}, the body says {', '.join(told)}"]
