"""Tests of the language by prefix, and of old addresses on their way to new ones."""

from html import unescape

from csp.utils import build_policy
from django.utils import translation

from articles.forwarding import path_of
from articles.models import Alias, Category, CategoryAlias, Contributor, OldPath, TagAlias
from tests import builders
from tests.views.case import PageCase

PAGES = [
    "/",
    "/article-1-1.html",
    "/category/技术/",
    "/tag/内核/",
    "/tags/",
    "/choice/",
    "/archive/",
    "/archive/2019/",
    "/archive/2019/06/",
    "/people/",
    "/people/mulan/",
]
# Neither a file of our own nor a block of data, which nothing runs.
INLINE_SCRIPT = r'<script(?![^>]*\ssrc="/)(?! type="application/ld\+json">)'
OTHERS = ["/healthz", "/robots.txt", "/nothing/", "/tags", "/tag/%E5%86%85%E6%A0%B8/?before=x", "/portal.php"]


class LanguageByPrefixTest(PageCase):
    def setUp(self) -> None:
        builders.published("文章", number=1, tags=["内核"], chosen=True)

    def test_an_address_without_prefix_is_chinese_whatever_the_browser_asks_for(self) -> None:
        for headers in ({"Accept-Language": "en"}, {"Cookie": "django_language=en"}):
            response = self.client.get("/", headers=headers)
            self.assertContains(response, '<html lang="zh-Hans">')
            self.assertContains(response, "编辑推荐")
            self.assertEqual(response["Content-Language"], "zh-hans")

    def test_the_same_pages_have_an_english_interface_below_en(self) -> None:
        for path in PAGES:
            html = unescape(self.page(f"/en{path}"))
            self.assertIn('<html lang="en">', html)
            self.assertIn("Editor's choice", html)
            self.assertNotIn("编辑推荐", html)

    def test_links_stay_in_the_language_and_one_leads_to_the_other(self) -> None:
        html = self.page("/en/choice/")
        self.assertIn('href="/en/article-1-1.html"', html)
        self.assertIn('<a href="/choice/" lang="zh-Hans" hreflang="zh-Hans">', html)
        self.assertIn('<a href="/en/choice/?after=5" lang="en"', self.page("/choice/?after=5"))

    def test_chinese_has_no_prefix(self) -> None:
        self.assert_missing("/zh-hans/")

    def test_the_language_of_one_request_is_not_that_of_the_next(self) -> None:
        self.page("/en/")
        self.assertEqual(translation.get_language(), "zh-hans")

    def test_anonymous_pages_set_no_cookie_vary_on_nothing_and_keep_the_policy(self) -> None:
        for path in PAGES + OTHERS:
            response = self.client.get(path)
            self.assertFalse(response.cookies, path)
            self.assertNotIn("Vary", response.headers, path)
            policy = response["Content-Security-Policy"]
            self.assertIn("default-src 'self'", policy)
            self.assertNotIn("unsafe", policy)

    def test_the_policy_is_the_one_that_django_csp_writes(self) -> None:
        for path in ("/", "/nothing/", "/admin/login/"):
            policy = self.client.get(path)["Content-Security-Policy"]
            self.assertEqual(sorted(policy.split("; ")), sorted(build_policy().split("; ")))

    def test_pages_hold_no_inline_script_or_style_and_nothing_from_elsewhere(self) -> None:
        for path in PAGES:
            html = self.page(path)
            for pattern in (INLINE_SCRIPT, r"<style", r"\sstyle=", r"\son\w+=", r'(?:src|srcset)="(?:https?:)?//'):
                self.assertNotRegex(html, pattern)


