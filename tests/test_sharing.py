"""Tests of sharing: the permalink, the addresses at which it is posted, and the parts of the page that hold them."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.template.loader import render_to_string
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone, translation

from articles.models import addresses
from articles.pages import article_page, to_show
from articles.sharing import permalink, shares
from tests import builders

TITLE = "C++ & “指针”：100% <b> #1?"


@override_settings(SITE_URL="https://yibao.example")
class SharesTest(SimpleTestCase):
    def test_the_permalink_is_the_same_in_every_language(self) -> None:
        for language in ("zh-hans", "en"):
            with translation.override(language):
                self.assertEqual(permalink(7117), "https://yibao.example/article-7117-1.html")

    def test_whoever_asks_first_asks_in_the_language_that_was_named(self) -> None:
        addresses._made.cache_clear()
        addresses._around.cache_clear()
        with translation.override("en"):
            self.assertEqual(permalink(7117), "https://yibao.example/article-7117-1.html")
            self.assertEqual(addresses.address("article", 7117), "/en/article-7117-1.html")
            self.assertEqual(addresses.addresses()("category", "c"), "/en/category/c/")

    def test_each_place_gets_the_permalink_and_the_title_as_they_are(self) -> None:
        found = shares(7117, TITLE)
        for address, expected in (
            (found.weibo, {"url": [found.permalink], "title": [TITLE]}),
            (found.x, {"url": [found.permalink], "text": [TITLE]}),
            (found.mail, {"subject": [TITLE], "body": [found.permalink]}),
        ):
            self.assertEqual(parse_qs(urlsplit(address).query, strict_parsing=True), expected)

    def test_spaces_are_percent_encoded_because_mail_programs_show_a_plus(self) -> None:
        self.assertIn("subject=a%20b%20%2B%20c&", shares(1, "a b + c").mail)


@override_settings(SITE_URL="https://yibao.example")
class PartsTest(TestCase):
    def part(self, name: str) -> str:
        publication = builders.published(TITLE, number=7117)
        builders.counts(publication, base_likes=1230, own_likes=4)
        now = timezone.now()
        shown = to_show(publication.number, now)
        assert shown
        page = article_page(shown, now)
        with self.assertNumQueries(0):
            return render_to_string(f"articles/{name}.html", {"page": page})

    def test_sharing_needs_no_script_and_no_third_party(self) -> None:
        html = self.part("_share")
        links = re.findall(r'<a href="(https?:[^"]+)" rel="noopener nofollow">', html)
        hosts = [urlsplit(unescape(link)).hostname for link in links]
        self.assertEqual(hosts, ["service.weibo.com", "x.com"])
        self.assertEqual(re.findall(r' src="([^"]+)"', html), ["/article-7117/qr.svg"])
        self.assertIn('loading="lazy"', html)
        self.assertIn('<a href="/article-7117/report/" rel="nofollow">', html)
        self.assertRegex(html, r'<button [^>]*data-copy="https://yibao.example/article-7117-1.html"[^>]* hidden>')
        self.assertNotIn("<script", html)
        self.assertNotIn("style=", html)
        self.assertNotIn("<b>", html)

    def test_the_like_is_a_form_with_the_count_and_without_a_token(self) -> None:
        html = self.part("_like")
        self.assertIn('<form class="like" id="like" action="/article-7117/like/" method="post"', html)
        self.assertIn('data-view="/article-7117/view/"', html)
        self.assertIn('<span class="like-count">1,234</span>', html)
        self.assertNotIn("csrf", html)

    def test_in_english_the_forms_stay_english_and_the_pictures_have_one_address(self) -> None:
        with translation.override("en"):
            self.assertIn('action="/en/article-7117/like/"', self.part("_like"))
