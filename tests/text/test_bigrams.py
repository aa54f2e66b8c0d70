"""Tests of articles/text/bigrams.py."""

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from articles.text.bigrams import Query, line, query, tokens

CJK = "文件系统字カな〇𠀀"
texts = st.text(f"{CJK}aZ9éЖ한 ，。+#.-_/@&%$\n½ｱ🐧", max_size=30)
terms = st.text(f"{CJK}aZ9+#.-_/@&%$", min_size=1, max_size=8)


class TokensTests(TestCase):
    def assert_tokens(self, text: str, expected: str) -> None:
        self.assertEqual(tokens(text), expected.split(" ") if expected else [])

    def test_chinese_gives_each_character_with_its_neighbour(self) -> None:
        self.assert_tokens("文件系统", "文件 件系 系统 统")
        self.assert_tokens("字", "字")

    def test_punctuation_blanks_and_words_part_neighbours(self) -> None:
        self.assert_tokens("文件，系统 好\n吗", "文件 件 系统 统 好 吗")
        self.assert_tokens("用Vim编辑", "用 vim 编辑 辑")

    def test_words_are_folded(self) -> None:
        self.assert_tokens("Ｌinux STRASSE Straße ΣΑΣ Ёж", "linux strasse strasse σασ ёж")

    def test_signs_that_touch_a_word_are_tokens(self) -> None:
        self.assert_tokens("C++", "c + +")
        self.assert_tokens("C# 5.15 .NET", "c # 5 . 15 . net")
        self.assert_tokens("a_b/c-d", "a _ b / c - d")
        self.assert_tokens("user@host", "user @ host")

    def test_signs_that_touch_none_give_nothing(self) -> None:
        self.assert_tokens("a + b - 文/件 —— ++ ……", "a b 文 件")
        self.assert_tokens("文+件", "文 件")

    def test_other_punctuation_gives_nothing(self) -> None:
        self.assert_tokens("“好”！(ok)?*~", "好 ok")
        self.assert_tokens("", "")

    def test_the_line_is_the_tokens_joined_by_spaces(self) -> None:
        self.assertEqual(line("Vim 编辑"), "vim 编辑 辑")

    @given(texts.filter(lambda text: "ｱ" not in text and "½" not in text))
    def test_every_chinese_character_gives_one_token_that_begins_with_it(self, text: str) -> None:
        self.assertEqual([token[0] for token in tokens(text) if token[0] in CJK], [c for c in text if c in CJK])

    @given(texts)
    def test_no_token_is_empty_or_holds_a_blank(self, text: str) -> None:
        self.assertEqual(line(text), " ".join(tokens(text)))
        self.assertEqual("".join(tokens(text)), "".join("".join(tokens(text)).split()))

    @given(texts, texts)
    def test_a_line_break_parts_two_texts(self, one: str, other: str) -> None:
        self.assertEqual(tokens(f"{one}\n\n{other}"), tokens(one) + tokens(other))


class QueryTests(TestCase):
    def test_a_chinese_word_is_its_pairs(self) -> None:
        self.assertEqual(query("文件系统"), Query(["文件", "件系", "系统"], prefix=False))
        self.assertEqual(query("文件"), Query(["文件"], prefix=False))

    def test_a_single_character_is_the_start_of_a_pair(self) -> None:
        self.assertEqual(query("文"), Query(["文"], prefix=True))
        self.assertEqual(query("vim文"), Query(["vim", "文"], prefix=True))

    def test_a_word_is_looked_for_whole(self) -> None:
        self.assertEqual(query("C++"), Query(["c", "+", "+"], prefix=False))
        self.assertEqual(query("用Vim"), Query(["用", "vim"], prefix=False))

    def test_punctuation_asks_for_nothing(self) -> None:
        self.assertEqual(query("，！"), Query([], prefix=False))

    @given(terms, texts, texts)
    def test_a_text_that_holds_the_term_between_blanks_has_its_tokens_in_a_row(
        self, term: str, before: str, after: str
    ) -> None:
        self.assertTrue(found(query(term), tokens(f"{before} {term} {after}")))

    @given(st.text(CJK, min_size=1, max_size=5), st.text(CJK, max_size=5), st.text(CJK, max_size=5))
    def test_chinese_is_found_inside_a_sentence(self, term: str, before: str, after: str) -> None:
        self.assertTrue(found(query(term), tokens(before + term + after)))

    @given(st.text("文件系统", min_size=1, max_size=3), st.text("文件系统a ，", max_size=12))
    def test_chinese_that_a_text_does_not_hold_is_not_found(self, term: str, text: str) -> None:
        self.assertEqual(found(query(term), tokens(text)), term in text)


def found(wanted: Query, held: list[str]) -> bool:
    """Whether the tokens stand in a row, the last one perhaps as a prefix: what a search index answers."""
    *first, last = wanted.tokens or [""]
    count = len(first) + 1
    rows = (held[start : start + count] for start in range(len(held) - count + 1))
    return not wanted.tokens or any(
        row[:-1] == first and (row[-1].startswith(last) if wanted.prefix else row[-1] == last) for row in rows
    )
