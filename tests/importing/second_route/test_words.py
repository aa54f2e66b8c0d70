"""The words that a body says, and whether a page that lost one of them is noticed."""

import ast
import random
import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

from articles.formats import front_matter
from articles.importing.second_route.page import page_text
from articles.importing.second_route.words import missing, stand_in, words, words_of_body
from articles.text.render import Site, render

CORPUS: Path = settings.BASE_DIR.parent / "shared" / "corpus"


def _size(_: str) -> tuple[int, int]:
    return 640, 480


SITE = Site(frozenset({"linux.cn"}), _size)
ARTICLE = """\
## 容器里的 `PATH`

在 **容器** 里运行 `env`，会看到 [Linux 中国](https://linux.cn/) 的示例[^1]。引号后的**“强调”**仍是 ~~粗体~~。

[^1]: 脚注也是正文。

![构建 <过程>](/data/attachment/album/201906/27/build.png "标题")

1. 安装 <ruby>容器引擎<rt>container engine</rt></ruby>
2. 运行 `docker run -it <镜像名>`
   > 引用里的 *强调*

| 命令 | 说明 |
| --- | --- |
| `ps \\| grep init` | 查找 init 进程 |
| `ls -l` | 列出文件 |

```sh
# 打印环境变量
echo "$PATH"
```

via: <https://example.com/path>
"""


def page_of(html: str) -> str:
    return f'<article><h1>标题</h1><div class="text">{html}</div><p>页脚</p></article>'


def words_of_page(html: str) -> list[str]:
    body = page_text(page_of(html)).body
    assert body is not None
    return words(body)


