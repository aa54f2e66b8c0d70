"""Tests of articles/text/headings.py."""

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from articles.text.headings import Heading, address, linked, number


class NumberTests(TestCase):
    def levels(self, *levels: int) -> list[int]:
        html, _ = number("".join(f"<h{level}>甲</h{level}>" for level in levels))
        return [int(part[0]) for part in html.split("<h")[1:]]

    def test_the_highest_heading_is_one_below_the_title_of_the_page(self) -> None:
        self.assertEqual(self.levels(3, 4, 3, 5), [2, 3, 2, 4])
        self.assertEqual(self.levels(1, 2, 3), [2, 3, 4])
        self.assertEqual(self.levels(2, 4), [2, 4])
        self.assertEqual(self.levels(4, 3), [3, 2])

    def test_nothing_is_deeper_than_six(self) -> None:
        self.assertEqual(self.levels(1, 5, 6), [2, 6, 6])

    def test_a_text_without_headings_stays(self) -> None:
        self.assertEqual(number("<p>甲</p>\n"), ("<p>甲</p>\n", ()))

    def test_an_id_is_made_of_the_letters(self) -> None:
        html, contents = number("<h3>用 <code>dd</code> 写入，C&amp;C++ <ruby>内核<rt>kernel</rt></ruby></h3>")
        self.assertEqual(contents, (Heading(2, "h-用-dd-写入-c-c-内核-kernel", "用 dd 写入，C&C++ 内核 kernel"),))
        self.assertTrue(html.startswith('<h2 id="h-用-dd-写入-c-c-内核-kernel">用 <code>dd</code>'))

    def test_a_heading_without_letters_has_an_id_and_one_without_text_has_none(self) -> None:
        html, contents = number("<h2>？？</h2><h2><img></h2><h2> </h2>")
        self.assertEqual(html, '<h2 id="h-section">？？</h2><h2><img></h2><h2> </h2>')
        self.assertEqual(contents, (Heading(2, "h-section", "？？"),))

    @given(st.lists(st.sampled_from(["甲", "甲 2", "甲 2 2", "甲-3", "？", "section", "Section 2"]), max_size=12))
    def test_no_two_headings_share_an_id(self, texts: list[str]) -> None:
        _, contents = number("".join(f"<h3>{text}</h3>" for text in texts))
        self.assertEqual([heading.text for heading in contents], texts)
        self.assertEqual(len({heading.id for heading in contents}), len(texts))

    def test_an_author_reaches_a_heading_by_its_text_or_by_what_others_make_of_it(self) -> None:
        self.assertEqual(address("Step 1 - 安装"), address("step-1---安装"))


class LinkedTests(TestCase):
    def test_a_heading_leads_to_itself_and_its_name_stays_as_it_is(self) -> None:
        self.assertEqual(
            linked('<h2 id="h-甲">甲 <code>a</code></h2>'), '<h2 id="h-甲"><a href="#h-甲">甲 <code>a</code></a></h2>'
        )

    def test_a_heading_that_holds_a_link_and_one_without_an_address_stay(self) -> None:
        for html in (
            '<h2 id="h-甲"><a href="/x">甲</a> 乙</h2>',
            "<h2><img></h2>",
            '<p>甲<a id="fnref-1" href="#fn-1">1</a></p>',
        ):
            self.assertEqual(linked(html), html)
