"""Tests of the front page."""

from django.utils import timezone

from articles import publishing
from articles.models import Publication
from articles.text import names
from tests import builders

from .case import PageCase, titles


def picture(publication: Publication) -> None:
    rows = Publication.objects.filter(pk=publication.pk)
    rows.update(cover="/data/attachment/album/a.png", cover_width=800, cover_height=450)


def mark(publication: Publication, **marks: bool) -> None:
    publishing.mark(Publication.objects.filter(pk=publication.pk), by=None, now=builders.LONG_AGO, **marks)


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

    def test_what_is_pinned_leads_however_old_it_is(self) -> None:
        pinned = builders.published("置顶", category="旧栏目")
        for hour in range(1, 31):
            builders.published(f"第 {hour} 篇", hour=hour, chosen=hour % 2 == 0)
        mark(pinned, pinned=True)
        html = self.page("/")
        self.assertEqual(titles(html)[1], "置顶")
        mark(pinned, pinned=False)
        self.assertEqual(titles(self.page("/"))[1], "第 30 篇")

    def test_of_several_that_are_pinned_the_newest_leads(self) -> None:
        for hour, title in enumerate(("先", "后", "新")):
            publication = builders.published(title, hour=hour)
            if title != "新":
                mark(publication, pinned=True)
        self.assertEqual(titles(self.page("/"))[1], "后")

    def test_what_is_pinned_and_not_public_does_not_lead(self) -> None:
        builders.published("公开")
        builders.draft("秘密的草稿")
        mark(builders.scheduled("秘密的明天"), pinned=True, editors_choice=True)
        publication = builders.published("秘密的过去")
        mark(publication, pinned=True, editors_choice=True)
        builders.withdraw(publication)
        html = self.page("/")
        self.assert_tells_nothing(html)
        self.assertEqual(titles(html)[1], "公开")

    def test_the_choice_of_the_editors_stands_beside_the_lead_and_is_not_repeated_among_the_newest(self) -> None:
        builders.published("推荐", hour=1, chosen=True)
        builders.published("普通", hour=2)
        builders.published("头条", hour=3)
        self.assertEqual(titles(self.page("/"))[:5], ["译报", "头条", "普通", "编辑推荐", "推荐"])

    def test_the_five_newest_of_the_choice_are_shown_however_old_they_are(self) -> None:
        for hour in range(40):
            builders.published(f"第 {hour} 篇", hour=hour, chosen=hour < 8)
        chosen = self.page("/").split('class="chosen"')[1].split("</section>")[0]
        self.assertEqual(titles(chosen), ["编辑推荐", *(f"第 {hour} 篇" for hour in (7, 6, 5, 4, 3))])

    def test_each_category_shows_what_does_not_stand_above_and_the_last_written_in_comes_first(self) -> None:
        for hour in range(20):
            builders.published(f"新闻{hour}", hour=hour, category="新闻")
        for hour in range(12):
            builders.published(f"技术{hour}", hour=30 + hour, category="技术")
        sections = self.page("/").split('class="sections"')[1].split("</div>\n</main>")[0]
        self.assertEqual(titles(sections), ["技术", "技术2", "新闻", "新闻19"])
        self.assertIn("新闻16", sections)
        self.assertNotIn("新闻15", sections)

    def test_no_article_stands_twice_on_the_page(self) -> None:
        for hour in range(45):
            publication = builders.published(f"〔{hour}〕", hour=hour, chosen=hour % 7 == 0, category=f"栏目{hour % 4}")
            mark(publication, pinned=hour % 9 == 0)
        html = self.page("/").split("<main")[1]
        shown = [hour for hour in range(45) if f"〔{hour}〕" in html]
        self.assertGreater(len(shown), 20)
        self.assertEqual([hour for hour in shown if html.count(f"〔{hour}〕") != 1], [])

    def test_a_category_all_of_whose_articles_stand_above_is_named_below(self) -> None:
        builders.published("唯一", category="技术")
        html = self.page("/")
        self.assertNotIn('class="sections"', html)
        self.assertIn('href="/category/%E6%8A%80%E6%9C%AF/"', html.split('class="others"')[1])

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

    def test_a_full_page_costs_as_much(self) -> None:
        def more() -> None:
            for hour in range(24):
                publication = builders.published(
                    f"第 {hour} 篇", hour=hour, category=f"栏目 {hour % 12}", chosen=hour % 3 == 0
                )
                mark(publication, pinned=hour % 5 == 0)

        builders.published("一")
        self.assert_costs(5, "/", more)

    def test_categories_link_to_their_canonical_address(self) -> None:
        builders.published("一", category="Linux 发行版")
        self.assertIn('href="/category/linux_%E5%8F%91%E8%A1%8C%E7%89%88/"', self.page("/"))
        self.assertEqual(names.slug("Linux 发行版"), "linux_发行版")
