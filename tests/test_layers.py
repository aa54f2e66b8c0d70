"""Tests that imports point down: to a lower floor, or on the same floor to a room that stands before."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

ROOT: Path = settings.BASE_DIR
FLOORS = (
    ("reasons", "stages", "roles", "leases", "text", "formats"),
    ("models",),
    (
        *("permissions", "bulk", "audit", "statements", "editions", "years", "totals"),
        *("faceted", "parts", "imprint", "search", "health"),
        *("renditions", "uploaded"),
        *("known", "forwarding", "renaming", "merging"),
        *("visitors", "deeds", "sharing"),
        *("neighbours", "comments", "pages", "linked_data"),
        *("prepared", "own_pages", "manuscript", "previews", "publishing"),
        *("members", "situations", "conditions", "refusals", "claims", "consequences"),
        *("mail", "notices", "invitations", "workflow", "clock", "drafts"),
        "editing",
        "rounds",
        "boards",
    ),
    ("importing", "exporting", "backups", "copying"),
    (
        "filters",
        "paging",
        "views",
        "feeds",
        "sitemaps",
        "middleware",
        "templatetags",
        "typesetting",
        "desk",
        "admin",
        "urls",
        "management",
    ),
)
PLACE = {room: (floor, order) for floor, rooms in enumerate(FLOORS) for order, room in enumerate(rooms)}
# What stands beside the house: the application's own start, and history, which may use the record and the index.
OUTSIDE = {"apps": ("articles",), "migrations": ("articles.search", "articles.text")}
# All that the site may know of the articles.
KNOWN_TO_CMS = ("articles.editions", "articles.urls")
# Django's settings must be named before its modules are loaded, and checks be registered when the applications are.
IMPORTS_INSIDE = {"manage.py", "articles/apps.py", "cms/apps.py"}


def sources(folder: str) -> Iterator[tuple[str, ast.Module]]:
    """Each module of a folder: its path from the root, and its syntax tree."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def imported(path: str, tree: ast.AST) -> set[str]:
    """The full name of every module, or name in a module, that a file imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = path.split("/")[: -node.level] if node.level else []
            found |= {".".join([*above, *filter(None, [node.module]), alias.name]) for alias in node.names}
    return found


def below(name: str, packages: tuple[str, ...]) -> bool:
    return any(f"{name}.".startswith(f"{package}.") for package in packages)


def room(path: str) -> str:
    return path.split("/")[1].removesuffix(".py")


class LayersTest(SimpleTestCase):
    def test_every_module_is_in_a_room(self) -> None:
        rooms = {room(path) for path, _ in sources("articles")} - {"__init__"}
        self.assertEqual(rooms, PLACE.keys() | OUTSIDE.keys())

    def test_imports_point_down(self) -> None:
        for path, tree in sources("articles"):
            for name in sorted(imported(path, tree)):
                if room(path) in PLACE and below(name, ("articles",)):
                    target = name.split(".")[1]
                    self.assertTrue(
                        target == room(path) or PLACE.get(target, (9, 0)) < PLACE[room(path)], f"{path} imports {name}"
                    )

    def test_what_stands_outside_imports_only_what_it_may(self) -> None:
        for path, tree in sources("articles"):
            for name in imported(path, tree):
                if room(path) in OUTSIDE and below(name, ("articles",)):
                    self.assertTrue(below(name, OUTSIDE[room(path)]), f"{path} imports {name}")

    def test_the_articles_know_nothing_of_the_site(self) -> None:
        for path, tree in sources("articles"):
            self.assertFalse([name for name in imported(path, tree) if below(name, ("cms",))], path)

    def test_the_site_knows_only_the_edition_and_the_addresses(self) -> None:
        for path, tree in sources("cms"):
            for name in imported(path, tree):
                if below(name, ("articles",)):
                    self.assertTrue(below(name, KNOWN_TO_CMS), f"{path} imports {name}")

    def test_the_ground_floor_needs_neither_models_nor_settings(self) -> None:
        for path, tree in sources("articles"):
            if room(path) in FLOORS[0]:
                django = [name for name in imported(path, tree) if below(name, ("django",))]
                self.assertFalse([name for name in django if not below(name, ("django.utils",))], path)

    def test_views_never_read_manuscripts(self) -> None:
        manuscripts = {f"articles.models.{name}" for name in ("Article", "Revision", "Credit", "ArchiveRecord")}
        for path, tree in sources("articles"):
            if room(path) in {"pages", "paging", "views", "typesetting"}:
                self.assertFalse(imported(path, tree) & manuscripts, path)

    def test_the_second_route_of_a_verification_shares_nothing_with_rendering(self) -> None:
        for path, tree in sources("articles/importing/second_route"):
            ours = {name for name in imported(path, tree) if below(name, ("articles",))}
            others = {name for name in ours if not below(name, ("articles.importing.second_route",))}
            self.assertFalse(others | (imported(path, tree) & {"comrak", "nh3"}), path)

    def test_nothing_is_imported_inside_a_function(self) -> None:
        for path, tree in [*sources("articles"), *sources("cms"), *sources("bench")]:
            functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
            inside = [name for function in functions for name in imported(path, function)]
            self.assertTrue(not inside or path in IMPORTS_INSIDE, f"{path} imports {inside} inside a function")
