"""Tests of what must never come out of render() and sanitise_comment(), whatever goes in."""

from pathlib import Path
from unittest import TestCase, skipUnless

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.render import render, sanitise_comment
from tests.text.page import COMMENT_ATTRIBUTES, COMMENT_TAGS, Page
from tests.text.site import SITE

NASTY = [
    "<script>", "</script>", "<SCRIPT SRC=//evil.example/x.js>", "<style>", "</style>", "<svg/onload=alert(1)>",
    "</svg>", "<math><mtext>", "</math>", "<table>", "</table>", "<mglyph>", "<noscript>", "</noscript>",
    "<textarea>", "<title>", "<iframe src=javascript:alert(1)>", "</iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=x>", "<img src=x onerror=alert(1)>",
    '<img src="/data/attachment/album/201906/27/board.jpg" onload="alert(1)">', "<img src='data:image/svg+xml,x'>",
    "<a href='javascript:alert(1)'>", "<a href='java\tscript:alert(1)'>", "<a href=' &#106;avascript:alert(1)'>",
    "</a>", '<a href="https://linux.cn/" style="x" onclick=alert(1) target=_blank id=main class=admin name=x>',
    "<base href=//x>", "[x](javascript:alert(1))", "[x](<java script:alert(1)>)", "[x](vbscript:x)",
    "[x](data:text/html,x)", "<x@y.z>", '![a" onerror="alert(1)](x)',
    "![\" onload=\"x](/data/attachment/album/201906/27/board.jpg '\" onload=\"x')", "[", "](", ")", "![",
    'http://a.example/"onx=', "https://linux.cn/'><img>", "www.a.example/<b>", "<javascript:alert(1)>",
    "<form action=x>", "<input autofocus onfocus=x>", "<body onload=x>", "<html>", "<head>",
    "<meta http-equiv=refresh>", "<link rel=stylesheet href=x>", "<details ontoggle=x open>", "<!--", "-->",
    "<![CDATA[", "]]>", "<?php", "?>", "<!DOCTYPE x>", "</", "<", ">", '"', "'", "`", "```", "```python\n",
    '~~~x" y\n', '<code class="language-x onx">', "<pre>", "</pre>", "</code>", "<ruby>", "<rt>", "</ruby>",
    "<span class=k>", "<div id=x>", "&lt;script&gt;", "&#60;script&#62;", "&amp;lt;", "\x00", "\x01", "\ufdd0",
    "\ufffe", "\ufffd", "\u202e", "\r", "\n", "\n\n", "    ", "> ", "* ", "1. ", "# ", "| a | b |\n| - | - |\n", "|",
    "[^1]", "[^1]: x\n", '[^"x]', "**", "_", "中文", "，", "a", " ", "<section class=footnotes>", "<li id=fn-1>",
    "data-footnote-ref", "<picture>", "<source srcset=x>", "<template>", "<plaintext>",
]  # fmt: skip
nasty = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4)), max_size=14).map("".join)

LONG = 200_000
LONG_INPUTS = {
    "open brackets": "[",
    "quotes in quotes": ">",
    "backticks": "`a``",
    "open tags": "<b>",
    "open comments": "<!--",
    "open scripts": "<script>",
    "open frames": "<iframe src=x",
    "addresses": "http://a.example/(",
    "rubies": "<ruby>字<rt>",
    "open rubies with blanks": "<ruby>   ",
    "headings": "# 题\n",
    "soft breaks": "字\n",
    "code in Python": '```python\n"""\n```\n',
}


class PageTests(TestCase):
    def test_a_page_sees_what_is_forbidden(self) -> None:
        for html in [
            "<script>",
            "<p onclick='x'>",
            '<a href="javascript:x">',
            '<a href=" java\tscript:x">',
            '<a href="data:text/html,x">',
            '<img src="//evil.example/x.png">',
            '<span class="masthead">',
            '<h2 id="main">',
            "<b style='x'>",
            "<!-- x -->",
        ]:
            with self.subTest(html):
                self.assertEqual(len(Page(html).forbidden), 1)

    def test_a_page_lets_be_what_an_article_may_hold(self) -> None:
        for html in ["<ruby>", '<a href="a b:c" rel="noopener">', '<a href="/a">', '<a href="java%20script:x">']:
            with self.subTest(html):
                self.assertEqual(Page(html).forbidden, [])


