"""Tests of articles/text/tables.py."""

from unittest import TestCase

from articles.text.tables import repair


class RepairTests(TestCase):
    def assert_unchanged(self, markdown: str) -> None:
        self.assertEqual(repair(markdown), markdown)

    def test_an_indented_header_moves_to_the_margin(self) -> None:
        self.assertEqual(repair("        | a | b |\n| --- | --- |\n"), "| a | b |\n| --- | --- |\n")

    def test_an_indented_line_above_anything_else_stays_code(self) -> None:
        self.assert_unchanged("    | a | b |\n\n| --- |\n")
        self.assert_unchanged("    | a |\n    | --- |\n    | 1 |\n")

    def test_a_pipe_in_a_code_span_makes_no_cell(self) -> None:
        self.assertEqual(repair("a | b\n--|--\n甲 | `x | y`\n"), "a | b\n--|--\n甲 | `x \\| y`\n")
        self.assertEqual(repair("| a |\n|---|\n| `x||y` |"), "| a |\n|---|\n| `x\\|\\|y` |")

    def test_a_pipe_that_is_escaped_already_is_not_escaped_again(self) -> None:
        self.assert_unchanged("| a |\n|---|\n| `x \\| y` |")

    def test_cells_too_many_go_into_the_last(self) -> None:
        self.assertEqual(
            repair("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |\n"), "| a | b |\n|---|---|\n| 1 | 2 \\| 3 \\| 4 |\n"
        )
        self.assertEqual(repair("a | b\n--|--\n1 | 2 | 3\n"), "a | b\n--|--\n1 | 2 \\| 3\n")

    def test_rows_that_fit_and_rows_with_cells_too_few_stay(self) -> None:
        self.assert_unchanged("| a | b |\n| :-- | --: |\n| `1` | `2` |\n| 3 |\n| `x | y` |\n")

    def test_what_stands_below_the_table_stays(self) -> None:
        self.assert_unchanged("| a |\n|---|\n| 1 |\n\nls | grep x | wc\n")

    def test_pipes_below_a_rule_or_a_heading_are_no_table(self) -> None:
        self.assert_unchanged("甲 | 乙\n---\n\nls | wc | x\n")
        self.assert_unchanged("甲\n\n|---|---|\n| 1 | 2 | 3 |\n")

    def test_a_table_in_a_quote_is_repaired_too(self) -> None:
        self.assertEqual(repair("> | a |\n> |---|\n> | `x|y` |\n"), "> | a |\n> |---|\n> | `x\\|y` |\n")
