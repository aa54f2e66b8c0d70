"""Tests of what an article's page shows."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from articles import comments, pages
from articles.models import Comment, Publication, PublishedText
from tests import builders

PICTURE = "/data/attachment/album/202401/15/a.png"


class ArticlePageTest(TestCase):
    def show(self, publication: Publication, **text: object) -> pages.ArticlePage:
        PublishedText.objects.filter(pk=publication.pk).update(**text)
        now = timezone.now()
        shown = pages.to_show(publication.number, now)
        assert shown
        return pages.article_page(shown, now)

    def with_cover(self, html: str, cover: str = PICTURE) -> pages.Picture | None:
        publication = builders.published()
        Publication.objects.filter(pk=publication.pk).update(cover=cover, cover_width=800, cover_height=450)
        return self.show(publication, html=html).cover

    def test_a_cover_that_the_body_lacks_is_shown(self) -> None:
        self.assertEqual(self.with_cover("<p>文</p>"), pages.Picture(PICTURE, 800, 450))

    def test_a_cover_that_the_body_shows_in_any_size_is_not_shown_twice(self) -> None:
        for in_body in (PICTURE, f"{PICTURE}.large.jpg"):
            for cover in (PICTURE, f"{PICTURE}.thumb.jpg", f"{PICTURE}.large.jpg"):
                html = f'<p>文</p><p><img alt="" src="{in_body}" width="8"></p>'
                self.assertIsNone(self.with_cover(html, cover), (in_body, cover))

    def test_a_cover_that_the_body_only_links_to_is_shown(self) -> None:
        self.assertIsNotNone(self.with_cover(f'<p><a href="{PICTURE}">图</a></p>'))

    def test_a_cover_of_unknown_size_is_not_shown(self) -> None:
        publication = builders.published(cover=PICTURE)
        self.assertIsNone(self.show(publication).cover)

    def test_a_summary_cut_from_the_opening_is_not_shown_above_it(self) -> None:
        text = "\u3000\u3000很久以前，有一个操作系统，它的名字叫做 Minix，写它的人是一位教授，住在阿姆斯特丹。"
        publication = builders.published(
            summary="很久以前，有一个操作系统，它的名字\r\n叫做 Minix，写它的人是一位教授，住在阿  ..."
        )
        self.assertEqual(self.show(publication, text=text).lead, "")
        self.assertEqual(self.show(publication, text="正文另起。").lead, publication.summary)

    def test_an_article_without_a_summary_has_no_lead(self) -> None:
        self.assertEqual(self.show(builders.published(summary="")).lead, "")

    def test_the_browser_in_a_name_is_told_apart_from_the_name(self) -> None:
        for username, name, agent in (
            ("kashi [Chrome 66.0|Xubuntu 14.04]", "kashi", "Chrome 66.0|Xubuntu 14.04"),
            ("来自北京的 Firefox 用户", "来自北京的 Firefox 用户", ""),
            ("[方括号]", "[方括号]", ""),
        ):
            shown = comments.shown_comment(Comment(position=0, username=username, html="", posted_at=builders.LONG_AGO))
            self.assertEqual((shown.name, shown.agent), (name, agent))

    def test_a_comment_count_that_disagrees_is_not_below_what_is_shown(self) -> None:
        publication = builders.published()
        builders.comments(publication, 10)
        builders.counts(publication, base_comments=0)
        self.assertEqual(self.show(publication).comments.count, 10)

    def test_counts_are_the_archives_and_our_own_together(self) -> None:
        publication = builders.published()
        self.assertEqual(self.show(publication).counts.views, 0)
        builders.counts(publication, base_views=700, own_views=77, base_likes=8, own_likes=1)
        counts = self.show(publication).counts
        self.assertEqual((counts.views, counts.likes), (777, 9))

    def test_an_update_is_told_where_it_came_on_a_later_day_in_china_or_corrects_something(self) -> None:
        publication = builders.published()
        for hours, correction, is_told in ((11, "", False), (12, "", True), (1, "日期写错了。", True)):
            at = builders.LONG_AGO + timedelta(hours=hours)
            Publication.objects.filter(pk=publication.pk).update(updated_at=at)
            page = self.show(publication, correction=correction)
            self.assertEqual((page.updated_at, page.correction), (at if is_told else None, correction))
            self.assertEqual(page.changed_at, at)

    def test_contents_show_the_two_highest_levels_whichever_they_are(self) -> None:
        lines = pages.contents_lines([(3, "a", "一"), (5, "b", "二"), (6, "c", "三"), (3, "d", "四")])
        self.assertEqual([(line.depth, line.id) for line in lines], [(1, "a"), (2, "b"), (1, "d")])

    def test_two_headings_need_no_contents(self) -> None:
        self.assertEqual(pages.contents_lines([(2, "a", "一"), (2, "b", "二")]), ())

    def test_only_web_addresses_are_linked(self) -> None:
        for url, shown in (
            ("https://a.example/", True),
            ("http://a.example/", True),
            ("javascript:x", False),
            ("", False),
        ):
            self.assertEqual(pages.web_address(url), url if shown else "")
