"""Tests of the site's own pages, and of what stands around every page: its menus, its terms, the other language."""

import re

from django.test import override_settings
from django.utils import timezone

from articles import editions, own_pages
from articles.models import MenuItem, Page, SiteSettings
from tests import builders

from .case import PageCase, titles

NAVIGATION = re.compile(r'<nav class="([\w-]+)" aria-label="([^"]+)">(.*?)</nav>', re.DOTALL)
CURRENT = re.compile(r'<a href="([^"]+)" aria-current="page"')


class OwnPageTest(PageCase):
    def saved(self, **fields: str) -> Page:
        page = Page(slug="house-rules", title="社区守则", body="# 一\n\n**友善**。\n", **fields)
        own_pages.save(page, now=timezone.now())
        return page

    def test_a_new_site_has_the_pages_that_a_publication_has(self) -> None:
        for slug, title in (("about", "关于"), ("contact", "联系"), ("copyright", "版权")):
            html = self.page(f"/page/{slug}/")
            self.assertEqual(titles(html)[0], title)
            self.assertIn(f"<title>{title} · 译报</title>", html)

    def test_its_text_is_rendered_when_it_is_saved(self) -> None:
        page = self.saved()
        self.assertIn("<strong>友善</strong>", self.page("/page/house-rules/"))
        Page.objects.filter(pk=page.pk).update(body="别的")
        self.assertIn("<strong>友善</strong>", self.page("/page/house-rules/"))

    def test_scripts_in_its_text_do_not_reach_the_page(self) -> None:
        page = self.saved()
        page.body = "正文<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
        own_pages.save(page, now=timezone.now())
        html = self.page("/page/house-rules/").split('<div class="text"')[1].split("</article>")[0]
        for word in ("<script", "onerror", "javascript:"):
            self.assertNotIn(word, html)

    def test_it_says_when_it_was_last_changed(self) -> None:
        own_pages.save(self.saved(), now=builders.LONG_AGO)
        self.assertIn(
            '<time datetime="2019-06-27T12:45:00+08:00">2019年6月27日</time>', self.page("/page/house-rules/")
        )

    def test_in_english_the_title_is_translated_where_there_is_a_translation(self) -> None:
        self.saved()
        self.assertIn('<h1 lang="zh-Hans">社区守则</h1>', self.page("/en/page/house-rules/"))
        Page.objects.update(title_en="House rules")
        html = self.page("/en/page/house-rules/")
        self.assertIn('<h1 lang="en">House rules</h1>', html)
        self.assertIn('<div class="text" lang="zh-Hans">', html)

    def test_an_unknown_name_is_404(self) -> None:
        for slug in ("nothing", "About", "关于", "about/more"):
            self.assert_missing(f"/page/{slug}/")

    def test_two_queries_however_long_it_is(self) -> None:
        page = self.saved()

        def more() -> None:
            page.body = "段落\n\n" * 200
            own_pages.save(page, now=timezone.now())

        self.assert_costs(2, "/page/house-rules/", more)


class AroundEveryPageTest(PageCase):
    def set_site(self, **fields: str) -> None:
        SiteSettings.objects.update(**fields)
        editions.start()

    def menus(self, path: str) -> dict[str, list[str]]:
        """The addresses in each menu of the page."""
        found = NAVIGATION.findall(self.page(path))
        return {kind: re.findall('href="([^"]+)"', html) for kind, _, html in found}

    def test_a_new_site_has_a_menu_at_the_top_and_one_at_the_foot(self) -> None:
        top = ["/choice/", "/tags/", "/archive/", "/people/"]
        foot = ["/", *top, "/ranking/", "/page/about/", "/page/contact/", "/page/copyright/"]
        self.assertEqual(self.menus("/tags/"), {"menu": top, "footer-menu": foot})
        self.assertEqual(self.menus("/en/tags/")["menu"], [f"/en{address}" for address in top])

    def test_the_menu_says_on_which_page_one_is(self) -> None:
        self.assertEqual(CURRENT.findall(self.page("/tags/")), ["/tags/", "/tags/"])
        self.assertEqual(CURRENT.findall(self.page("/en/tags/")), ["/en/tags/", "/en/tags/"])
        self.assertEqual(CURRENT.findall(self.page("/page/about/")), ["/page/about/"])

    def test_a_site_without_menus_shows_none(self) -> None:
        MenuItem.objects.all().delete()
        editions.start()
        html = self.page("/tags/")
        self.assertNotIn("<nav", html)
        self.assertNotIn("<details", html)

    def test_what_editors_write_is_text(self) -> None:
        self.set_site(name="<b>译</b>报", tagline='"><script>', record_number="<i>", licence="<u>", licence_url="")
        MenuItem.objects.update(label="<s>")
        html = self.page("/tags/")
        for tag in ("<b>", '"><script>', "<i>", "<u>", "<s>"):
            self.assertNotIn(tag, html)
        self.assertIn("&lt;b&gt;译&lt;/b&gt;报", html)

    def test_the_name_stands_in_the_title_at_the_top_and_at_the_foot(self) -> None:
        self.set_site(name="开源译丛")
        html = self.page("/tags/")
        self.assertIn("开源译丛</title>", html)
        self.assertIn('<span class="wordmark-name">开源译丛</span>', html)
        self.assertIn('<p class="footer-site">开源译丛</p>', html)
        self.assertNotIn("译报", html)

    def test_the_front_page_shows_the_tagline_below_the_name(self) -> None:
        self.set_site(tagline="一句话")
        self.assertIn('<p class="tagline">一句话</p>', self.page("/"))
        self.assertNotIn('<p class="tagline">', self.page("/tags/"))

    def test_a_site_without_a_tagline_is_described_by_its_name(self) -> None:
        self.set_site(name="开源译丛", tagline="", tagline_en="")
        for path in ("/", "/search/"):
            self.assertIn('<meta name="description" content="开源译丛">', self.page(path), path)

    def test_the_licence_and_the_record_number_are_links(self) -> None:
        self.assertNotIn("beian", self.page("/tags/"))
        self.set_site(licence="CC0", licence_url="https://example.org/cc0", record_number="沪ICP备2025000000号-1")
        html = self.page("/tags/")
        self.assertIn('<a rel="license noopener" href="https://example.org/cc0">CC0</a>', html)
        self.assertIn('href="https://beian.miit.gov.cn/" lang="zh-Hans">沪ICP备2025000000号-1</a>', html)

    def test_the_other_language_is_one_link_away(self) -> None:
        self.assertIn('<a href="/en/page/about/" lang="en" hreflang="en">', self.page("/page/about/"))
        self.assertIn('<a href="/page/about/" lang="zh-Hans" hreflang="zh-Hans">', self.page("/en/page/about/"))

    def test_search_is_offered_on_every_page(self) -> None:
        html = self.page("/tags/")
        self.assertIn('<form class="search-field" role="search" action="/search/">', html)
        self.assertIn('<input type="search" name="q"', html)
        self.assertIn('<a class="search-link" href="/search/"', html)

    @override_settings(DEBUG=False)
    def test_no_page_sets_a_cookie_or_depends_on_one(self) -> None:
        for path in ("/", "/tags/", "/page/about/", "/nothing/"):
            response = self.client.get(path)
            self.assertFalse(response.cookies, path)
            self.assertNotIn("Cookie", response.headers.get("Vary", ""), path)
            self.assertNotIn("csrf", response.content.decode(), path)
