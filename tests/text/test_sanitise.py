"""Tests of articles/text/sanitise.py; what must never come out of it, test_safety.py says."""

from pathlib import Path
from unittest import TestCase

import nh3

from articles.text.sanitise import article
from articles.text.vocabulary import ALLOWED

GOLDEN = Path(__file__).parent / "golden"
OWN_MARKS = {"aria-label", "class", "data-language", "id", "role", "tabindex"}
# The sanitiser's list once more, with the marks that our own passes add.
with_our_marks = nh3.Cleaner(
    tags=ALLOWED | {"span"},
    attributes={
        "*": OWN_MARKS,
        "a": {"href", "rel", "title"},
        "img": set("src alt title srcset sizes width height loading fetchpriority decoding".split()),
        "ol": {"start"},
        "td": {"align", "colspan", "rowspan"},
        "th": {"align", "colspan", "rowspan"},
    },
    link_rel=None,
)


class ArticleTests(TestCase):
    def assert_cleaned(self, html: str, expected: str) -> None:
        self.assertEqual(article(html), expected)

    def test_golden_html_is_clean_and_cleaning_it_again_changes_nothing(self) -> None:
        for path in sorted(GOLDEN.glob("*.html")):
            with self.subTest(path.stem):
                html = path.read_bytes().decode()
                self.assertEqual(with_our_marks.clean(html), html)

    def test_ids_names_classes_and_styles_of_authors_go(self) -> None:
        self.assert_cleaned('<p id="main" name="x" class="y" style="z" data-q="r" onclick="s">甲</p>', "<p>甲</p>")

    def test_addresses_have_one_of_three_schemes_or_none(self) -> None:
        for url in ("http://a.example/", "https://a.example/", "mailto:a@b.example", "/x", "x#y", "#z"):
            self.assert_cleaned(f'<a href="{url}">甲</a>', f'<a href="{url}">甲</a>')
        for url in (
            "javascript:x",
            "&#106;avascript:x",
            "java&#9;script:x",
            " vbscript:x",
            "data:text/html,x",
            "ftp://x",
        ):
            self.assert_cleaned(f'<a href="{url}">甲</a>', "<a>甲</a>")

    def test_unbalanced_tags_are_balanced(self) -> None:
        self.assert_cleaned("<ruby>甲<ruby>乙<rt>b</rt></ruby>", "<ruby>甲<ruby>乙<rt>b</rt></ruby></ruby>")

    def test_the_alignment_of_a_cell_is_one_of_three(self) -> None:
        self.assert_cleaned(
            '<table><tr><td align="right">1</td><td align="x">2</td></tr></table>',
            '<table><tbody><tr><td align="right">1</td><td>2</td></tr></tbody></table>',
        )
