"""Tests of the pages of archived comments."""

from tests import builders

from .case import PageCase


class CommentsTest(PageCase):
    def setUp(self) -> None:
        self.publication = builders.published("文章", number=1)

    def test_the_first_page_begins_where_the_article_ends(self) -> None:
        builders.comments(self.publication, 60)
        html = self.page("/article-1/comments/")
        self.assertNotIn("第 49 条", html)
        self.assertIn("第 50 条", html)
        self.assertIn("第 59 条", html)
        self.assertNotIn('rel="next"', html)

    def test_pages_follow_each_other_without_gap_or_repetition(self) -> None:
        builders.comments(self.publication, 160)
        self.assertIn('href="?after=99"', self.page("/article-1/comments/"))
        second = self.page("/article-1/comments/?after=99")
        self.assertIn("第 100 条", second)
        self.assertIn("第 149 条", second)
        self.assertIn('href="?after=149"', second)
        self.assertIn('href="?before=100"', second)
        back = self.page("/article-1/comments/?before=100")
        self.assertIn("第 50 条", back)
        self.assertNotIn("第 100 条", back)

    def test_an_article_with_fifty_comments_has_no_such_page(self) -> None:
        self.assert_missing("/article-1/comments/")
        builders.comments(self.publication, 50)
        self.assert_missing("/article-1/comments/")

    def test_bad_cursors_are_404(self) -> None:
        builders.comments(self.publication, 60)
        for cursor in ("", "x", "-1", "²", "9" * 30, "59", "9999"):
            self.assert_missing(f"/article-1/comments/?after={cursor}")

    def test_comments_of_what_is_not_public_are_404_or_410(self) -> None:
        later = builders.scheduled(number=2)
        builders.comments(later, 60)
        self.assert_missing("/article-2/comments/")
        gone = builders.withdrawn(number=3)
        self.assertEqual(self.client.get(f"/article-{gone.number}/comments/").status_code, 410)

    def test_four_queries_however_many_comments(self) -> None:
        builders.comments(self.publication, 51)
        self.assert_costs(4, "/article-1/comments/", lambda: builders.comments(self.publication, 40, first=51))
