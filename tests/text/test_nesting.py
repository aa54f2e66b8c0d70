"""Tests of articles/text/nesting.py."""

from unittest import TestCase

from articles.text.nesting import DEEPEST, FEW, limited


class LimitTests(TestCase):
    def test_html_that_nests_like_any_other_stays_as_it_is(self) -> None:
        html = "<ul>\n" + "<li><b>甲</b><br></li>\n" * FEW + "</ul>"
        self.assertEqual(limited(html), html)

    def test_tags_that_nest_too_deep_go_and_their_words_stay(self) -> None:
        html = "<div>" * FEW + "甲" + "</div>" * FEW + "<p>乙</p>"
        self.assertEqual(limited(html), "<div>" * DEEPEST + "甲" + "</div>" * DEEPEST + "<p>乙</p>")

    def test_end_tags_that_end_nothing_do_not_lift_the_limit(self) -> None:
        html = "<ul><li></b></b>" * FEW
        self.assertEqual(limited(html).count("<ul>"), DEEPEST // 2)

    def test_few_tags_are_not_counted(self) -> None:
        html = "<div>" * (FEW - 1)
        self.assertEqual(limited(html), html)
