"""Tests of articles/text/prose.py."""

from unittest import TestCase

from articles.text.code_blocks import Lifted, lift
from articles.text.prose import join_lines, plain, searched, trim_ruby


class JoinLinesTests(TestCase):
    def assert_joined(self, *lines: str) -> None:
        self.assertEqual(join_lines("\n".join(lines)), "".join(lines))

    def assert_apart(self, *lines: str) -> None:
        self.assertEqual(join_lines("\n".join(lines)), "\n".join(lines))

    def test_chinese_lines_are_joined(self) -> None:
        self.assert_joined("<p>上一行", "下一行，", "再一行。", "「引", "号」</p>")

    def test_curved_quotes_are_chinese_beside_chinese(self) -> None:
        self.assert_joined("他说", "“好”", "了")
        self.assert_apart("said “yes”", "“no”")

    def test_marks_between_the_lines_make_no_difference(self) -> None:
        self.assert_joined("<strong>甲</strong>", '<a href="/x">乙</a>', "<em><code>丙</code></em>")

    def test_a_space_belongs_between_chinese_and_latin(self) -> None:
        self.assert_apart("中文", "Linux", "中文")

    def test_blocks_breaks_and_indents_stay(self) -> None:
        self.assert_apart(
            "<p>甲</p>",
            "<p>乙<br>",
            "丙",
        )
        self.assert_apart("甲", "\u3000\u3000乙")

    def test_lines_of_an_attribution_stay(self) -> None:
        self.assert_apart("作者：王小明", "译者：李雷", "校对：韩梅梅")

    def test_code_stays(self) -> None:
        self.assert_apart("<pre><b>甲</b>", "乙", "丙</pre>")


class TrimRubyTests(TestCase):
    def test_blanks_at_the_edges_of_a_ruby_go(self) -> None:
        self.assertEqual(
            trim_ruby("甲 <ruby> <a>  鸭子 类型 </a> <rp> ( </rp> <rt>  duck typing </rt> </ruby> 乙"),
            "甲 <ruby><a>鸭子 类型</a><rp>(</rp><rt>duck typing</rt></ruby> 乙",
        )

    def test_blanks_between_words_stay(self) -> None:
        html = "<ruby>Free <b>Software</b> Foundation<rt>自由 软件</rt></ruby>"
        self.assertEqual(trim_ruby(html), html)

    def test_a_ruby_that_no_line_holds_may_break(self) -> None:
        for base, notes in (("长" * 17, "x"), ("甲", "x" * 65), ("甲</p><p>" + "乙" * 16, "")):
            html = f"<ruby>{base}<rt>{notes}</rt></ruby>"
            self.assertEqual(trim_ruby(html), html.replace("<ruby>", '<ruby class="long">'))
        for base, notes in ((f"<a>{'长' * 16}</a>", "x" * 64), ("x" * 32, "长" * 32)):
            self.assertEqual(trim_ruby(f"<ruby>{base}<rt>{notes}</rt></ruby>"), f"<ruby>{base}<rt>{notes}</rt></ruby>")


class PlainTests(TestCase):
    def test_each_block_is_a_line_and_marks_are_none(self) -> None:
        html = "<h2>题</h2>\n<p>甲<strong>乙</strong> <code>a &lt; b</code>\nc<br>\n丁</p>\n<ul>\n<li>戊</li>\n</ul>\n"
        self.assertEqual(plain(Lifted(html, [])), "题\n甲乙 a < b c\n丁\n戊")

    def test_code_is_part_of_the_text(self) -> None:
        lifted = lift("<p>甲</p>\n<pre><code>a &amp;&amp;\n\n  b\n</code></pre>\n<p>乙</p>\n")
        self.assertEqual(plain(lifted), "甲\na &&\nb\n乙")

    def test_pictures_are_not(self) -> None:
        self.assertEqual(plain(Lifted('<p><img src="x" alt="secret">甲</p>', [])), "甲")


class SearchedTests(TestCase):
    def test_a_summary_stands_above_the_text(self) -> None:
        self.assertEqual(searched("几样功能的合奏。", "容器不是虚拟机。"), "几样功能的合奏。\n容器不是虚拟机。")

    def test_one_that_was_cut_from_the_text_is_left_out(self) -> None:
        for summary in ("", "容器不是\r\n虚拟机", "容器不是虚拟机…", "容器 不是..."):
            self.assertEqual(
                searched(summary, "导读\n容器不是 虚拟机，它是进程。"), "导读\n容器不是 虚拟机，它是进程。"
            )
