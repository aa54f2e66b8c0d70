"""Tests of an article's page: what it shows, when it is 404 or 410, what it costs."""

import re
from datetime import timedelta

from articles.models import Comment, Contributor, Publication, PublishedText
from tests import builders

from .case import PageCase, titles

BESIDE = re.compile(r'rel="(prev|next)" href="([^"]*)"')


class ArticleTest(PageCase):
    def test_the_page_stands_at_the_permalink_with_its_title_in_the_only_article(self) -> None:
        publication = builders.published("标题 <b>", number=7117, body="第一段。\n")
        self.assertEqual(publication.get_absolute_url(), "/article-7117-1.html")
        html = self.page("/article-7117-1.html")
        self.assertEqual(html.count("<article"), 1)
        article = html.split("<article")[1].split("</article>")[0]
        self.assertIn("标题 &lt;b&gt;", article)
        self.assertIn("<p>第一段。</p>", article)

    def test_other_page_numbers_and_variants_lead_to_the_permalink(self) -> None:
        builders.published(number=7117)
        for path in (
            "/article-7117-3.html",
            "/article-7117-1-1.html",
            "/article-7117.html",
            "/article-7117-1.htm",
            "/article-07117-1.html",
            "/article/7117/",
            "/article/7117",
            "/ARTICLE-7117-1.HTML",
            "/portal.php?mod=view&aid=7117",
            "/2016/03/7117.html",
        ):
            self.assert_moved(path, "/article-7117-1.html")

    def test_a_number_that_never_was_is_404(self) -> None:
        for path in ("/article-7117-1.html", "/article-0-1.html", "/article-99999999999999999999-1.html"):
            self.assert_missing(path)

    def test_a_draft_is_404(self) -> None:
        builders.draft(number=7117)
        self.assert_missing("/article-7117-1.html")

    def test_a_scheduled_article_is_404_and_not_410(self) -> None:
        self.assert_missing(builders.scheduled().get_absolute_url())

    def test_a_withdrawn_article_is_410_without_its_title_and_comes_back_when_restored(self) -> None:
        gone = builders.withdrawn("秘密的过去", number=7117)
        response = self.client.get("/article-7117-1.html")
        self.assertEqual(response.status_code, 410)
        self.assert_tells_nothing(response.content.decode())
        builders.restore(gone)
        self.assertIn("秘密的过去", self.page("/article-7117-1.html"))

    def test_credits_are_grouped_by_role_with_links(self) -> None:
        people = [("reviewer", "wxy"), ("translator", "mulan"), ("translator", "qinghe"), ("author", "Jane Doe")]
        html = self.page(builders.published(credits=people).get_absolute_url())
        first = '<a class="person" href="/people/mulan/" lang="zh-Hans">mulan</a>'
        second = '<a class="person" href="/people/qinghe/" lang="zh-Hans">qinghe</a>'
        self.assertInHTML(f'<li><span class="credit-role">译者</span> {first}、{second}</li>', html)
        roles = re.findall(r'<li><span class="credit-role">(.*?)</span>', html)
        self.assertEqual(roles, ["作者", "译者", "校对"])

    def test_a_hidden_contributor_is_anonymous_without_a_link(self) -> None:
        publication = builders.published(credits=[("author", "隐姓")])
        Contributor.objects.filter(name="隐姓").update(hidden=True)
        html = self.page(publication.get_absolute_url())
        self.assertNotIn("隐姓", html)
        self.assertIn('<span class="person">匿名</span>', html)

    def test_source_and_licence_come_from_the_data(self) -> None:
        url, title = "https://www.example.com/a", "An <Article>"
        publication = builders.published(source_url=url, source_title=title, licence="CC BY 4.0")
        html = self.page(publication.get_absolute_url())
        self.assertIn('<a href="https://www.example.com/a" rel="noopener" lang="en">An &lt;Article&gt;</a>', html)
        self.assertIn("CC BY 4.0", html)

    def test_the_title_of_the_source_says_its_language_as_far_as_its_letters_tell(self) -> None:
        publication = builders.published()
        for title, language in (("An Article", "en"), ("一篇文章", "zh-Hans"), ("記事のタイトル", "")):
            PublishedText.objects.filter(pk=publication.pk).update(source_title=title)
            self.assertIn(f'<span lang="{language}">{title}</span>', self.page(publication.get_absolute_url()))

    def test_a_source_that_is_no_web_address_is_not_linked(self) -> None:
        publication = builders.published()
        PublishedText.objects.filter(pk=publication.pk).update(source_url="javascript:alert(1)", source_title="原题")
        html = self.page(publication.get_absolute_url())
        self.assertNotIn("javascript:", html)
        self.assertIn("原题", html)

    def test_an_update_on_a_later_day_is_dated(self) -> None:
        publication = builders.published()
        self.assertNotIn("更新于", self.page(publication.get_absolute_url()))
        Publication.objects.filter(pk=publication.pk).update(updated_at=builders.LONG_AGO + timedelta(days=2))
        self.assertIn("2019年6月29日", self.page(publication.get_absolute_url()))

    def test_a_correction_says_when_the_article_was_updated_and_what_was_put_right(self) -> None:
        publication = builders.published()
        self.assertNotIn('id="correction"', self.page(publication.get_absolute_url()))
        Publication.objects.filter(pk=publication.pk).update(updated_at=builders.LONG_AGO + timedelta(days=2))
        PublishedText.objects.filter(pk=publication.pk).update(correction="表一的 <单位> 写错了。\n\n已改正。")
        html = self.page(publication.get_absolute_url())
        note = html.split('<div class="correction" role="note" aria-labelledby="correction"')[1].split("</div>")[0]
        self.assertIn('<time datetime="2019-06-29T12:45:00+08:00">2019年6月29日</time>', note)
        self.assertIn("<p>表一的 &lt;单位&gt; 写错了。</p>\n\n<p>已改正。</p>", note)

    def test_the_articles_before_and_after_are_linked_as_such(self) -> None:
        for hour, (number, title) in enumerate(((7, "前 <一> 篇"), (1, "这一篇"), (9, "后一篇"))):
            builders.published(title, number=number, hour=hour)
        builders.hide_from_readers()
        html = self.page("/article-1-1.html")
        self.assert_tells_nothing(html)
        self.assertEqual(BESIDE.findall(html), [("prev", "/article-7-1.html"), ("next", "/article-9-1.html")])
        self.assertIn("前 &lt;一&gt; 篇</span></a>", html)
        self.assertIn("后一篇</span></a>", html)
        self.assertEqual(BESIDE.findall(self.page("/article-7-1.html")), [("next", "/article-1-1.html")])
        self.assertEqual(BESIDE.findall(self.page("/en/article-9-1.html")), [("prev", "/en/article-1-1.html")])

    def test_an_article_alone_on_the_site_has_nothing_beside_it_and_nothing_related(self) -> None:
        html = self.page(builders.published().get_absolute_url())
        self.assertNotIn('class="beside"', html)
        self.assertNotIn('id="related"', html)

    def test_related_articles_stand_in_their_order_with_their_days(self) -> None:
        publication = builders.published(number=1, tags=["内核"])
        builders.published(number=4, hour=1)
        for number in (2, 3):
            builders.published(f"相关 {number}", number=number, hour=number, tags=["内核"])
        builders.hide_from_readers(tags=["内核"])
        builders.related(publication, 2)
        html = self.page("/article-1-1.html")
        self.assert_tells_nothing(html)
        related = html.split('id="related"')[1].split("</ul>")[0]
        self.assertEqual(re.findall(r'href="([^"]*)"', related), ["/article-2-1.html", "/article-3-1.html"])
        self.assertIn('lang="zh-Hans">相关 2</a>', related)
        self.assertIn('<time datetime="2019-06-27">2019-06-27</time>', related)

    def test_the_first_fifty_comments_are_shown_as_they_were_sanitised(self) -> None:
        publication = builders.published(number=1)
        builders.comments(publication, 50)
        html = self.page("/article-1-1.html")
        self.assertEqual(html.count('<li id="comment-'), 50)
        self.assertIn("第 49 条", html)
        self.assertNotIn("<script>", html)
        self.assertNotIn("/article-1/comments/", html)

    def test_more_comments_are_linked(self) -> None:
        publication = builders.published(number=1)
        builders.comments(publication, 51)
        html = self.page("/article-1-1.html")
        self.assertNotIn("第 50 条", html)
        self.assertIn('href="/article-1/comments/"', html)

    def test_a_comment_cannot_carry_markup_in_its_name(self) -> None:
        publication = builders.published(number=1)
        builders.comments(publication, 1)
        Comment.objects.update(username="<b>甲</b>")
        self.assertIn("&lt;b&gt;甲&lt;/b&gt;", self.page("/article-1-1.html"))

    def test_counts_of_the_archive_and_our_own_are_shown_as_one(self) -> None:
        publication = builders.published(number=1)
        builders.counts(publication, base_views=804976, own_views=24, base_favourites=7, base_likes=8, own_likes=2)
        html = self.page("/article-1-1.html")
        self.assertIn("805,000 次阅读", html)
        self.assertIn("7 人收藏", html)
        self.assertIn('<span class="like-count">10</span>', html)

    def test_headings_are_listed_and_come_in_order(self) -> None:
        body = "### 一\n\n#### 甲\n\n### 二\n\n文。\n"
        html = self.page(builders.published("题", body=body).get_absolute_url())
        self.assertEqual(html.count('<ol class="contents">'), 2)  # folded on phones, beside the text on wide screens
        self.assertEqual(titles(html.split("<article")[1])[:4], ["题", "一", "甲", "二"])
        self.assertIn('<h2 id="h-一"><a href="#h-一">一</a></h2>', html)

    def test_what_a_script_says_stands_in_the_language_of_the_interface(self) -> None:
        path = builders.published().get_absolute_url()
        self.assertIn('data-copy-code="Copy" data-code-copied="Copied"', self.page(f"/en{path}"))

    def test_six_queries_with_little_and_with_much_on_the_page(self) -> None:
        publication = builders.published(number=1, tags=["内核"], credits=[("author", "甲")])
        builders.published(number=5, tags=["内核"])
        builders.related(publication, 5)
        builders.comments(publication, 1)

        def more() -> None:
            builders.comments(publication, 60, first=1)
            builders.counts(publication, base_views=5)
            for number in (2, 3, 4):
                builders.published(number=number, hour=number - 3, tags=["内核"])

        self.assert_costs(5, "/article-1-1.html", more)

    def test_five_queries_with_many_credits_and_tags(self) -> None:
        people = [(role, f"{role} {n}") for role in ("author", "translator", "reviewer") for n in range(3)]
        builders.published(number=1, tags=["C", "C++", "C#"], credits=people)
        self.page("/article-1-1.html")
        with self.assertNumQueries(5):
            self.page("/article-1-1.html")