class WordsTests(SimpleTestCase):
    def said(self, markdown: str, expected: str) -> None:
        self.assertEqual(" ".join(words_of_body(markdown)), expected)

    def test_a_word_is_a_cjk_character_or_a_run_of_letters_and_digits(self) -> None:
        self.assertEqual(words("内核 5.15，café 与 Ёлка"), ["内", "核", "5", "15", "café", "与", "Ёлка"])

    def test_both_ways_to_write_an_accent_are_one_word(self) -> None:
        self.assertEqual(words("cafe\u0301"), ["caf\u00e9"])

    def test_marks_of_emphasis_do_not_part_a_word(self) -> None:
        self.said("**b**old, foo*bar*, snake_case, ~~struck~~out, `code`s", "bold foobar snakecase struckout codes")

    def test_an_escape_does_not_part_a_word(self) -> None:
        self.said(r"func\_c \[x\] C:\\new", "funcc x C new")

    def test_of_a_link_only_the_text_is_said(self) -> None:
        self.said('见 [内核 `x`](https://example.com/a_(b) "标题") 与 [b](<a c>)', "见 内 核 x 与 b")

    def test_what_only_looks_like_a_link_is_said_whole(self) -> None:
        self.said("[a](b c) [d] [e][f]", "a b c d e f")

    def test_a_link_holds_no_link(self) -> None:
        self.said("[a [b](c) d](e)", "a b d e")

    def test_a_reference_is_said_without_its_label_and_definition(self) -> None:
        self.said('见 [内核][1] 与 [容器][]。\n\n[1]: https://example.com "a"\n[容器]: /b\n', "见 内 核 与 容 器")

    def test_a_reference_without_definition_is_said_with_its_label(self) -> None:
        self.said("见 [内核][1]。", "见 内 核 1")

    def test_a_definition_inside_code_defines_nothing(self) -> None:
        self.said("[a][1]\n\n```\n[1]: /b\n```", "a 1 1 b")

    def test_a_picture_says_its_alternative_text(self) -> None:
        self.said("前![一 张](/a.png)后", "前 一 张 后")

    def test_a_picture_parts_words(self) -> None:
        self.said("a![](/a.png)b", "a b")

    def test_an_address_as_alternative_text_is_not_said(self) -> None:
        self.said("![https://example.com/a.png](/a.png)", "")

    def test_a_picture_in_a_link_says_its_alternative_text_and_the_caption(self) -> None:
        self.said("[![图](/a.png)  \n点击查看](/b)", "图 点 击 查 看")

    def test_a_bare_address_is_said(self) -> None:
        self.said("via: <https://example.com/a> https://b.cn", "via https example com a https b cn")

    def test_code_is_said_as_it_stands(self) -> None:
        self.said("`[a](b) <c> &lt;` `` ` ``", "a b c lt")

    def test_a_fence_says_its_lines_but_not_its_language(self) -> None:
        self.said("```sh\n1. [a](b)\r\n<c>\n```\n\n~~~\nd", "1 a b c d")

    def test_indented_code_is_said_as_it_stands(self) -> None:
        self.said("段落\n\n\t[a](b)\n\n    <i>c\n", "段 落 a b i c")

    def test_an_indented_line_of_a_paragraph_is_no_code(self) -> None:
        self.said("段落\n    [a](b)", "段 落 a")

    def test_code_in_a_list_is_said_as_it_stands(self) -> None:
        self.said("1. 一\n\n       [a](b)\n\n2. 二\n   [c](d)", "一 a b 二 c")

    def test_the_number_of_a_list_is_not_said(self) -> None:
        self.said("1. 一\n2) 二\n\n> 3. 三", "一 二 三")

    def test_a_number_within_a_paragraph_is_said(self) -> None:
        self.said("成立于\n1991. 年", "成 立 于 1991 年")

    def test_a_heading_and_its_marks(self) -> None:
        self.said("### 标题 ###\n\n题\n---\n\n* * *", "标 题 题")

    def test_a_table_says_each_cell(self) -> None:
        self.said("| a | b |\n|---|:-:|\n| `c \\| d` | [e](f) |", "a b c d e")

    def test_a_table_says_the_cells_that_are_too_many(self) -> None:
        self.said("| a | b |\n|---|---|\n| `c | d` | e | f", "a b c d e f")

    def test_an_indented_header_row_is_no_code(self) -> None:
        self.said("      | [a](b) | c |\n| --- | --- |\n| d | e |", "a c d e")

    def test_html_tags_are_not_said_and_their_text_is(self) -> None:
        self.said('a<b title="x">b</b> <font color="red">红</font><br/>c', "ab 红 c")

    def test_a_block_of_html_is_said_without_markdown(self) -> None:
        self.said("<div>\n[a](b) &amp; *c*\n</div>\n\n[d](e)", "a b c d")

    def test_what_is_no_element_is_said(self) -> None:
        self.said("ssh <user>@<server-ip-address>, the <title> element", "ssh user server ip address the title element")

    def test_ruby_parts_words(self) -> None:
        self.said("用<ruby> Foo <rt> bar </rt></ruby>吧", "用 Foo bar 吧")

    def test_comments_and_what_is_not_for_reading_are_not_said(self) -> None:
        self.said("a <!-- b --> c\n\n<script>\nd\n</script>\n\n<iframe src='e'>f</iframe>", "a c")

    def test_character_references_are_said_as_what_they_stand_for(self) -> None:
        self.said("&#20869;&#x6838;&nbsp;&eacute;&foo; `&eacute;`", "内 核 é foo eacute")

    def test_a_footnote_is_said_at_the_end_without_its_label(self) -> None:
        self.said("甲[^n]乙[^x]\n\n[^n]: 丙\n\n丁", "甲 乙 x 丁 丙")

    def test_a_quote_says_its_lines_also_the_lazy_ones(self) -> None:
        self.said("> 一\n> \n> - 二\n三\n\n四", "一 二 三 四")


