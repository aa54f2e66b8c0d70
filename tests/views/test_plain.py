"""Tests of the pages for machines."""

import re
from urllib.robotparser import RobotFileParser

from django.test import SimpleTestCase

SITE = "http://127.0.0.1:8000"


class PlainTest(SimpleTestCase):
    def test_healthz_says_ok_without_asking_the_database_and_is_never_kept(self) -> None:
        response = self.client.get("/healthz")
        self.assertEqual((response.status_code, response.content), (200, b"ok\n"))
        self.assertIn("no-store", response["Cache-Control"])


class RobotsTest(SimpleTestCase):
    def setUp(self) -> None:
        response = self.client.get("/robots.txt")
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "text/plain; charset=utf-8"))
        self.lines = response.content.decode().splitlines()

    def test_it_is_read_as_it_is_meant(self) -> None:
        parser = RobotFileParser()
        parser.parse(self.lines)
        self.assertEqual(parser.site_maps(), [f"{SITE}/sitemap.xml"])
        for path in ("/", "/article-7117-1.html", "/en/tag/c~23~/", "/search/?q=x", "/sitemap.xml", "/static/x.css"):
            self.assertTrue(parser.can_fetch("Anybot", SITE + path), path)
        self.assertFalse(parser.can_fetch("Anybot", f"{SITE}/admin/login/"))

    def test_what_is_for_people_to_do_is_closed_in_each_language(self) -> None:
        """By RFC 9309, whose asterisk urllib does not know."""
        closed = [line.removeprefix("Disallow: ") for line in self.lines if line.startswith("Disallow: ")]
        rule = re.compile("|".join(re.escape(path).replace(r"\*", ".*") for path in closed))
        for path in ("/article-7117/like/", "/article-7117/view/", "/article-7117/report/", "/en/article-7/report/"):
            self.assertTrue(rule.match(path), path)
        for path in ("/tag/like/", "/article-7117/comments/", "/article-7117-1.html", "/article-7117/qr.svg"):
            self.assertFalse(rule.match(path), path)

    def test_every_line_is_a_rule_and_every_rule_belongs_to_a_group(self) -> None:
        self.assertEqual(self.lines[0], "User-agent: *")
        for line in self.lines:
            self.assertRegex(line, r"^(?:User-agent: \*|Disallow: /\S*|Sitemap: http\S+|)$")
