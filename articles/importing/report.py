"""What became of each file, for people (a table) and for programs (JSON)."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from articles.models import ImportedFile

Outcome = ImportedFile.Outcome


@dataclass(slots=True)
class FileReport:
    path: str
    number: int | None
    outcome: str
    reason: str = ""
    line: int | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    run: int | None = None
    files: list[FileReport] = field(default_factory=list)
    pictures: int = 0
    rendered_again: int = 0
    addresses_dropped: int = 0

    @property
    def totals(self) -> dict[str, int]:
        """How many files had each outcome, and how many warnings there are."""
        counted = Counter(file.outcome for file in self.files)
        totals = {outcome.value: counted[outcome.value] for outcome in Outcome}
        return totals | {"warnings": sum(len(file.warnings) for file in self.files)}

    @property
    def refused(self) -> list[FileReport]:
        return [file for file in self.files if file.outcome == Outcome.REFUSED]

    def as_json(self) -> dict[str, Any]:
        return {"run": self.run, "files": [asdict(file) for file in self.files], "totals": self.totals}

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
