"""Tests of articles/text/absolute.py."""

from unittest import TestCase

from articles.text.absolute import absolute

SITE = "https://yibao.example"


class AbsoluteTests(TestCase):
    def test_addresses_of_links_and_pictures_become_absolute(self) -> None:
        self.assertEqual(
            absolute('<p><a href="/article-7-1.html">甲</a><img src="/data/attachment/a.png" alt=""></p>', SITE),
            f'<p><a href="{SITE}/article-7-1.html">甲</a><img src="{SITE}/data/attachment/a.png" alt=""></p>',
        )

    def test_each_candidate_of_a_srcset_becomes_absolute(self) -> None:
        self.assertEqual(
            absolute('<img src="/a.png" srcset="/a-640.png 640w, https://b.example/c.png 2x">', SITE),
            f'<img src="{SITE}/a.png" srcset="{SITE}/a-640.png 640w, https://b.example/c.png 2x">',
        )

    def test_addresses_that_need_no_site_stay(self) -> None:
        html = (
            '<a href="#h-安装">一</a><a href="https://b.example/">二</a><a href="//b.example/">三</a>'
            '<a href="mailto:a@b.example">四</a><a href="tmp.x">五</a>'
        )
        self.assertEqual(absolute(html, SITE), html)

    def test_what_leads_to_a_heading_or_a_footnote_leads_to_its_page_where_that_is_known(self) -> None:
        page = f"{SITE}/article-7-1.html"
        self.assertEqual(absolute('<a href="#h-安装">一</a>', SITE, page), f'<a href="{page}#h-安装">一</a>')

    def test_text_that_looks_like_an_attribute_stays(self) -> None:
        html = '<p>写 href="/a" 或 &lt;a href="/b"&gt;</p><pre tabindex="0"><code>x href="/c" src="/d"\n</code></pre>'
        self.assertEqual(absolute(html, SITE), html)

    def test_an_attribute_that_holds_an_attribute_stays(self) -> None:
        html = '<img alt="a href=&quot;/x&quot;" title=" src=/y">'
        self.assertEqual(absolute(html, SITE), html)

    def test_doing_it_twice_changes_nothing(self) -> None:
        once = absolute('<a href="/a"><img src="/b"></a>', SITE)
        self.assertEqual(absolute(once, SITE), once)
