"""Tests of articles/text/raw_html.py, on HTML as the Markdown renderer passes it on."""

from unittest import TestCase

from articles.text.raw_html import settle


class SettleTests(TestCase):
    def assert_settled(self, html: str, expected: str) -> None:
        self.assertEqual(settle(html), expected)

    def test_what_markdown_makes_and_ruby_stay(self) -> None:
        html = '<p><strong>甲</strong> <a href="x">乙</a> <ruby>丙<rt>c</rt></ruby><br />\n<img src="x" alt="" /></p>\n'
        self.assert_settled(html, html)

    def test_an_unknown_tag_is_a_word(self) -> None:
        self.assert_settled(
            "<p>http://<server-ip>:80 <your name> </x></p>", "<p>http://&lt;server-ip>:80 &lt;your name> &lt;/x></p>"
        )

    def test_a_known_tag_that_is_never_closed_is_a_word(self) -> None:
        self.assert_settled("<p>the <title> of -o <var></p>", "<p>the &lt;title> of -o &lt;var></p>")
        self.assert_settled("<p>ends with </body></p>", "<p>ends with &lt;/body></p>")

    def test_a_known_tag_that_no_article_may_hold_goes_and_its_content_stays(self) -> None:
        self.assert_settled('<p><font color="red">甲</font> <span>乙</span><input type="text"></p>', "<p>甲 乙</p>")

    def test_an_added_element_stays_where_it_is_closed(self) -> None:
        self.assert_settled("<p><kbd>F2</kbd> <kbd></p>", "<p><kbd>F2</kbd> &lt;kbd></p>")

    def test_an_anchor_without_a_target_is_a_word(self) -> None:
        self.assert_settled('<p><a> <a href="x">甲</a></p>', '<p>&lt;a> <a href="x">甲</a></p>')

    def test_a_script_goes_with_all_it_holds(self) -> None:
        self.assert_settled("<p>甲<script>secret()</script>乙</p>\n", "<p>甲乙</p>\n")

    def test_two_words_about_scripts_swallow_nothing_between_them(self) -> None:
        self.assert_settled(
            "<p>the <script> tag</p>\n<p>and </script></p>\n", "<p>the &lt;script> tag</p>\n<p>and &lt;/script></p>\n"
        )

    def test_a_frame_with_an_address_becomes_a_link(self) -> None:
        self.assert_settled(
            '<iframe width="5" src="//video.example/embed?a=1&amp;b=2"></iframe>\n',
            '<p><a href="https://video.example/embed?a=1&amp;b=2">嵌入内容：video.example</a></p>\n',
        )

    def test_a_video_may_name_its_address_inside(self) -> None:
        self.assert_settled(
            "<p>看<video controls><source src='http://a.example/v.mp4'></video>吧</p>\n",
            '<p>看<a href="http://a.example/v.mp4">视频：a.example</a>吧</p>\n',
        )

    def test_a_frame_without_a_web_address_goes(self) -> None:
        self.assert_settled('<iframe src="javascript:alert(1)">secret</iframe>', "")
        self.assert_settled('<p>甲<object data="x.swf"></p>', "<p>甲</p>")

    def test_comments_go_and_what_is_never_closed_is_shown(self) -> None:
        self.assert_settled("<p>甲<!-- secret -->乙<!-->丙 <!-- 丁</p>", "<p>甲乙丙 &lt;!-- 丁</p>")

    def test_declarations_are_words(self) -> None:
        self.assert_settled("<?php x ?>\n<!DOCTYPE html>\n", "&lt;?php x ?>\n&lt;!DOCTYPE html>\n")

    def test_capitals_make_no_difference(self) -> None:
        self.assert_settled("<BR><SCRIPT>x</Script><FONT size=1>甲</FONT>", "<BR>甲")
