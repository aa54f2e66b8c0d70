"""What is shown of a hit."""

from django.test import SimpleTestCase

from articles.search import highlight, snippet
from articles.search.snippets import LENGTH, Piece


def marked(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


class HighlightTests(SimpleTestCase):
    def test_words_are_marked_as_they_are_found(self) -> None:
        for query, text, expected in (
            ("内核", "新的内核与内核模块", "新的[内核]与[内核]模块"),
            ("文件系统", "文件系统，文件，系统", "[文件系统]，文件，系统"),
            ("docker 容器", "Docker 容器与 Dockerfile", "[Docker] [容器]与 [Docker]file"),
            ('"docker"', "Docker 与 Dockerfile", "[Docker] 与 Dockerfile"),
            ("Docker容器", "Docker 容器", "[Docker 容器]"),
            ("c++", "C++ 与 C，abc++", "[C++] 与 C，abc++"),
            ("5.15", "5.15、5.150、15.15", "[5.15]、5.150、15.15"),
            (".net", "ASP.NET 与 .NET", "ASP[.NET] 与 [.NET]"),
            ("git", "Git 与 GitHub", "[Git] 与 GitHub"),
            ("go", "用go写，google", "用[go]写，google"),
            ("内核C语言", "内核C语言", "[内核C语言]"),
            ("容", "容器与从容", "[容]器与从[容]"),
            ("linux", "ＬＩＮＵＸ 中国", "[ＬＩＮＵＸ] 中国"),
            ('"open source"', "Open  source，open the source", "[Open  source]，open the source"),
            ("内核 内核模块", "内核模块与内核", "[内核模块]与[内核]"),
            ("(.*) a|b", "(.*) a|b", "(.*) [a|b]"),
            ("，", "一，二", "一，二"),
            ("没有", "别的", "别的"),
        ):
            self.assertEqual(marked(highlight(text, query)), expected, query)

    def test_markup_stays_text(self) -> None:
        self.assertEqual(
            highlight("<b>内核</b>", "内核"),
            [Piece("<b>", hit=False), Piece("内核", hit=True), Piece("</b>", hit=False)],
        )

    def test_nothing_is_lost(self) -> None:
        text = "ß İ ﬁ 内核 ½ ﷺ 内核\n"
        self.assertEqual("".join(piece.text for piece in highlight(text, "内核 fi")), text)


class SnippetTests(SimpleTestCase):
    def test_a_short_text_is_shown_whole(self) -> None:
        self.assertEqual(marked(snippet("第一段\n讲内核。", "内核")), "第一段 讲[内核]。")

    def test_a_long_text_is_cut_around_the_words(self) -> None:
        shown = marked(snippet("甲" * 500 + "内核" + "乙" * 500, "内核"))
        self.assertEqual(shown, "…" + "甲" * 20 + "[内核]" + "乙" * (LENGTH - 22) + "…")

    def test_the_passage_with_the_most_different_words_is_chosen(self) -> None:
        text = "内核内核内核" + "。" * 300 + "容器里的内核" + "。" * 300
        self.assertEqual(
            marked(snippet(text, "内核 容器")), "…" + "。" * 20 + "[容器]里的[内核]" + "。" * (LENGTH - 26) + "…"
        )

    def test_words_at_the_end_are_shown_with_what_comes_before(self) -> None:
        self.assertEqual(marked(snippet("甲" * 500 + "内核", "内核")), "…" + "甲" * (LENGTH - 2) + "[内核]")

    def test_without_a_word_the_beginning_is_shown(self) -> None:
        self.assertEqual(marked(snippet("甲" * 500, "内核")), "甲" * LENGTH + "…")
        self.assertEqual(marked(snippet("", "内核")), "")
        self.assertEqual(marked(snippet("正文", "")), "正文")

    def test_latin_words_are_not_cut(self) -> None:
        shown = marked(snippet("operational " * 60 + "内核 " + "modules " * 60, "内核"))
        self.assertEqual(shown, "…operational operational [内核] " + "modules " * 12 + "…")

    def test_a_long_text_takes_no_long_time(self) -> None:
        self.assertIn("[内核]", marked(snippet("内核的容器，" * 200_000, "内核 容器 的 别处")))
        self.assertIn("…", marked(snippet("x" * 1_000_000, "xx")))