class OldPathsTest(PageCase):
    def test_a_recorded_address_leads_to_where_it_went(self) -> None:
        OldPath.objects.create(path="/tag/旧/", target="/tag/new/")
        self.assert_missing("/tag/旧/")
        builders.published("文章", tags=["new"])
        self.assert_moved("/tag/旧/", "/tag/new/")
        self.assert_moved("/tag/旧", "/tag/new/")
        self.assert_moved("/en/tag/旧/", "/en/tag/new/")
        self.assert_moved("/tag-旧.html", "/tag/new/")

    def test_another_name_leads_to_the_list_of_the_name_that_goes(self) -> None:
        builders.published("文章", tags=["Linux 内核"], category="技术", credits=[("translator", "mulan")])
        TagAlias.objects.create(tag=builders.tag("Linux 内核"), name="Kernel")
        CategoryAlias.objects.create(category=Category.objects.get(), name="Tech")
        Alias.objects.create(contributor=builders.person("mulan"), name="花 木兰")
        self.assert_moved("/tag/KERNEL/", "/tag/linux_%E5%86%85%E6%A0%B8/")
        self.assert_moved("/tag/kernel/feed.atom", "/tag/linux_%E5%86%85%E6%A0%B8/feed.atom")
        self.assert_moved("/en/category/tech/", "/en/category/%E6%8A%80%E6%9C%AF/")
        self.assert_moved("/people/花 木兰/feed.rss", "/people/mulan/feed.rss")

    def test_no_old_address_and_no_other_name_tells_what_readers_may_not_see(self) -> None:
        builders.hide_from_readers(tags=["秘密标签"], category="秘密栏目", credits=[("translator", "秘密的人")])
        builders.published("文章", credits=[("translator", "隐身")])
        Contributor.objects.filter(name="隐身").update(hidden=True)
        for row, place in (
            (builders.tag("秘密标签"), "tag"),
            (Category.objects.get(name="秘密栏目"), "category"),
            (builders.person("秘密的人"), "people"),
            (builders.person("隐身"), "people"),
        ):
            OldPath.objects.create(path=f"/{place}/旧/", target=path_of(row))
            for feed in ("", "feed.atom"):
                self.assert_missing(f"/{place}/旧/{feed}")
            OldPath.objects.all().delete()
        TagAlias.objects.create(tag=builders.tag("秘密标签"), name="旧")
        CategoryAlias.objects.create(category=Category.objects.get(name="秘密栏目"), name="旧")
        Alias.objects.create(contributor=builders.person("秘密的人"), name="旧")
        Alias.objects.create(contributor=builders.person("隐身"), name="旧的")
        for path in ("/tag/旧/", "/category/旧/", "/people/旧/", "/people/旧的/", "/tag-旧.html", "/lctt/旧的"):
            self.assert_missing(path)

    def test_an_address_that_answers_is_never_looked_up(self) -> None:
        OldPath.objects.create(path="/", target="/elsewhere/")
        builders.published("文章")
        self.assertIn("文章", self.page("/"))

    def test_the_old_front_doors_lead_home(self) -> None:
        for path in ("/portal.php", "/index.php", "/index.html", "/portal.php?mod=index"):
            self.assert_moved(path, "/")
        self.assert_moved("/en/portal.php", "/en/")

    def test_an_unknown_address_stays_404(self) -> None:
        for path in ("/x", "/thread-2603-1-1.html", "/article-x-1.html", "/%00", "/article-1-1.htmlx", "/lctt/"):
            self.assert_missing(path)

    def test_an_address_that_leads_to_itself_stays_404(self) -> None:
        OldPath.objects.create(path="/x/", target="/x/")
        self.assert_missing("/x/")
        self.assert_missing("/article-5-1.html")

    def test_a_missing_slash_is_added(self) -> None:
        for path in ("/tags", "/choice", "/archive", "/people", "/en/tags"):
            self.assert_moved(path, f"{path}/")
        self.assert_moved("/en", "/en/")

    def test_only_reading_is_redirected(self) -> None:
        self.assertEqual(self.client.post("/portal.php").status_code, 404)
        self.assertEqual(self.client.post("/").status_code, 405)
