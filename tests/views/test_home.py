"""Tests of the front page."""

from django.utils import timezone

from articles.models import Publication
from articles.text import names
from tests import builders

from .case import PageCase, titles


def picture(publication: Publication) -> None:
    rows = Publication.objects.filter(pk=publication.pk)
    rows.update(cover="/data/attachment/album/a.png", cover_width=800, cover_height=450)


class HomeTest(PageCase):
    def test_a_site_without_articles_says_so(self) -> None:
        self.assertIn("第一篇文章还在写", self.page("/"))

    def test_the_newest_article_leads(self) -> None:
        builders.published("旧的", hour=1)
        builders.published("新的", hour=2)
        self.assertEqual(titles(self.page("/"))[:3], ["译报", "新的", "旧的"])

    def test_a_new_article_with_a_picture_leads_before_newer_ones_without(self) -> None:
        picture(builders.published("有图", hour=1))
        builders.published("更新", hour=2)
        html = self.page("/")
        self.assertEqual(titles(html)[1], "有图")
        self.assertIn('src="/data/attachment/album/a.png"', html)

    def test_a_cover_whose_file_is_missing_is_not_shown(self) -> None:
        builders.published("无图", cover="/data/attachment/album/none.png")
        self.assertNotIn("<img", self.page("/"))

    def test_the_choice_of_the_editors_stands_beside_the_lead_and_is_not_repeated_among_the_newest(self) -> None:
        builders.published("推荐", hour=1, chosen=True)
        builders.published("普通", hour=2)
        builders.published("头条", hour=3)
        self.assertEqual(titles(self.page("/"))[:5], ["译报", "头条", "普通", "编辑推荐", "推荐"])

    def test_each_category_shows_its_four_newest_and_the_last_written_in_comes_first(self) -> None:
        for hour in range(6):
            builders.published(f"新闻{hour}", hour=hour, category="新闻")
        builders.published("技术", hour=9, category="技术")
        sections = self.page("/").split('class="sections"')[1]
        self.assertEqual(titles(sections), ["技术", "新闻"])
        shown = [f"新闻{hour}" in sections for hour in range(6)]
        self.assertEqual(shown, [False, False, True, True, True, True])

    def test_an_article_without_a_category_is_shown(self) -> None:
        builders.published("无栏目", category="")
        self.assertIn("无栏目", self.page("/"))

    def test_what_is_not_public_is_nowhere_nor_are_its_category_and_people(self) -> None:
        builders.published("公开")
        builders.hide_from_readers(category="秘密栏目", credits=[("author", "秘密作者")])
        self.assert_tells_nothing(self.page("/"))

    def test_a_scheduled_article_appears_with_its_time(self) -> None:
        publication = builders.scheduled("明天")
        self.assertNotIn("明天", self.page("/"))
        publication.position = (int(timezone.now().timestamp()) << 30) | publication.number
        publication.save()
        self.assertIn("明天", self.page("/"))

    def test_five_queries_with_one_article_and_with_many(self) -> None:
        builders.published("一", chosen=True)

        def more() -> None:
            for hour in (1, 2, 3):
                builders.published(f"第 {hour} 篇", hour=hour, chosen=hour > 1, category=f"栏目 {hour}")

        self.assert_costs(5, "/", more)

    def test_categories_link_to_their_canonical_address(self) -> None:
        builders.published("一", category="Linux 发行版")
        self.assertIn('href="/category/linux_%E5%8F%91%E8%A1%8C%E7%89%88/"', self.page("/"))
        self.assertEqual(names.slug("Linux 发行版"), "linux_发行版")