SAMPLES = Path(__file__).parents[3] / "shared" / "corpus"


class ArticleTests(TestCase):
    @settings(max_examples=100, deadline=None)
    @given(nasty)
    def test_nothing_forbidden_comes_out_of_an_article(self, markdown: str) -> None:
        self.assertEqual(Page(render(markdown, SITE).html).forbidden, [])

    @settings(max_examples=50, deadline=None)
    @given(nasty)
    def test_the_same_text_gives_the_same_html(self, markdown: str) -> None:
        self.assertEqual(render(markdown, SITE), render(markdown, SITE))

    def test_long_inputs_come_to_an_end(self) -> None:
        for name, piece in LONG_INPUTS.items():
            with self.subTest(name):
                markdown = piece * (LONG // len(piece))
                self.assertNotIn("<script", render(markdown, SITE).html)

    def test_a_script_written_as_entities_stays_text(self) -> None:
        rendered = render("&lt;script&gt;alert(1)&lt;/script&gt;", SITE)
        self.assertEqual(rendered.html, "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")
        self.assertEqual(rendered.text, "<script>alert(1)</script>")

    @skipUnless(SAMPLES.is_dir(), "the sample corpus lies beside the repository, and it is not there")
    def test_the_samples_of_the_archive_come_out_clean(self) -> None:
        for path in sorted(SAMPLES.rglob("*.md")):
            with self.subTest(path.name):
                body = path.read_bytes().decode().partition("\n---\n")[2]
                rendered = render(body, SITE)
                self.assertEqual(Page(rendered.html).forbidden, [])
                self.assertEqual(bool(rendered.html), bool(body.strip()))


class CommentTests(TestCase):
    def assert_safe(self, html: str) -> None:
        self.assertEqual(Page(html, COMMENT_TAGS, COMMENT_ATTRIBUTES).forbidden, [])

    @settings(max_examples=100, deadline=None)
    @given(nasty)
    def test_nothing_forbidden_comes_out_of_a_comment(self, html: str) -> None:
        self.assert_safe(sanitise_comment(html))

    @settings(max_examples=50, deadline=None)
    @given(nasty)
    def test_cleaning_twice_changes_nothing(self, html: str) -> None:
        once = sanitise_comment(html)
        self.assertEqual(sanitise_comment(once), once)

    def test_long_comments_come_to_an_end(self) -> None:
        for piece in ("<b>", "<font>", "<a href=x>", "<", "<!--", "<script>"):
            with self.subTest(piece):
                self.assertNotIn("<script", sanitise_comment(piece * (LONG // len(piece))))

    def test_an_escaped_script_stays_text(self) -> None:
        message = "&lt;script&gt;<br />\r\nalert('再见')<br />\r\n&lt;/script&gt;"
        self.assertEqual(sanitise_comment(message), "&lt;script&gt;<br>\nalert('再见')<br>\n&lt;/script&gt;")

    def test_pictures_styles_and_classes_go_and_the_words_stay(self) -> None:
        message = (
            '<div style="position:fixed" class="quote"><blockquote><font size="2" color="#999">甲 说：</font><br />'
            '<img src="http://tp3.example/secret.gif" style="x"></blockquote></div>滚?&nbsp;[good]'
        )
        expected = "<div><blockquote>甲 说：<br></blockquote></div>滚?&nbsp;[good]"
        self.assertEqual(sanitise_comment(message), expected)

    def test_links_are_those_of_a_stranger(self) -> None:
        self.assertEqual(
            sanitise_comment('<a href="http://a.example/?x=1&amp;y=2" target="_blank" class="gj_safe_a">甲</a>'),
            '<a href="http://a.example/?x=1&amp;y=2" rel="nofollow noopener ugc">甲</a>',
        )
        self.assertEqual(
            sanitise_comment('<a href="javascript:alert(1)">甲</a>'), '<a rel="nofollow noopener ugc">甲</a>'
        )
