"""How many articles a contributor has, by role and year, and these numbers as a table to choose from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import totals
from articles.models import Contributor
from articles.roles import Role

DEEDS: dict[str, Promise] = {
    Role.AUTHOR: pgettext_lazy("deed", "Written"),
    Role.SELECTOR: pgettext_lazy("deed", "Selected"),
    Role.TRANSLATOR: pgettext_lazy("deed", "Translated"),
    Role.REVIEWER: pgettext_lazy("deed", "Reviewed"),
    Role.PUBLISHER: pgettext_lazy("deed", "Published"),
    "": _("All"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is narrowed to: a role or "", a year or 0."""

    role: str = ""
    year: int = 0

    @property
    def query(self) -> str:
        """As the address of the list, seen from the list itself."""
        return f"?{urlencode(self.parameters)}" if self.parameters else "./"

    @property
    def parameters(self) -> dict[str, str]:
        given = {"role": self.role, "year": str(self.year or "")}
        return {name: value for name, value in given.items() if value}

    @property
    def deed(self) -> Promise:
        return DEEDS[self.role]


# How many articles each choice leaves. Whoever has several roles in an article has it once without a role.
Tally = Counter[Choice]


@dataclass(frozen=True, slots=True)
class Cell:
    choice: Choice
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A year with its numbers; `year` is 0 in the line of totals."""

    year: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Years, newest first, by roles; the column and the line of totals only where they say more than the others."""

    roles: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def deeds(self) -> Iterator[Promise]:
        return (DEEDS[role] for role in self.roles)


def count(contributor: Contributor, now: datetime) -> Tally:
    """In one query, whatever the number of their articles."""
    return Tally({Choice(role, year): number for (role, year), number in totals.of_person(contributor, now).items()})


def table(tally: Tally) -> Table | None:
    """None where there is one role and one year, and nothing to choose."""
    roles = [role.value for role in Role if Choice(role.value) in tally]
    numbers = sorted({choice.year for choice in tally if choice.year}, reverse=True)
    if len(roles) == len(numbers) == 1:
        return None
    roles += [""] if len(roles) > 1 else []
    numbers += [0] if len(numbers) > 1 else []
    return Table(tuple(roles), tuple(_line(year, roles, tally) for year in numbers))


def _line(year: int, roles: Iterable[str], tally: Tally) -> Line:
    choices = [Choice(role, year) for role in roles]
    return Line(year, tuple(Cell(choice, tally[choice]) for choice in choices))
