"""Tests of articles/text/reading.py."""

import re
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from articles.text.reading import _counted_in_bytes, _counted_one_by_one, minutes


class ReadingTests(TestCase):
    def test_no_text_takes_a_minute(self) -> None:
        self.assertEqual(minutes(""), 1)
        self.assertEqual(minutes("，。 … 🐧"), 1)

    def test_400_chinese_characters_take_a_minute_and_one_more_a_second(self) -> None:
        self.assertEqual([minutes("字" * 400), minutes("字" * 401), minutes("字" * 800)], [1, 2, 2])

    def test_220_words_take_a_minute_and_one_more_a_second(self) -> None:
        self.assertEqual([minutes("word " * 220), minutes("word " * 221)], [1, 2])

    def test_both_are_added_before_rounding(self) -> None:
        self.assertEqual(minutes("字" * 200 + " word" * 110), 1)
        self.assertEqual(minutes("字" * 200 + " word" * 111), 2)

    def test_punctuation_and_blanks_take_no_time(self) -> None:
        self.assertEqual(minutes("字，。！ \n" * 400), 1)

    def test_what_hyphens_and_apostrophes_hold_together_is_one_word(self) -> None:
        self.assertEqual(minutes("don't-repeat.yourself " * 220), 1)

    @given(st.text("字a -,。\n", max_size=2000), st.text("字a -,。\n", max_size=500))
    def test_more_text_never_takes_less_time(self, text: str, more: str) -> None:
        self.assertGreaterEqual(minutes(f"{text}\n{more}"), minutes(text))

    @given(st.text("字々㐀aéж -’'._?,。\n1", max_size=200))
    def test_counting_in_bytes_gives_what_counting_one_by_one_gives(self, text: str) -> None:
        common = re.sub("[々㐀ж]", "", text)
        self.assertEqual(_counted_in_bytes(common), _counted_one_by_one(common))

    def test_uncommon_characters_and_letters_are_counted_too(self) -> None:
        for uncommon in ("々", "㐀", "𠀀", "か", "ж", "한"):
            with self.subTest(uncommon):
                self.assertGreaterEqual(minutes(f"{uncommon} " * 401), 2)
