"""Tests of a category's page."""

from urllib.parse import quote

from articles.models import Category
from tests import builders

from .case import PageCase, titles


class CategoryTest(PageCase):
    def test_its_articles_are_listed_newest_first_and_no_others(self) -> None:
        builders.published("旧", hour=1)
        builders.published("新", hour=2)
        builders.published("别处", hour=3, category="新闻")
        builders.hide_from_readers()
        html = self.page("/category/技术/")
        self.assertEqual(titles(html), ["技术", "新", "旧"])
        self.assert_tells_nothing(html)

    def test_a_name_in_another_case_leads_to_the_one_address(self) -> None:
        builders.published(category="Linux 发行版")
        target = f"/category/{quote('linux_发行版')}/"
        for path in ("/category/Linux 发行版/", "/category/LINUX_发行版/"):
            self.assert_moved(path, target)
        self.assert_moved("/category/Linux 发行版/?before=5", f"{target}?before=5")

    def test_a_category_without_an_article_is_404_in_every_spelling(self) -> None:
        Category.objects.create(name="Secret")
        builders.hide_from_readers(category="Secret")
        for path in ("/category/secret/", "/category/Secret/", "/category/secret/feed.atom"):
            self.assert_missing(path)

    def test_an_unknown_one_is_404(self) -> None:
        for path in ("/category/x/", "/category/%00/", "/category/a%2Fb/", f"/category/{'x' * 300}/"):
            self.assert_missing(path)

    def test_four_queries_for_one_article_and_for_more(self) -> None:
        builders.published("一")

        def more() -> None:
            for hour in (1, 2):
                builders.published(f"第 {hour} 篇", hour=hour, credits=[("author", f"作者 {hour}")])

        self.assert_costs(4, "/category/技术/", more)
