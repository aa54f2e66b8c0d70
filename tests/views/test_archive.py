"""Tests of the archive: whole, by year, by month; days are those of Shanghai."""

from datetime import UTC, datetime

from tests import builders

from .case import PageCase, titles

LAST_SECOND_OF_MAY = datetime(2019, 5, 31, 15, 59, 59, tzinfo=UTC)
FIRST_SECOND_OF_JUNE = datetime(2019, 5, 31, 16, 0, tzinfo=UTC)
NEW_YEAR_2020 = datetime(2019, 12, 31, 16, 0, tzinfo=UTC)


class ArchiveTest(PageCase):
    def test_months_are_counted_by_the_days_of_shanghai(self) -> None:
        builders.published("五月", at=LAST_SECOND_OF_MAY)
        builders.published("六月", at=FIRST_SECOND_OF_JUNE)
        builders.published("也是六月", at=FIRST_SECOND_OF_JUNE, hour=5)
        builders.published("新年", at=NEW_YEAR_2020)
        html = self.page("/archive/")
        self.assertEqual(titles(html), ["往期", "2020 1", "2019 3"])
        for month in (
            '<a href="/archive/2019/05/"><span class="month">5月</span> <span class="count">1</span></a>',
            '<a href="/archive/2019/06/"><span class="month">6月</span> <span class="count">2</span></a>',
            '<a href="/archive/2020/01/"><span class="month">1月</span> <span class="count">1</span></a>',
        ):
            self.assertInHTML(month, html)
        self.assertIn("共 4 篇文章", html)

    def test_what_is_not_public_is_not_counted(self) -> None:
        builders.published()
        builders.hide_from_readers()
        self.assertEqual(titles(self.page("/archive/")), ["往期", "2019 1"])

    def test_an_empty_site_says_so(self) -> None:
        self.assertIn("这里还没有文章", self.page("/archive/"))

    def test_two_queries_for_one_article_and_for_more(self) -> None:
        builders.published()
        self.assert_costs(
            2, "/archive/", lambda: [builders.published(at=at) for at in (NEW_YEAR_2020, LAST_SECOND_OF_MAY)]
        )


class YearTest(PageCase):
    def test_a_year_lists_its_articles_and_links_to_the_years_beside_it(self) -> None:
        builders.published("从前", at=datetime(2016, 3, 1, tzinfo=UTC))
        builders.published("六月", at=FIRST_SECOND_OF_JUNE)
        builders.published("新年", at=NEW_YEAR_2020)
        html = self.page("/archive/2019/")
        self.assertEqual(titles(html), ["2019 年", "六月"])
        self.assertIn('href="/archive/2016/"', html)
        self.assertIn('href="/archive/2020/"', html)

    def test_a_year_without_public_articles_is_404(self) -> None:
        builders.hide_from_readers()
        builders.draft()
        for path in ("/archive/2018/", "/archive/2099/", "/archive/1999/", "/archive/0000/", "/archive/20199/"):
            self.assert_missing(path)
        later = builders.scheduled()
        self.assert_missing(f"/archive/{later.published_at.year}/")

    def test_five_queries_for_one_article_and_for_more(self) -> None:
        builders.published("一")
        self.assert_costs(5, "/archive/2019/", lambda: [builders.published(f"{n}", hour=n) for n in (1, 2)])


class MonthTest(PageCase):
    def test_a_month_begins_and_ends_at_midnight_in_shanghai(self) -> None:
        builders.published("五月", at=LAST_SECOND_OF_MAY)
        builders.published("六月", at=FIRST_SECOND_OF_JUNE)
        self.assertEqual(titles(self.page("/archive/2019/05/")), ["2019年5月", "五月"])
        html = self.page("/archive/2019/06/")
        self.assertEqual(titles(html), ["2019年6月", "六月"])
        self.assertIn('href="/archive/2019/05/"', html)

    def test_december_ends_with_the_year(self) -> None:
        builders.published("除夕", at=NEW_YEAR_2020, hour=-1)
        builders.published("新年", at=NEW_YEAR_2020)
        self.assertEqual(titles(self.page("/archive/2019/12/")), ["2019年12月", "除夕"])

    def test_a_month_without_public_articles_is_404(self) -> None:
        builders.hide_from_readers()
        for path in ("/archive/2019/06/", "/archive/2019/00/", "/archive/2019/13/", "/archive/2019/6x/"):
            self.assert_missing(path)

    def test_a_month_with_one_digit_is_led_to_its_address(self) -> None:
        self.assert_moved("/archive/2019/6/", "/archive/2019/06/")

    def test_four_queries_for_one_article_and_for_more(self) -> None:
        builders.published("一")
        self.assert_costs(4, "/archive/2019/06/", lambda: [builders.published(f"{n}", hour=n) for n in (1, 2)])
