"""Tests of the index of categories and tags."""

from articles.views import tags
from tests import builders

from .case import PageCase, titles


class TagsTest(PageCase):
    def test_tags_and_categories_are_listed_with_the_number_of_their_articles(self) -> None:
        builders.published(tags=["内核", "C"], category="技术")
        builders.published(tags=["内核"], category="技术")
        html = self.page("/tags/")
        for row in (
            '<li><a href="/tag/%E5%86%85%E6%A0%B8/">内核</a> <span class="count">2</span></li>',
            '<li><a href="/tag/c/">C</a> <span class="count">1</span></li>',
            '<li><a href="/category/%E6%8A%80%E6%9C%AF/">技术</a> <span class="count">2</span></li>',
        ):
            self.assertInHTML(row, html)

    def test_what_is_not_public_is_neither_counted_nor_named(self) -> None:
        builders.published(tags=["内核"])
        builders.hide_from_readers(tags=["内核", "秘密标签"], category="秘密栏目")
        html = self.page("/tags/")
        self.assert_tells_nothing(html)
        self.assertInHTML('<li><a href="/tag/%E5%86%85%E6%A0%B8/">内核</a> <span class="count">1</span></li>', html)

    def test_many_tags_are_grouped_by_letter_then_signs_then_chinese(self) -> None:
        builders.published(tags=["内核", ".NET", "64位", *(f"ab{number}" for number in range(tags.COMMON)), "Bash"])
        self.assertEqual(
            titles(self.page("/tags/")), ["栏目与标签", "栏目", "常用标签", "A", "B", "数字与符号", "中文"]
        )

    def test_an_empty_site_says_so(self) -> None:
        self.assertIn("这里还没有文章", self.page("/tags/"))

    def test_three_queries_for_one_tag_and_for_more(self) -> None:
        builders.published(tags=["甲"])
        self.assert_costs(3, "/tags/", lambda: builders.published(tags=["乙", "丙"], category="新闻"))
