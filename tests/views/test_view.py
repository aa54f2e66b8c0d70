"""Tests of the beacon that counts a view: reading writes nothing, and what waits is written together."""

from django.utils import timezone

from articles.deeds import VIEWS, WAITING
from articles.models import Counts, RateLimit

from .deeds import DeedCase


class ViewTest(DeedCase):
    def views(self) -> int:
        WAITING.write(timezone.now())
        return sum(Counts.objects.values_list("own_views", flat=True))

    def test_a_beacon_is_answered_with_nothing_and_writes_nothing(self) -> None:
        with self.assertNumQueries(2):
            response = self.deed("/article-1/view/")
        self.assertEqual((response.status_code, response.content), (204, b""))
        self.assertFalse(Counts.objects.exists() or RateLimit.objects.exists())
        self.assert_sets_no_cookie(response)

    def test_beacons_are_written_together_and_each_reader_counts_once(self) -> None:
        for agent in ("Firefox", "Firefox", "Chrome", "Safari"):
            self.deed("/article-1/view/", agent=agent)
        self.assertEqual(len(WAITING), 4)
        self.assertEqual(self.views(), 3)
        self.deed("/article-1/view/", agent="Safari")
        self.assertEqual(self.views(), 3)

    def test_the_limit_of_a_household_answers_429_and_says_until_when(self) -> None:
        self.deed("/article-1/view/")
        self.assertEqual(self.views(), 1)
        RateLimit.objects.filter(deed="view").update(count=VIEWS.most)
        response = self.deed("/article-1/view/", agent="Chrome")
        self.assertEqual(response.status_code, 429)
        self.assertIn(int(response["Retry-After"]), range(1, VIEWS.seconds + 1))
        self.assertEqual((len(WAITING), self.views()), (0, 1))

    def test_only_posts_of_our_own_pages_count(self) -> None:
        self.assert_only_posted("/article-1/view/")
        self.assert_refused_from_elsewhere("/article-1/view/")
        self.assertEqual(len(WAITING), 0)

    def test_only_live_articles_are_counted(self) -> None:
        self.assert_only_for_live_articles("/article-{}/view/", posted=True)
        self.assertEqual(len(WAITING), 0)

    def test_it_has_one_address_whatever_the_language(self) -> None:
        self.assertEqual(self.deed("/en/article-1/view/").status_code, 404)

    def test_reading_an_article_writes_nothing_and_counts_nothing(self) -> None:
        self.assert_writes_nothing("/article-1-1.html")
        self.assert_writes_nothing("/en/article-1-1.html")
        self.assertEqual((len(WAITING), self.views()), (0, 0))
