"""Tests that the guide for editors says what the desk says: its pictures, its moves, its times."""

import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase
from django.utils.translation import override

from articles import leases
from articles.boards import BOARDS
from articles.roles import GROUPS
from articles.stages import MOVES

ROOT: Path = settings.BASE_DIR
GUIDE = ROOT / "docs" / "editors.zh-CN.md"
TAKEN = re.compile(r'Picture\("(\w+)"')
SHOWN = re.compile(r"\(editors/(\w+)\.webp\)")


class GuideTest(SimpleTestCase):
    text = GUIDE.read_text("utf-8")

    def test_each_picture_is_taken_by_the_script_and_shown_once(self) -> None:
        taken = TAKEN.findall((ROOT / "bench" / "guide" / "__main__.py").read_text("utf-8"))
        shown = SHOWN.findall(self.text)
        files = [path.stem for path in (GUIDE.parent / "editors").iterdir()]
        self.assertEqual(sorted(shown), sorted(taken))
        self.assertEqual(sorted(files), sorted(taken))

    def test_it_names_every_move_that_people_make_every_board_and_every_role(self) -> None:
        with override("zh-hans"):
            moves = {str(move.label) for move in MOVES if move.who}
            boards = {str(board.label) for board in BOARDS}
        self.assertEqual({word for word in moves | boards | set(GROUPS.values()) if word not in self.text}, set())

    def test_its_times_are_those_of_the_leases(self) -> None:
        for words, days in (*leases.WORDS_AT_MOST, (None, leases.Size.L)):
            row = f"{words:,} 词" if words else "长文"
            line = next(line for line in self.text.splitlines() if line.startswith("|") and row in line)
            self.assertIn(f"| {leases.DAYS[days]} 天 |", line)
        for published, topics in leases.LIMITS:
            self.assertRegex(self.text, rf"\| {published}[^|]*篇[^|]*\| {topics} 篇 \|")

    def test_its_contents_lead_to_its_headings(self) -> None:
        headings = re.findall(r"^## (.+)$", self.text, re.MULTILINE)
        links = re.findall(r"^- \[(.+)\]\(#(.+)\)$", self.text, re.MULTILINE)
        self.assertEqual([name for name, _ in links], headings[: len(links)])
        self.assertEqual([anchor for _, anchor in links], [re.sub("[、，]", "", name) for name, _ in links])
