"""What changed between two texts, readable for Chinese, in bounded time; and three texts put together."""

import random
from time import process_time

from django.test import SimpleTestCase, tag
from hypothesis import given
from hypothesis import strategies as st

from articles.text.diff import Line, Skipped, compare, folded, is_same
from articles.text.merging import merge

MARKS = ("<<<", "===", ">>>")
TEXTS = st.text(alphabet="一二三ab \n", max_size=60)


def marked(line: Line) -> tuple[str, str]:
    """Both sides, what changed in brackets."""
    old, new = (
        "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in side)
        for side in (line.old, line.new)
    )
    return old, new


class CompareTests(SimpleTestCase):
    def test_inside_a_changed_line_the_characters_that_changed_are_told(self) -> None:
        line = compare("开始\n今天的天气很好。\n完", "开始\n今天天气真好。\n完")[1]
        self.assertEqual(line.kind, "changed")
        self.assertEqual(marked(line), ("今天[的]天气[很]好。", "今天天气[真]好。"))

    def test_a_latin_word_changes_as_a_whole(self) -> None:
        self.assertEqual(marked(compare("用 kernel 6", "用 colonel 6")[0]), ("用 [kernel] 6", "用 [colonel] 6"))

    def test_a_new_paragraph_is_added_and_its_neighbours_stay(self) -> None:
        lines = compare("一段。\n二段。", "一段。\n全新的内容\n二段。")
        self.assertEqual([line.kind for line in lines], ["same", "added", "same"])
        self.assertEqual([(line.old_number, line.new_number) for line in lines], [(1, 1), (None, 2), (2, 3)])

    def test_lines_that_have_nothing_in_common_are_removed_and_added(self) -> None:
        self.assertEqual([line.kind for line in compare("甲乙丙", "子丑寅")], ["removed", "added"])

    def test_line_ends_are_no_change(self) -> None:
        self.assertTrue(is_same("一\r\n二\r三", "一\n二\n三"))
        self.assertEqual({line.kind for line in compare("一\r\n二\r三", "一\n二\n三")}, {"same"})

    def test_what_is_the_same_is_folded_away(self) -> None:
        old = "\n".join(map(str, range(20)))
        shown = folded(compare(old, old.replace("10", "十")))
        self.assertEqual(shown[0], Skipped(8))
        self.assertEqual(len(shown), 1 + 2 + 2 + 2 + 1)

    @given(TEXTS, TEXTS)
    def test_nothing_is_lost_and_nothing_invented(self, old: str, new: str) -> None:
        lines = compare(old, new)
        sides = [[line.old for line in lines if line.old_number], [line.new for line in lines if line.new_number]]
        joined = ["\n".join("".join(piece.text for piece in pieces) for pieces in side) for side in sides]
        self.assertEqual(joined, [old, new])

    @tag("slow")
    def test_two_megabytes_are_compared_in_bounded_time(self) -> None:
        chance = random.Random(1)
        lines = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(30)) for _ in range(22_000)]
        shuffled = chance.sample(lines, len(lines))
        three = ["".join(chance.choices("ab\n", k=500_000)) for _ in range(2)]
        for old, new in (("\n".join(lines), "\n".join(shuffled)), ("".join(lines), "".join(shuffled)), tuple(three)):
            start = process_time()
            compare(old, new)
            self.assertLess(process_time() - start, 20)


class MergeTests(SimpleTestCase):
    def test_changes_in_different_passages_are_both_taken(self) -> None:
        merged = merge("一\n二\n三", "一改\n二\n三", "一\n二\n三改", MARKS)
        self.assertEqual(merged, ("一改\n二\n三改", 0))

    def test_a_passage_that_both_changed_stands_twice(self) -> None:
        merged = merge("一\n二", "一甲\n二", "一乙\n二", MARKS)
        self.assertEqual(merged, ("<<<\n一甲\n===\n一乙\n>>>\n二", 1))

    def test_what_both_changed_alike_stands_once(self) -> None:
        self.assertEqual(merge("一\n二", "改\n二", "改\n二", MARKS), ("改\n二", 0))

    @given(TEXTS, TEXTS)
    def test_who_changed_nothing_stands_in_nobodys_way(self, base: str, changed: str) -> None:
        self.assertEqual(merge(base, changed, base, MARKS), (changed, 0))
        self.assertEqual(merge(base, base, changed, MARKS), (changed, 0))

    @given(TEXTS, TEXTS, TEXTS)
    def test_every_new_line_of_both_is_there(self, base: str, theirs: str, mine: str) -> None:
        merged = set(merge(base, theirs, mine, MARKS).text.split("\n"))
        new = (set(theirs.split("\n")) | set(mine.split("\n"))) - set(base.split("\n"))
        self.assertLessEqual(new, merged)
