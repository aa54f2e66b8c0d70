"""Tests of liking an article: with and without JavaScript, once a day, and not too often."""

from datetime import timedelta

from articles.deeds import LIKES
from articles.models import Counts, Like, RateLimit
from tests import builders

from .deeds import OURS, DeedCase

JSON = {"Accept": "application/json"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class LikeTest(DeedCase):
    def likes(self) -> int:
        return sum(Counts.objects.values_list("own_likes", flat=True))

    def test_without_javascript_the_reader_comes_back_to_the_article(self) -> None:
        response = self.deed("/article-1/like/", **BROWSER)
        self.assertEqual((response.status_code, response["Location"]), (303, "/article-1-1.html#like"))
        self.assertEqual(self.likes(), 1)
        self.assertEqual(self.deed("/article-1/like/").status_code, 303)

    def test_the_reader_comes_back_in_the_same_language(self) -> None:
        self.assertEqual(self.deed("/en/article-1/like/")["Location"], "/en/article-1-1.html#like")

    def test_a_script_gets_the_count(self) -> None:
        builders.counts(self.publication, base_likes=40)
        response = self.deed("/article-1/like/", **JSON)
        self.assertEqual((response.status_code, response.json()), (200, {"likes": 41}))

    def test_a_second_like_on_the_same_day_changes_nothing(self) -> None:
        for _ in range(3):
            self.assertEqual(self.deed("/article-1/like/", **JSON).json(), {"likes": 1})
        self.assertEqual((self.likes(), Like.objects.count()), (1, 1))

    def test_another_browser_and_another_day_count_again(self) -> None:
        self.deed("/article-1/like/")
        self.assertEqual(self.deed("/article-1/like/", agent="Chrome", **JSON).json(), {"likes": 2})
        yesterday = Like.objects.values_list("day", flat=True)[0] - timedelta(days=1)
        Like.objects.update(day=yesterday)
        self.assertEqual(self.deed("/article-1/like/", **JSON).json(), {"likes": 3})

    def test_the_limit_of_a_household_answers_429_and_says_until_when(self) -> None:
        self.deed("/article-1/like/")
        RateLimit.objects.update(count=LIKES.most)
        for headers in (BROWSER, JSON):
            response = self.deed("/article-1/like/", agent="Chrome", **headers)
            self.assertEqual(response.status_code, 429)
            self.assertIn(int(response["Retry-After"]), range(1, LIKES.seconds + 1))
        self.assertEqual(self.likes(), 1)
        self.assertEqual(self.client.post("/article-1/like/", headers=OURS, REMOTE_ADDR="192.0.2.7").status_code, 303)

    def test_only_posts_of_our_own_pages_count(self) -> None:
        self.assert_only_posted("/article-1/like/")
        self.assert_refused_from_elsewhere("/article-1/like/")
        self.assertEqual((self.likes(), RateLimit.objects.count()), (0, 0))

    def test_only_live_articles_are_liked(self) -> None:
        self.assert_only_for_live_articles("/article-{}/like/", posted=True)
        self.assertFalse(Like.objects.exists())

    def test_no_cookie_and_neither_address_nor_browser_is_kept(self) -> None:
        self.assert_sets_no_cookie(self.deed("/article-1/like/", agent="Firefox 999"))
        rows = [*Like.objects.values_list("visitor", flat=True), *RateLimit.objects.values_list("visitor", flat=True)]
        self.assertEqual([len(row) for row in rows], [32, 32])
        self.assertFalse([row for row in rows if "127.0.0.1" in row or "Firefox" in row])
