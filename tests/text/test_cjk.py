"""Tests of articles/text/cjk.py."""

from unittest import TestCase

from articles.text.cjk import language


class LanguageTests(TestCase):
    def test_latin_letters_are_taken_for_english(self) -> None:
        for title in ("What is eBPF?", "5 Ways to Say “Hello”", "A Naïve Guide: C++20"):
            self.assertEqual(language(title), "en", title)

    def test_chinese_letters_are_chinese_with_latin_words_among_them_or_without(self) -> None:
        for title in ("用 Rust 写内核", "内核", "《Linux 内核》"):
            self.assertEqual(language(title), "zh-Hans", title)

    def test_of_other_letters_and_of_none_the_language_is_unknown(self) -> None:
        for title in ("リナックス", "Linux カーネル", "리눅스", "Ядро Linux", "2024", "", "→"):
            self.assertEqual(language(title), "", title)
