"""Tests of articles/text/links.py."""

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from articles.text.links import article_number, host, is_picture_path, leaves_site, normalise
from tests.text.site import HOSTS, PICTURE

PARTS = (
    r"http: https: // / linux.cn evil.example @ :80 \ ? # .. article-7-1.html data/attachment/ portal.php aid=7 "
    "img.linux.net.cn javascript: %2f"
).split()
addresses = st.lists(st.sampled_from([*PARTS, " ", "\n"]), max_size=8).map("".join)


class NormaliseTests(TestCase):
    def assert_normalised(self, expected: dict[str, str]) -> None:
        self.assertEqual({url: normalise(url, HOSTS) for url in expected}, expected)

    def test_an_article_has_one_address(self) -> None:
        variants = [
            "/article-7117-1.html",
            "article-7117-1.html",
            "http://linux.cn/article-7117-1.html",
            "https://linux.cn/article-7117-3.html",
            "https://linux.cn:443/article-7117-1.html?pr=x",
            "//www.linux.cn/article-7117-1-1.html",
            "HTTP://LINUX.CN/article-07117-1.html",
            "https://archive.linux.cn/article-7117-1.htm",
            "http://linux.cn/portal.php?mod=view&aid=7117",
            "https://linux.cn//article-7117-1.html",
        ]
        self.assertEqual({normalise(url, HOSTS) for url in variants}, {"/article-7117-1.html"})

    def test_the_fragment_of_an_article_stays(self) -> None:
        self.assert_normalised({"https://linux.cn/article-7-2.html?x=1#c2": "/article-7-1.html#c2"})

    def test_other_pages_of_ours_become_root_relative(self) -> None:
        self.assert_normalised(
            {
                "https://linux.cn": "/",
                "http://linux.cn/portal.php": "/",
                "https://linux.cn/index.html#top": "/#top",
                "https://linux.cn/tag-nmap.html": "/tag-nmap.html",
                "http://linux.cn/space/20011": "/space/20011",
                "https://linux.cn/lctt-list": "/lctt-list",
                "http://linux.cn/thread-7103-1-1.html": "/thread-7103-1-1.html",
            }
        )

    def test_relative_addresses_of_the_old_forum_and_site_begin_at_the_root(self) -> None:
        self.assert_normalised(
            {
                "thread-2603-1-1.html": "/thread-2603-1-1.html",
                "thread/10160/1/1/": "/thread/10160/1/1/",
                PICTURE[1:]: PICTURE,
            }
        )

    def test_a_picture_has_one_address(self) -> None:
        variants = [
            PICTURE,
            f"{PICTURE}?v=2#x",
            f"http://linux.cn{PICTURE}",
            f"https://img.linux.net.cn{PICTURE}",
            f"https://img.linux.net.cnhttps://img.linux.net.cn{PICTURE}",
            f"https://img.linux.net.cn/https://img.linux.net.cn/https://img.linux.net.cn{PICTURE}",
        ]
        self.assertEqual({normalise(url, HOSTS) for url in variants}, {PICTURE})

    def test_addresses_of_others_stay_as_they_are(self) -> None:
        others = [
            "",
            "#part",
            "/business/16/8/flatpak",
            "tmp.x#change",
            "8 个例子",
            "apt:htop",
            "mailto:a@linux.cn",
            "javascript:alert(1)",
            "https://example.com/article-7-1.html",
            f"https://example.com{PICTURE}",
            f"https://example.com/https://img.linux.net.cn{PICTURE}",
            "https://linux.cn.evil.example/article-7-1.html",
            "https://linux.cn@evil.example/",
            "https://evil.example/linux.cn/article-7-1.html",
            "https://linux.cn:8080/article-7-1.html",
            "/article-7-1.html.exe",
            "/article-x-1.html",
        ]
        self.assert_normalised({url: url for url in others})

    def test_furniture_of_the_old_site_keeps_its_host(self) -> None:
        logo = "https://img.linux.net.cn/xwb/images/bgimg/icon_logo.png"
        self.assert_normalised({logo: logo})

    def test_no_address_of_ours_leaves_the_site(self) -> None:
        self.assert_normalised({"https://linux.cn//evil.example/": "/evil.example/"})
        self.assertEqual(normalise("https://linux.cn/\\evil.example/", HOSTS), "/evil.example/")

    @given(addresses)
    def test_a_normalised_address_is_normal(self, url: str) -> None:
        once = normalise(url, HOSTS)
        self.assertEqual(normalise(once, HOSTS), once)

    @given(addresses)
    def test_normalising_never_makes_a_root_relative_address_of_another_host(self, url: str) -> None:
        normal = normalise(url, HOSTS)
        if normal != url:
            self.assertRegex(normal, r"\A/(?![/\\])")


class ArticleNumberTests(TestCase):
    def test_a_normal_address_of_an_article_has_its_number(self) -> None:
        self.assertEqual(article_number("/article-7117-1.html"), 7117)
        self.assertEqual(article_number("/article-7117-1.html#part"), 7117)

    def test_anything_else_has_none(self) -> None:
        for url in [
            "",
            "/",
            "/article-7117-2.html",
            "https://linux.cn/article-7117-1.html",
            "/article-７-1.html",
            "/article--1-1.html",
        ]:
            with self.subTest(url):
                self.assertIsNone(article_number(url))


class PicturePathTests(TestCase):
    def test_pictures_lie_below_one_folder(self) -> None:
        self.assertTrue(is_picture_path(PICTURE))
        self.assertTrue(is_picture_path("/data/attachment/portal/201105/06/a..b.gif"))

    def test_nothing_that_climbs_out_or_lies_elsewhere_is_a_picture(self) -> None:
        for url in [
            "/data/img/a.png",
            "/static/image/common/nophoto.png",
            f"https://img.linux.net.cn{PICTURE}",
            "/data/attachment/../../etc/passwd",
            "/data/attachment/%2e%2e/%2e%2e/etc/passwd",
            "/data/attachment/a%2f..%2f..%2fb",
            "/data/attachment/a\\..\\b",
            "/data/attachment/a%00.png",
            "/data/attachment/..",
            f"{PICTURE}?x",
        ]:
            with self.subTest(url):
                self.assertFalse(is_picture_path(url))


class HostTests(TestCase):
    def test_the_host_is_what_stands_behind_the_user(self) -> None:
        self.assertEqual(host("https://user:pw@Example.ORG/a"), "example.org")
        self.assertEqual(host("//cdn.example.org/a"), "cdn.example.org")

    def test_other_addresses_have_none(self) -> None:
        self.assertEqual([host(url) for url in ["/a", "a", "mailto:a@b.example", ""]], [""] * 4)


class LeavesSiteTests(TestCase):
    def test_an_address_with_a_host_leaves_the_site(self) -> None:
        for url in ("http://a.example/", "HTTPS://a.example", "//a.example/b"):
            self.assertTrue(leaves_site(url), url)

    def test_an_address_without_one_stays(self) -> None:
        for url in ("/", "/article-7-1.html", "#part", "a/b", "mailto:a@b.example", ""):
            self.assertFalse(leaves_site(url), url)
