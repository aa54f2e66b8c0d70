"""Tests of the search page: what it finds, in which order, and what it says where there is nothing to find."""

import re
from html import unescape
from unittest.mock import patch
from urllib.parse import quote

from django.test import tag

from articles.views import counting
from tests import builders

from .case import PageCase, titles

TURNS = re.compile(r'<a class="pager-(previous|next)"[^>]* href="(\?[^"]+)"')
ROBOTS = '<meta name="robots" content="noindex, follow">'


class SearchCase(PageCase):
    def found(self, words: str, more: str = "") -> list[str]:
        """The titles of the hits on the first page."""
        return rows(self.page(f"/search/?q={quote(words)}{more}"))

    def says(self, words: str, text: str, more: str = "") -> None:
        self.assertIn(text, self.page(f"/en/search/?q={quote(words)}{more}"))


def rows(html: str) -> list[str]:
    return titles("".join(re.findall(r'<h2 class="row-title".*?</h2>', html, re.DOTALL)))


def turns(html: str) -> dict[str, str]:
    return {name: unescape(query) for name, query in TURNS.findall(html)}


class SearchTest(SearchCase):
    def test_what_holds_all_words_is_listed_newest_first_and_nothing_else(self) -> None:
        builders.published("旧", hour=1, body="Docker 容器")
        builders.published("新", hour=2, body="容器与 docker")
        builders.published("别的", hour=3, body="Docker")
        builders.hide_from_readers(body="Docker 容器")
        html = self.page("/search/?q=Docker+容器")
        self.assertEqual(rows(html), ["新", "旧"])
        self.assert_tells_nothing(html)
        self.assertIn("2 articles found", self.page("/en/search/?q=Docker+容器"))

    def test_words_of_every_kind_are_found(self) -> None:
        builders.published("一", body="新的内核支持文件系统，见 Docker 容器与 C++ 20。版本 5.15 发布。")
        for words in ("内核", "文件系统", "Docker 容器", "docker", "C++", "5.15", '"支持文件系统"'):
            self.assertEqual(self.found(words), ["一"], words)

    def test_titles_come_first_by_relevance(self) -> None:
        builders.published("谈内核", hour=1)
        builders.published("别的", hour=2, body="内核 " * 50)
        self.assertEqual(self.found("内核"), ["别的", "谈内核"])
        self.assertEqual(self.found("内核", "&order=relevance"), ["谈内核", "别的"])
        self.assertEqual(self.found("内核", "&order=upside-down"), ["别的", "谈内核"])

    def test_hits_are_marked_and_markup_stays_text(self) -> None:
        builders.published("<b>内核</b>", body="甲" * 300 + "内核 `<script>`")
        html = self.page("/search/?q=内核")
        self.assertIn("&lt;b&gt;<mark>内核</mark>&lt;/b&gt;</a>", html)
        self.assertIn("甲<mark>内核</mark> &lt;script&gt;</p>", html)

    def test_the_words_stand_in_the_title_and_the_form_and_results_are_not_indexed(self) -> None:
        builders.published("一", body="内核")
        html = self.page("/search/?q=+内核++<b>%22'+")
        self.assertRegex(html, r"<title>内核 &lt;b&gt;(&#34;|&#39;){2} · ")
        self.assertIn('name="q" value="内核 &lt;b&gt;&#34;&#39;"', html)
        self.assertIn(ROBOTS, html)

    def test_only_the_newest_hits_are_counted(self) -> None:
        for hour in range(3):
            builders.published(str(hour), hour=hour, body="内核")
        with patch.object(counting, "COUNTED", 2):
            self.says("内核", "2+ articles found")

    def test_a_page_is_the_same_for_everybody(self) -> None:
        builders.published("一", body="内核")
        response = self.client.get("/search/?q=内核")
        self.assertEqual((response.cookies, response.headers.get("Vary")), ({}, None))
        self.assertNotContains(response, "csrf")

    def test_it_takes_no_other_method(self) -> None:
        self.assertEqual(self.client.post("/search/", {"q": "内核"}).status_code, 405)

    def test_as_many_queries_for_one_hit_as_for_more(self) -> None:
        builders.published("一", body="内核", tags=["甲"])

        def more() -> None:
            for hour in (1, 2):
                credits = [("author", f"作者 {hour}"), ("translator", f"译者 {hour}")]
                builders.published(
                    str(hour), hour=hour, body="内核", tags=[f"{hour}"], category=f"{hour}", credits=credits
                )

        self.assert_costs(6, "/search/?q=内核", more)


