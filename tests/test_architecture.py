"""Tests that ARCHITECTURE.md and README.md say what is there: rooms, stages, moves, commands, settings, outcomes."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

from articles.models import ImportedFile
from articles.stages import MOVES, Stage
from tests.test_layers import FLOORS, OUTSIDE

ROOT: Path = settings.BASE_DIR
NAME = re.compile(r"`([^`]+)`")
READMES = ("README.md", "README.zh-CN.md")


def rows(document: str, heading: str) -> list[list[str]]:
    """The cells of each row below a heading of second rank whose first cell is a `name`."""
    text = (ROOT / document).read_text("utf-8")
    _, _, section = text.partition(f"\n## {heading}\n")
    lines = section.partition("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def all_rows(document: str) -> list[str]:
    """The first name in each row of every table of a document."""
    return re.findall(r"^\| `([^`]+)`", (ROOT / document).read_text("utf-8"), re.MULTILINE)


def first_names(table: list[list[str]]) -> list[str]:
    return [NAME.findall(cells[0])[0] for cells in table]


def rooms() -> dict[str, list[str]]:
    """Each room of articles/ with its modules; a room of one file has none."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "articles").rglob("*.py")):
        room, *rest = path.relative_to(ROOT / "articles").parts
        if room not in {"__init__.py", "migrations", "management"}:
            found.setdefault(room if not rest else f"{room}/", []).extend(
                Path(*rest).as_posix() for _ in rest[:1] if path.name != "__init__.py"
            )
    return found


def settings_read() -> list[str]:
    """What cms/settings.py reads from the environment, in its order, once each."""
    tree = ast.parse((ROOT / "cms" / "settings.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    reads = [call for call in calls if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env"]
    return sorted({str(name.value) for call in reads for name in call.args[:1] if isinstance(name, ast.Constant)})


class ArchitectureTest(SimpleTestCase):
    def test_it_lists_every_room_with_its_modules(self) -> None:
        listed = {
            NAME.findall(cells[0])[0]: sorted(NAME.findall(cells[3])) for cells in rows("ARCHITECTURE.md", "Rooms")
        }
        self.assertEqual(listed, rooms())

    def test_its_floors_are_those_that_the_imports_are_held_to(self) -> None:
        listed = [(cells[1], NAME.findall(cells[0])[0].rstrip("/")) for cells in rows("ARCHITECTURE.md", "Rooms")]
        held = [(str(floor), room) for floor, names in enumerate(FLOORS) for room in names if room != "management"]
        held += [("–", room) for room in OUTSIDE if room != "migrations"]
        self.assertEqual([(floor, room.removesuffix(".py")) for floor, room in listed], held)

    def test_it_lists_every_stage_in_order(self) -> None:
        self.assertEqual(first_names(rows("ARCHITECTURE.md", "Stages")), [stage.value for stage in Stage])

    def test_it_lists_every_move_with_its_stages(self) -> None:
        listed = [(NAME.findall(cells[0])[0], NAME.findall(cells[1])) for cells in rows("ARCHITECTURE.md", "Moves")]
        self.assertEqual(
            listed, [(move.name, [*(stage.value for stage in move.sources), move.target]) for move in MOVES]
        )

    def test_it_lists_every_command(self) -> None:
        folder = ROOT / "articles" / "management" / "commands"
        commands = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
        self.assertEqual(sorted(first_names(rows("ARCHITECTURE.md", "Commands"))), commands)

    def test_it_lists_every_setting(self) -> None:
        self.assertEqual(sorted(first_names(rows("ARCHITECTURE.md", "Settings"))), settings_read())


class ReadmeTest(SimpleTestCase):
    def test_both_languages_list_every_setting(self) -> None:
        for document in READMES:
            with self.subTest(document=document):
                listed = sorted(name for name in all_rows(document) if name.isupper())
                self.assertEqual(listed, settings_read())

    def test_both_languages_explain_every_outcome_and_exit_code_of_an_import(self) -> None:
        expected = [*ImportedFile.Outcome.values, "0", "1", "2"]
        for document in READMES:
            with self.subTest(document=document):
                listed = all_rows(document)
                self.assertEqual([name for name in listed if name in expected], expected)

    def test_what_both_languages_point_at_exists(self) -> None:
        for document in READMES:
            targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / document).read_text("utf-8"))
            self.assertEqual([target for target in targets if not (ROOT / target).exists()], [], document)
