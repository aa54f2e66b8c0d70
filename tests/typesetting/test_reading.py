"""Tests of the tags of the reader's pages."""

from datetime import UTC, date, datetime

from django.template import engines
from django.test import RequestFactory, SimpleTestCase

from articles.models import Contributor
from articles.typesetting import reading
from articles.views.rows import Credited


class ReadingTest(SimpleTestCase):
    def test_one_line_has_no_white_space_of_any_kind_at_its_ends_or_doubled(self) -> None:
        self.assertEqual(reading.one_line("\u3000\u3000甲 \r\n 乙  ...\r\n"), "甲 乙 ...")

    def test_the_lists_of_the_archive_become_one_line(self) -> None:
        self.assertEqual(reading.one_line("? 甲。\r\n? 乙 丙\r\n» \r\n»"), "甲。 · 乙 丙")
        self.assertEqual(reading.one_line("更多：\n• 甲\n• 乙"), "更多： · 甲 · 乙")
        self.assertEqual(reading.one_line("为什么 ? 因为"), "为什么 ? 因为")

    def test_credits_are_grouped_authors_first(self) -> None:
        mulan, jane = (Credited(1, role, role, role, hidden=False) for role in ("translator", "author"))
        self.assertEqual(reading.by_role([mulan, jane]), [("author", [jane]), ("translator", [mulan])])

    def test_names_are_escaped(self) -> None:
        template = engines["readers"].from_string('{% include "articles/_names.html" %}')
        person = Contributor(name="<b>", handle="~3c~b~3e~")
        link = '<a class="person" href="/people/~3c~b~3e~/" lang="zh-Hans">&lt;b&gt;</a>'
        anonymous = '<span class="person">匿名</span>'
        self.assertEqual(template.render({"people": [person, Contributor(hidden=True)]}), f"{link}、{anonymous}")

    def test_the_other_language_is_one_prefix_away(self) -> None:
        for path, english, chinese in (
            ("/", "/en/", "/"),
            ("/en/tags/?a=1", "/en/tags/?a=1", "/tags/?a=1"),
            ("/english/", "/en/english/", "/english/"),
            ("/en//evil.example/", "/en/evil.example/", "/evil.example/"),
        ):
            request = RequestFactory().get(path)
            self.assertEqual(reading.path_in("en", request), english)
            self.assertEqual(reading.path_in("zh-hans", request), chinese)

    def test_without_a_request_the_other_language_begins_at_home(self) -> None:
        self.assertEqual(reading.path_in("en", None), "/en/")

    def test_dates_are_written_by_the_clock_of_the_site_and_in_the_language_of_the_page(self) -> None:
        late = datetime(2019, 6, 30, 16, 5, tzinfo=UTC)
        for form, chinese, english in (
            ("c", "2019-07-01T00:05:00+08:00", "2019-07-01T00:05:00+08:00"),
            ("Y-m-d", "2019-07-01", "2019-07-01"),
            ("Y-m-d H:i", "2019-07-01 00:05", "2019-07-01 00:05"),
            ("DATE_FORMAT", "2019年7月1日", "July 1, 2019"),
        ):
            for _ in range(2):
                self.assertEqual(reading.date("zh-hans", late, form), chinese)
                self.assertEqual(reading.date("en", late, form), english)
        self.assertEqual(reading.date("en", date(2019, 6, 30), "Y-m-d"), "2019-06-30")
