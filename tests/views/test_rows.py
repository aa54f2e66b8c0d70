"""Tests of turning the pages of a list, on a list of 45 articles, 20 a page."""

import re

from django.utils import timezone

from articles.models import Contributor
from tests import builders

from .case import PageCase, titles

LINK = re.compile(r'rel="(prev|next)" href="(\?[^"]+)">(?:<span[^>]*>←</span> )?(更新的|更早的)')


def links(html: str) -> dict[str, str]:
    return {f"{rel} {label}": query for rel, query, label in LINK.findall(html)}


class RowsTest(PageCase):
    def setUp(self) -> None:
        for hour in range(45):
            builders.published(f"第 {hour} 篇", hour=hour, tags=["内核"], credits=())

    def test_pages_follow_each_other_to_the_end_and_back(self) -> None:
        first = self.page("/tag/内核/")
        self.assertEqual(titles(first)[1:], [f"第 {hour} 篇" for hour in range(44, 24, -1)])
        self.assertEqual(set(links(first)), {"next 更早的"})
        second = self.page("/tag/内核/" + links(first)["next 更早的"])
        self.assertEqual(titles(second)[1:], [f"第 {hour} 篇" for hour in range(24, 4, -1)])
        self.assertEqual(set(links(second)), {"prev 更新的", "next 更早的"})
        last = self.page("/tag/内核/" + links(second)["next 更早的"])
        self.assertEqual(titles(last)[1:], [f"第 {hour} 篇" for hour in range(4, -1, -1)])
        self.assertEqual(set(links(last)), {"prev 更新的"})
        back = self.page("/tag/内核/" + links(last)["prev 更新的"])
        self.assertEqual(titles(back), titles(second))
        self.assertEqual(titles(self.page("/tag/内核/" + links(back)["prev 更新的"])), titles(first))

    def test_a_page_that_was_left_alone_stays_the_same_when_something_is_published(self) -> None:
        query = links(self.page("/tag/内核/"))["next 更早的"]
        before = self.page(f"/tag/内核/{query}")
        builders.published("新来的", at=timezone.now(), tags=["内核"])
        self.assertEqual(titles(self.page(f"/tag/内核/{query}")), titles(before))

    def test_a_cursor_that_is_none_is_404_with_the_way_back(self) -> None:
        for cursor in ("", "x", "-5", "1.5", "٣", "9" * 19, "9" * 30, "%00", "1"):
            self.assert_missing(f"/tag/内核/?before={cursor}")
        response = self.client.get("/tag/内核/?before=x")
        self.assertContains(response, '<a href="/tag/%E5%86%85%E6%A0%B8/">从第一页看起</a>', status_code=404, html=True)

    def test_no_cursor_shows_what_is_not_due(self) -> None:
        builders.hide_from_readers(tags=["内核"])
        for query in ("?before=9223372036854775807", "?after=1", "?after=9223372036854775807"):
            self.assert_tells_nothing(self.page(f"/tag/内核/{query}"))

    def test_the_last_page_costs_what_the_first_one_costs(self) -> None:
        last = links(self.page("/tag/内核/" + links(self.page("/tag/内核/"))["next 更早的"]))["next 更早的"]
        for query in ("", last):
            with self.assertNumQueries(4):
                self.page(f"/tag/内核/{query}")

    def test_a_row_names_authors_and_translators_and_hides_who_is_hidden(self) -> None:
        people = [("translator", "mulan"), ("author", "Jane Doe"), ("reviewer", "wxy"), ("translator", "隐姓")]
        builders.published("署名", hour=50, category="署名", credits=people)
        Contributor.objects.filter(name="隐姓").update(hidden=True)
        html = self.page("/category/署名/")
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
        self.assertIn("文 Jane Doe 译 mulan、匿名", text)
        self.assertNotIn("wxy", html)
