"""Tests of how a hit is marked in a text."""

from django.test import SimpleTestCase

from articles.search import Piece
from articles.typesetting.passages import marked


class MarkedTest(SimpleTestCase):
    def test_hits_are_marked_and_everything_is_escaped(self) -> None:
        pieces = [Piece("<b>", hit=False), Piece("a & b", hit=True), Piece("{}", hit=False)]
        self.assertEqual(marked(pieces), "&lt;b&gt;<mark>a &amp; b</mark>{}")

    def test_nothing_is_nothing(self) -> None:
        self.assertEqual(marked([]), "")
