"""Tests of articles/text/code_blocks.py."""

from unittest import TestCase

from articles.text.code_blocks import COLOURED_AT_MOST, lift, put_back


class BlocksTests(TestCase):
    def assert_put_back(self, html: str, expected: str) -> None:
        lifted = lift(html)
        self.assertEqual(put_back(lifted.html, lifted.blocks), expected)

    def test_blocks_come_back_to_their_places(self) -> None:
        self.assert_put_back(
            "<p>甲</p>\n<pre><code>a\n</code></pre>\n<p>乙</p>\n<pre>b &lt; c</pre>",
            '<p>甲</p>\n<pre tabindex="0"><code>a\n</code></pre>\n'
            '<p>乙</p>\n<pre tabindex="0"><code>b &lt; c</code></pre>',
        )

    def test_one_empty_line_before_the_fence_goes(self) -> None:
        self.assert_put_back("<pre><code>\na\n\n\n</code></pre>", '<pre tabindex="0"><code>\na\n\n</code></pre>')

    def test_a_language_is_named_in_any_case_and_coloured_where_it_is_known(self) -> None:
        self.assert_put_back(
            '<pre><code class="language-JSON">1</code></pre>',
            '<pre tabindex="0" data-language="JSON"><code class="language-json"><span class="mi">1</span></code></pre>',
        )
        self.assert_put_back(
            '<pre><code class="language-sehll">1</code></pre>',
            '<pre tabindex="0" data-language="sehll"><code>1</code></pre>',
        )

    def test_what_cannot_be_the_name_of_a_language_is_none(self) -> None:
        for name in ("language-", "language-{语言}", "language-x&quot;y", "admin", "language-" + "x" * 31):
            self.assert_put_back(f'<pre><code class="{name}">1</code></pre>', '<pre tabindex="0"><code>1</code></pre>')

    def test_an_article_made_of_code_is_coloured_only_so_far(self) -> None:
        block = '<pre><code class="language-json">' + "1\n" * 2_000 + "</code></pre>"
        lifted = lift(block * 12)
        coloured = [part.count("<span") > 0 for part in put_back(lifted.html, lifted.blocks).split("<pre")[1:]]
        self.assertEqual(coloured, [True] * (COLOURED_AT_MOST // 4_000) + [False] * (12 - COLOURED_AT_MOST // 4_000))

    def test_classes_of_an_author_go(self) -> None:
        self.assert_put_back('<p><code class="language-c">x</code></p>', "<p><code>x</code></p>")
        self.assertEqual(lift('<pre><code class="x"><b>a</b></code></pre>').html, "<pre><code><b>a</b></code></pre>")
