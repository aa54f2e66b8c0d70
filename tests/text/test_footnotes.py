"""Tests of articles/text/footnotes.py."""

import re
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
        notes = '<section class="footnotes" role="doc-endnotes" aria-label="脚注"><li>乙</li></section>'
        self.assertEqual(html, f'<li id="fn-1">甲</li>{notes}')

    def test_a_note_that_is_called_twice_names_each_way_back(self) -> None:
        html = render("甲[^x]乙[^x]\n\n[^x]: 注\n", SITE).html
        self.assertEqual(
            re.findall('aria-label="([^"]*)"', html), ["脚注 1", "脚注 1", "脚注", "回到正文", "回到正文第 2 处"]
        )

    def test_an_author_without_footnotes_has_no_ids(self) -> None:
        self.assertEqual(render('<section><ul><li id="fn-1">甲</li></ul></section>', SITE).html.count("id="), 0)
