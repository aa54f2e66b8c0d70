"""Tests of articles/text/render.py; what the HTML looks like, golden/ says."""

from unittest import TestCase

from articles.text.render import Heading, render, render_many
from tests.text.site import PICTURE, SITE

GONE = "/data/attachment/album/201906/27/gone.png"


class RenderTests(TestCase):
    def test_nothing_gives_nothing(self) -> None:
        rendered = render(" \r\n\n", SITE)
        self.assertEqual((rendered.html, rendered.text), ("", ""))
        self.assertEqual((rendered.contents, rendered.images, rendered.links, rendered.missing), ((), (), (), ()))

    def test_many_are_rendered_each_as_if_alone_and_in_their_order(self) -> None:
        texts = [
            "## 安装\n\n甲\n乙",
            "## 安装\n\n```python\nimport os\n```",
            "",
            f"![]({PICTURE})\n\n[甲](/a)",
            "```\nx\n```\n\n丁",
        ]
        self.assertEqual(render_many(texts, SITE), [render(text, SITE) for text in texts])
        self.assertEqual(len({rendered.html for rendered in render_many(texts, SITE)}), len(texts))

    def test_the_contents_are_the_headings_in_order(self) -> None:
        rendered = render("### 安装\n\n#### 用 `apt`\n\n### 安装\n\n### ![](x.png)", SITE)
        self.assertEqual(
            rendered.contents,
            (Heading(2, "h-安装", "安装"), Heading(3, "h-用-apt", "用 apt"), Heading(2, "h-安装-2", "安装")),
        )

    def test_pictures_are_listed_by_their_normal_address_and_once(self) -> None:
        own = f"![]({PICTURE}) ![](https://img.linux.net.cn{PICTURE})"
        rendered = render(f"![]({GONE}) {own} ![](http://a.example/b.png)", SITE)
        self.assertEqual(rendered.images, (GONE, PICTURE, "http://a.example/b.png"))

    def test_missing_are_those_of_our_pictures_that_have_no_size(self) -> None:
        rendered = render(f"![]({GONE}) ![]({PICTURE}) ![](http://a.example/b.png) ![]({GONE})", SITE)
        self.assertEqual(rendered.missing, (GONE,))

    def test_links_are_listed_as_they_are_rendered_and_once(self) -> None:
        rendered = render(
            "[甲](http://linux.cn/article-7-2.html) [乙](/article-7-1.html) https://a.example/x。 [丙](javascript:x)",
            SITE,
        )
        self.assertEqual(rendered.links, ("/article-7-1.html", "https://a.example/x"))

    def test_line_ends_make_no_difference(self) -> None:
        text = "题\n---\n\n第一行  \n第二行\n\n```\nx\n\ny\n```\n\n| a |\n| - |\n| b |"
        unix = render(text, SITE)
        self.assertEqual(render(text.replace("\n", "\r\n"), SITE), unix)
        self.assertEqual(render(text.replace("\n", "\r"), SITE), unix)

    def test_a_fence_without_a_language_is_not_highlighted(self) -> None:
        html = render("```\nimport os\n```", SITE).html
        self.assertEqual(html, '<pre tabindex="0"><code>import os\n</code></pre>\n')

    def test_code_is_taken_word_for_word(self) -> None:
        html = render("```\n<b> http://a.example/ &amp;\n译者：\n甲\n```\n\n`www.a.example`", SITE).html
        self.assertIn("<code>&lt;b&gt; http://a.example/ &amp;amp;\n译者：\n甲\n</code>", html)
        self.assertIn("<code>www.a.example</code>", html)

    def test_each_block_is_a_line_of_the_text(self) -> None:
        rendered = render("### 题\n\n甲\n乙\n\n* 丙\n* 丁\n\n| 戊 | 己 |\n| - | - |\n\n```\nx\n```", SITE)
        self.assertEqual(rendered.text, "题\n甲乙\n丙\n丁\n戊\n己\nx")