@tag("slow")
class TurningTest(SearchCase):
    def setUp(self) -> None:
        for hour in range(45):
            builders.published(f"第 {hour} 篇", hour=hour, body="内核", credits=())
            builders.published(f"别的 {hour}", hour=hour, credits=())

    def test_pages_follow_each_other_to_the_end_and_back(self) -> None:
        for counted in (counting.COUNTED, 30):  # the second and the third page lie beyond what was counted, or do not
            with patch.object(counting, "COUNTED", counted):
                first = self.page("/search/?q=内核")
                self.assertEqual(rows(first), [f"第 {hour} 篇" for hour in range(44, 24, -1)])
                self.assertEqual(set(turns(first)), {"next"})
                second = self.page("/search/" + turns(first)["next"])
                self.assertEqual(rows(second), [f"第 {hour} 篇" for hour in range(24, 4, -1)])
                last = self.page("/search/" + turns(second)["next"])
                self.assertEqual(rows(last), [f"第 {hour} 篇" for hour in range(4, -1, -1)])
                self.assertEqual(set(turns(last)), {"previous"})
                back = self.page("/search/" + turns(last)["previous"])
                self.assertEqual(rows(back), rows(second))
                self.assertEqual(rows(self.page("/search/" + turns(back)["previous"])), rows(first))

    def test_by_relevance_pages_have_numbers(self) -> None:
        seen: list[str] = []
        query = "?q=内核&order=relevance"
        while query:
            html = self.page(f"/search/{query}")
            seen += rows(html)
            query = turns(html).get("next", "")
        self.assertEqual(sorted(seen), sorted(f"第 {hour} 篇" for hour in range(45)))
        self.assertEqual(turns(html)["previous"], "?q=%E5%86%85%E6%A0%B8&order=relevance&page=2")
        second = self.page("/search/?q=内核&order=relevance&page=2")
        self.assertEqual(turns(second)["previous"], "?q=%E5%86%85%E6%A0%B8&order=relevance")

    def test_by_relevance_the_pages_end_with_what_is_counted(self) -> None:
        with patch.object(counting, "COUNTED", 40):
            self.assertEqual(set(turns(self.page("/search/?q=内核&order=relevance&page=2"))), {"previous"})
            self.assert_missing("/search/?q=内核&order=relevance&page=3")

    def test_a_page_that_is_none_is_404(self) -> None:
        for more in ("&before=x", "&before=", "&before=1", "&after=%00", f"&before={'9' * 19}"):
            self.assert_missing(f"/search/?q=内核{more}")
        for page in ("0", "4", "51", "999", "x", "-1", "1.0", "", "٣"):
            self.assert_missing(f"/search/?q=内核&order=relevance&page={page}")

    def test_no_cursor_shows_what_is_not_due(self) -> None:
        builders.hide_from_readers(body="内核")
        for more in ("&before=9223372036854775807", "&after=1", "&after=9223372036854775807"):
            self.assert_tells_nothing(self.page(f"/search/?q=内核{more}"))


class NothingTest(SearchCase):
    def test_without_words_it_tells_how_to_search_and_shows_frequent_tags(self) -> None:
        for hour in range(3):
            builders.published(str(hour), hour=hour, tags=["C++"] if hour else ["C++", "内核"])
        builders.hide_from_readers(tags=["Plan 9"])
        for path in ("/search/", "/search/?q=", "/search/?q=+%00+", "/search/?tag=c++&year=x"):
            html = self.page(path)
            self.assertNotIn(ROBOTS, html)
            self.assertEqual(
                re.findall(r'<li><a href="(/tag/[^"]+)">', html), ["/tag/c++/", "/tag/%E5%86%85%E6%A0%B8/"]
            )
            self.assertIn('href="?q=Docker+%E5%AE%B9%E5%99%A8"', html)
            self.assertNotIn("Plan 9", html)

    def test_without_articles_it_still_answers(self) -> None:
        self.assertNotIn("/tag/", self.page("/search/"))
        self.says("内核", "No article holds all of these words.")

    def test_where_nothing_is_found_it_says_so(self) -> None:
        builders.published("一", body="内核")
        builders.hide_from_readers(body="容器")
        self.says("容器", "No article holds all of these words.")
        self.says("容器", ROBOTS)

    def test_signs_alone_are_no_words(self) -> None:
        builders.published("一", body="内核")
        for text in ("，。！", '""', "* ( ) ^ :", "++"):
            self.says(text, "There is no word in this to look for")

    def test_operators_are_text(self) -> None:
        builders.published("一", body="NOT AND OR NEAR")
        builders.published("二", body="别的")
        for text in (
            "NOT 别的",
            "title:别",
            "NEAR(别的 也",
            "别的 ' OR 1=1 --",
            "{{ q }}",
            "%s %d",
            "\\",
            "a" * 299 + "+",
        ):
            self.assertEqual(self.found(text), [], text)
        self.assertEqual(self.found("NOT OR"), ["一"])
        self.assertEqual(self.found("(别的*"), ["二"])

    def test_control_characters_are_spaces(self) -> None:
        builders.published("一", body="内核与容器")
        for text in ("内核%00容器", "%00内核%0a", "内核%1f%7f%c2%85容器", "内核%ed%a0%80"):
            html = self.page(f"/search/?q={text}")
            self.assertNotRegex(html, "[\x00\x1f\x7f\x85]")
        self.assertEqual(rows(self.page("/search/?q=内核%00容器")), ["一"])

    def test_a_long_query_is_cut_with_a_message(self) -> None:
        builders.published("一", body="内核")
        for text in ("内核 " * 13, "内核" * 3000):
            html = self.page(f"/en/search/?q={quote(text)}")
            self.assertIn("only the first 300 characters, and of these the first 12 words", " ".join(html.split()))
            self.assertIn(f'name="q" value="{text[:300].strip()}"', html)
        self.assertEqual(self.found("内核 " * 13), ["一"])
        self.assertNotIn("only the first", self.page("/en/search/?q=内核"))

    def test_one_character_is_answered_newest_first_with_a_hint(self) -> None:
        builders.published("容器", hour=1)
        builders.published("别的", hour=2, body="从容 C")
        builders.published("另外的", hour=3, body="Chrome")
        for more in ("", "&order=relevance"):
            html = self.page(f"/en/search/?q=容{more}")
            self.assertEqual(rows(html), ["别的", "容器"])
            self.assertIn("A lone character stands in very many articles", html)
            self.assertNotIn('class="orders"', html)
        self.assertEqual(self.found("c"), ["别的"])
        self.says("c", "A lone letter or digit is found only where it stands by itself.")
