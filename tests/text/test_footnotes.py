"""Tests of articles/text/footnotes.py."""

from unittest import TestCase

from articles.text.footnotes import finish, keep_own_id
from articles.text.render import render
from tests.text.site import SITE


class FootnotesTests(TestCase):
    def test_of_all_ids_only_those_of_footnotes_come_through(self) -> None:
        self.assertEqual(keep_own_id("li", "id", "fn-1"), "fn-1")
        self.assertIsNone(keep_own_id("li", "id", "main"))
        self.assertIsNone(keep_own_id("a", "id", 'fn-"x'))
        self.assertEqual(keep_own_id("a", "href", "/x"), "/x")

    def test_an_id_stands_once(self) -> None:
        html = finish('<li id="fn-1">甲</li><section><li id="fn-1">乙</li></section>')
        self.assertEqual(
            html, '<li id="fn-1">甲</li><section class="footnotes" aria-label="脚注"><li>乙</li></section>'
        )

    def test_an_author_without_footnotes_has_no_ids(self) -> None:
        self.assertEqual(render('<section><ul><li id="fn-1">甲</li></ul></section>', SITE).html.count("id="), 0)
