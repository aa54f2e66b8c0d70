"""The headline and the text of a page."""

from django.test import SimpleTestCase

from articles.importing.second_route.page import PageText, page_text


def body_of(html: str) -> str:
    return " ".join((page_text(f'<article><div class="text">{html}</div></article>').body or "").split())


class PageTextTests(SimpleTestCase):
    def test_headline_and_text_are_told_from_what_stands_around_them(self) -> None:
        html = (
            '<title>站名</title><h2>栏目</h2><div class="text">别处</div><article><h1>标题\n <em>一</em></h1>'
            '<details>目录</details><div class="wide text"><div>正文</div>又一段</div><p>页脚</p></article><p>评论</p>'
        )
        page = page_text(html)
        self.assertEqual(page.title, "标题 一")
        self.assertEqual(" ".join((page.body or "").split()), "正文 又一段")

    def test_a_page_without_a_text_has_none(self) -> None:
        self.assertEqual(page_text("<h1>标题</h1><article><p>正文</p></article>"), PageText("标题", None))

    def test_an_empty_text_is_empty(self) -> None:
        self.assertEqual(page_text('<article><div class="text"></div></article>'), PageText("", ""))

    def test_elements_within_a_line_do_not_part_words(self) -> None:
        self.assertEqual(body_of("<b>b</b>old <span class='k'>x</span>y"), "bold xy")

    def test_blocks_and_breaks_part_words(self) -> None:
        self.assertEqual(body_of("<p>a</p><ul><li>b</li><li>c<br>d</li></ul>"), "a b c d")

    def test_pictures_say_their_alternative_text(self) -> None:
        self.assertEqual(body_of('a<img src="x" alt="b &amp; c">d<img src="y">'), "a b & c d")

    def test_what_stands_for_a_picture_parts_words(self) -> None:
        self.assertEqual(
            body_of('a<span class="picture-missing">图</span>b<a class="picture-elsewhere">c</a>d'), "a 图 b c d"
        )

    def test_marks_of_footnotes_are_not_text(self) -> None:
        html = '甲<sup><a href="#fn-n" id="fnref-n">1</a></sup>乙<a href="#fnref-n">↩2</a>'
        self.assertEqual(body_of(html), "甲 乙")

    def test_references_and_escaped_tags_are_text(self) -> None:
        self.assertEqual(body_of("&lt;title&gt; &eacute; &#20869;"), "<title> é 内")

    def test_scripts_and_styles_are_not_text(self) -> None:
        self.assertEqual(body_of("a<script>b</script><style>c</style>d"), "ad")
