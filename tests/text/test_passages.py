"""Quoted passages: found again from the Markdown and from the page that it makes."""

from django.test import SimpleTestCase

from articles.text.passages import context, is_there

BODY = """\
## 安装 *容器*

用 `docker run` 启动，见[官方文档](https://example.org/a_b "文档")和[手册][1]。这是**重点：**不要用 root。

1. 打开 <kbd>终端</kbd>，
2. 输入 1 < 2 &amp;&amp; 2 > 1。

> 引用的
> 两行。

[1]: https://example.org/
"""


class PassageTests(SimpleTestCase):
    def test_what_is_marked_on_the_page_is_found_in_the_markdown(self) -> None:
        for quote in (
            *("安装 容器", "用 docker run 启动，见官方文档和手册。", "这是重点：不要用 root。", "引用的两行。"),
            *("打开 终端，\n输入 1 < 2 && 2 > 1。", "容器\n\n用 docker run"),
        ):
            self.assertTrue(is_there(quote, BODY), quote)

    def test_what_is_copied_from_the_markdown_is_found(self) -> None:
        for quote in (BODY, "这是**重点：**不要", '[官方文档](https://example.org/a_b "文档")', "> 引用的\r\n> 两行。"):
            self.assertTrue(is_there(quote, BODY), quote)

    def test_another_wording_is_not_found(self) -> None:
        for quote in ("不要用 su。", "官方手册", "重点：要用"):
            self.assertFalse(is_there(quote, BODY), quote)

    def test_the_context_is_what_stands_around(self) -> None:
        self.assertEqual(context("**乙**", "甲*甲*乙丙[丙](https://example.org/)"), "甲甲乙丙丙")
        self.assertEqual((context("丁", "甲乙丙"), context(" ", "甲")), ("", ""))

    def test_a_text_of_nothing_but_signs_costs_little(self) -> None:
        for sign in ("[", "![", "<a ", "](", "&", "\\", "- ", "[a](", '[a](b "'):
            self.assertFalse(is_there("没有", sign * 50_000), sign)
