"""What a verification found: counts of each check, every difference, and facts that are none."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from .comparing import COMPARISONS
from .printing import columns

SHOWN: Final = 20  # differences of each check on the terminal; all of them are in the report
CHECKS: Final = ("number", *COMPARISONS, "page", "text")


@dataclass(frozen=True, slots=True)
class Difference:
    path: str
    number: int | None
    check: str
    what: str


@dataclass(slots=True)
class Verdict:
    """`compared` and `different` count posts by check, `facts` what is worth knowing and no difference."""

    compared: Counter[str] = field(default_factory=Counter)
    different: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    facts: Counter[str] = field(default_factory=Counter)

    def add(self, path: str, number: int | None, check: str, found: Iterable[str]) -> None:
        """One comparison: equal where nothing was found."""
        differences = [Difference(path, number, check, what) for what in found]
        self.compared[check] += 1
        self.different[check] += bool(differences)
        self.differences += differences

    def join(self, other: "Verdict") -> None:
        self.compared += other.compared
        self.different += other.different
        self.differences += other.differences
        self.facts += other.facts

    def rows(self) -> Iterator[tuple[str, int, int, int]]:
        """(check, compared, equal, different) of each."""
        for check in CHECKS:
            compared, different = self.compared[check], self.different[check]
            yield check, compared, compared - different, different

    def table(self) -> str:
        rows = [(name, *map(str, numbers)) for name, *numbers in self.rows()]
        facts = [f"{number} {fact}" for fact, number in self.facts.items() if number]
        return "\n".join([columns([("check", "compared", "equal", "different"), *rows]), *facts])

    def lines(self) -> Iterator[str]:
        """Each difference, at most SHOWN of each check."""
        told: Counter[str] = Counter()
        for one in self.differences:
            told[one.check] += 1
            if told[one.check] <= SHOWN:
                yield f"{one.path}: {one.check}: {one.what}"
        for check, number in told.items():
            if number > SHOWN:
                yield f"{check}: {number - SHOWN} more differences"

    def as_json(self) -> dict[str, Any]:
        names = ("check", "compared", "equal", "different")
        return {
            "checks": [dict(zip(names, row, strict=True)) for row in self.rows()],
            "facts": dict(self.facts),
            "differences": [asdict(difference) for difference in self.differences],
        }

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
