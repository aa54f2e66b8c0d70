"""Tests of articles/text/highlight.py."""

from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.escaping import plain
from articles.text.highlight import LONGEST, LONGEST_LINE, highlight
from tests.text.page import Page

LANGUAGES = (
    "bash",
    "c",
    "console",
    "css",
    "diff",
    "html",
    "ini",
    "java",
    "js",
    "json",
    "make",
    "php",
    "python",
    "yaml",
)


class HighlightTests(TestCase):
    def test_parts_carry_the_classes_of_pygments(self) -> None:
        self.assertEqual(
            highlight("if a < 1:  # 注\n", "python"),
            '<span class="k">if</span> <span class="n">a</span> <span class="o">&lt;</span> '
            '<span class="mi">1</span><span class="p">:</span>  <span class="c1"># 注</span>\n',
        )

    def test_the_name_of_a_language_may_be_written_in_capitals(self) -> None:
        self.assertEqual(highlight("SELECT 1", "SQL"), highlight("SELECT 1", "sql"))

    def test_an_unknown_language_is_not_guessed(self) -> None:
        self.assertIsNone(highlight("import os", "sehll"))

    def test_empty_lines_at_both_ends_stay(self) -> None:
        self.assertEqual(plain_text("\n\nx = 1\n\n", "python"), "\n\nx = 1\n\n")
        self.assertEqual(plain_text("x = 1", "python"), "x = 1")

    def test_long_code_and_code_with_a_long_line_stay_plain(self) -> None:
        for code in ("x = 1\n" * (LONGEST // 6 + 1), "x" * (LONGEST_LINE + 1)):
            self.assertEqual(highlight(code, "python"), code)

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(LANGUAGES), st.text("a1\"'`<>&{}()[]#/*$@:=-\\ \t\n中\u00a0", max_size=60))
    def test_no_language_loses_or_adds_a_character_or_makes_an_element(self, language: str, code: str) -> None:
        self.assertEqual(plain_text(code, language), code)
        self.assertEqual(Page(highlight(code, language) or "").forbidden, [])


def plain_text(code: str, language: str) -> str:
    html = highlight(code, language)
    assert html is not None
    return plain("".join(part.rpartition(">")[2] for part in html.split("<")))
