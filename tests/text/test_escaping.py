"""Tests of articles/text/escaping.py."""

from unittest import TestCase

import nh3
from hypothesis import given
from hypothesis import strategies as st

from articles.text.escaping import attribute, plain, text

texts = st.text("&<>\"';#ltamp\u00a0 字\n")


class EscapingTests(TestCase):
    @given(texts)
    def test_text_comes_back(self, words: str) -> None:
        self.assertEqual(plain(text(words)), words)
        self.assertEqual(plain(attribute(words)), words)

    @given(texts)
    def test_text_is_written_as_the_sanitiser_writes_it(self, words: str) -> None:
        self.assertEqual(nh3.clean(f"<p>{text(words)}</p>"), f"<p>{text(words)}</p>")
        image = f'<img alt="{attribute(words)}">'
        self.assertEqual(nh3.clean(image), image)
