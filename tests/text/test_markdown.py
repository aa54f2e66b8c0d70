"""Tests of articles/text/markdown.py."""

from unittest import TestCase

from articles.text.markdown import to_html


class ToHtmlTests(TestCase):
    def assert_html(self, markdown: str, expected: str) -> None:
        self.assertEqual(to_html(markdown), f"<p>{expected}</p>\n")

    def test_two_tildes_strike_and_one_does_not(self) -> None:
        self.assert_html("~~酒~~茶，~甲~", "<del>酒</del>茶，~甲~")
        self.assert_html("在~/.a和~/.b里", "在~/.a和~/.b里")

    def test_a_tilde_in_an_address_or_in_code_stays_one(self) -> None:
        self.assert_html("[~](http://a.example/~b/~c) `~/~`", '<a href="http://a.example/~b/~c">~</a> <code>~/~</code>')

    def test_an_address_with_a_strange_scheme_was_a_word_in_brackets(self) -> None:
        self.assert_html("<host:port> <javascript:x>", "&lt;host:port&gt; &lt;javascript:x&gt;")
        self.assert_html("<mailto:a@b.example>", '<a href="mailto:a@b.example">mailto:a@b.example</a>')

    def test_carriage_returns_are_line_ends(self) -> None:
        self.assert_html("甲\r\n乙\r丙", "甲\n乙\n丙")

    def test_markdown_in_a_centred_line_is_read(self) -> None:
        self.assert_html("<center>![](/a.png)</center>", '<img src="/a.png" alt="" />')

    def test_raw_html_passes(self) -> None:
        self.assert_html("<x y=1>甲</x>", "<x y=1>甲</x>")