class MissingTests(SimpleTestCase):
    def test_a_page_may_say_more(self) -> None:
        self.assertEqual(missing(["a", "c"], ["a", "b", "c", "d"]), [])

    def test_a_lost_run_is_named_as_it_reads(self) -> None:
        body = words("第一段。The second 段落，第三段。")
        self.assertEqual(missing(body, words("第一段。第三段。")), ["The second段落"])

    def test_two_lost_runs_are_two(self) -> None:
        self.assertEqual(missing(list("abcdefg"), list("acdfg")), ["b", "e"])

    def test_a_long_run_is_cut(self) -> None:
        lost = ["很"] * 150
        self.assertEqual(missing(["a", *lost, "b"], ["a", "b"]), ["很" * 100 + "… (150 words)"])

    def test_of_very_many_runs_some_are_told(self) -> None:
        body = [str(number) for number in range(60)]
        self.assertEqual(missing(body, body[1::2])[19:], ["38", "… and 10 more runs of words"])

    def test_a_run_lost_from_a_very_long_text_is_named(self) -> None:
        body = words("".join(f"第 {number} 段说的是内核。" for number in range(1000)))
        self.assertEqual(missing(body, ["前", *body[:3000], *body[3005:], "后"])[0][:1], body[3000][:1])

    def test_another_order_is_a_loss(self) -> None:
        self.assertEqual(missing(["a", "b"], ["b", "a"]), ["b"])

    def test_a_repeated_word_that_stands_once_less_is_a_loss(self) -> None:
        self.assertEqual(missing(words("很好很好"), words("很好很")), ["好"])


class PageOfTheRendererTests(SimpleTestCase):
    """The two routes meet, and a page that lost something is noticed."""

    def test_a_page_says_exactly_what_its_body_says(self) -> None:
        self.assertEqual(words_of_page(render(ARTICLE, SITE).html), words_of_body(ARTICLE))

    def test_every_sample_of_the_archive_stands_on_its_page(self) -> None:
        for path, body in self.samples():
            with self.subTest(path.name):
                self.assertEqual(missing(words_of_body(body), words_of_page(render(body, SITE).html)), [])

    def test_a_word_lost_anywhere_is_noticed(self) -> None:
        html = render(ARTICLE, SITE).html
        expected, places = words_of_body(ARTICLE), _words_in(html)
        self.assertGreater(len(places), 80)
        unnoticed = [html[start:end] for start, end in places if _stands(expected, html[:start] + html[end:])]
        self.assertEqual(unnoticed, [])

    def test_words_and_paragraphs_lost_from_samples_are_noticed(self) -> None:
        draw = random.Random(1991)
        drawn = unnoticed = 0
        for _, body in self.samples():
            html, expected = render(body, SITE).html, words_of_body(body)
            blocks = [found.span() for found in re.finditer(r"<(p|li|pre|td|h\d)\b[^>]*>.*?</\1>", html, re.DOTALL)]
            spans = [draw.choice(found) for found in 20 * [_words_in(html)] + 5 * [blocks] if found]
            for start, end in spans:
                less = html[:start] + html[end:]
                if words_of_page(less) != words_of_page(html):
                    drawn += 1
                    unnoticed += _stands(expected, less)
        self.assertGreater(drawn, 400)
        self.assertLess(unnoticed, drawn / 100)

    def samples(self) -> list[tuple[Path, str]]:
        if not CORPUS.is_dir():
            self.skipTest("the corpus is not here")
        return [(path, front_matter.read(path.read_bytes(), str(path)).body) for path in sorted(CORPUS.rglob("*.md"))]


def _words_in(html: str) -> list[tuple[int, int]]:
    """Where words stand between tags."""
    return [
        (text.start() + found.start(), text.start() + found.end())
        for text in re.finditer(r"(?<=>)[^<]+", html)
        for found in re.finditer(r"(?<!&)\b[A-Za-z0-9]+|[\u4e00-\u9fff]", text[0])
        if "#fn" not in html[max(0, text.start() - 60) : text.start()]
    ]


def _stands(expected: list[str], html: str) -> bool:
    return stand_in(expected, words_of_page(html))


class IndependenceTests(SimpleTestCase):
    def test_the_second_route_shares_no_code_with_the_renderer(self) -> None:
        for path in sorted(Path(settings.BASE_DIR, "articles/importing/second_route").glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                outside = isinstance(node, ast.ImportFrom) and node.level == 0
                names += [str(node.module)] if outside and isinstance(node, ast.ImportFrom) else []
                above = isinstance(node, ast.ImportFrom) and node.level > 1
                self.assertFalse(above, f"{path.name} imports from the folder above")
                for name in names:
                    self.assertNotIn(name.partition(".")[0], {"articles", "comrak", "nh3", "markdown"}, path.name)
