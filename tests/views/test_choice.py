"""Tests of the editor's choice."""

from articles.models import Publication
from tests import builders

from .case import PageCase, titles


class ChoiceTest(PageCase):
    def test_only_what_the_editors_chose_is_listed(self) -> None:
        builders.published("选中", hour=1, chosen=True)
        builders.published("普通", hour=2)
        later = builders.scheduled("秘密")
        Publication.objects.filter(pk=later.pk).update(editors_choice=True)
        html = self.page("/choice/")
        self.assertEqual(titles(html), ["编辑推荐", "选中"])
        self.assert_tells_nothing(html)

    def test_an_empty_list_says_so(self) -> None:
        self.assertIn("这里还没有文章", self.page("/choice/"))

    def test_three_queries_for_one_article_and_for_more(self) -> None:
        builders.published("一", chosen=True)
        self.assert_costs(3, "/choice/", lambda: [builders.published(f"{n}", hour=n, chosen=True) for n in (1, 2)])
