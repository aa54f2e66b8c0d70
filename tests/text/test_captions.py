"""Tests of articles/text/captions.py; what authors write, golden/pictures-captioned.md shows."""

from unittest import TestCase

from articles.text.captions import LONGEST, join

PICTURE = '<img src="/data/attachment/a.png" alt="">'


class JoinTests(TestCase):
    def assert_unchanged(self, html: str) -> None:
        self.assertEqual(join(html), html)

    def test_a_line_in_italics_below_a_picture_is_its_caption(self) -> None:
        figure = f"<figure>{PICTURE}<figcaption>图 1</figcaption></figure>"
        self.assertEqual(join(f"<p>{PICTURE}</p>\n<p><em>图 1</em></p>"), figure)
        self.assertEqual(join(f"<p>{PICTURE}\n<em>图 1</em></p>"), figure)

    def test_a_caption_holds_what_a_line_may_hold(self) -> None:
        caption = '来源：<a href="https://a.example/">甲</a>，<strong>乙</strong>'
        self.assertIn(f"<figcaption>{caption}</figcaption>", join(f"<p>{PICTURE}</p>\n<p><em>{caption}</em></p>"))

    def test_what_begins_in_italics_goes_on_or_breaks_is_no_caption(self) -> None:
        for paragraph in ("<em>甲</em>乙", "<em>甲</em> <em>乙</em>", "乙<em>甲</em>", "<em>甲<br>乙</em>"):
            self.assert_unchanged(f"<p>{PICTURE}</p>\n<p>{paragraph}</p>")

    def test_a_paragraph_in_italics_is_no_caption(self) -> None:
        self.assert_unchanged(f"<p>{PICTURE}</p>\n<p><em>{'长' * (LONGEST + 1)}</em></p>")

    def test_a_picture_within_a_text_has_no_caption(self) -> None:
        self.assert_unchanged(f"<p>如图：{PICTURE}</p>\n<p><em>图 1</em></p>")
        self.assert_unchanged(f"<p>{PICTURE}{PICTURE}</p>\n<p><em>图 1</em></p>")
