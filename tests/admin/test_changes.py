"""Tests of the log of changes in the admin: chiefs read it, in the words of people, page by page."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse

from articles import audit
from articles.audit import Deed
from articles.conditions import moment
from articles.models import Category, Change, Contributor
from tests.admin.form import address
from tests.cast import Cast, cast
from tests.desk import DAY, DeskCase

LIST = reverse("admin:articles_change_changelist")
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


class ChangesTests(TestCase):
    cast: Cast
    person: Contributor

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        cls.person = Contributor.objects.create(name="mulan")

    def setUp(self) -> None:
        self.client.force_login(self.cast.chief)

    def log(self, before: str, after: str, *, field: str = "name", by: User | None = None, days: int = 0) -> Change:
        row = Deed(by, NOW + timedelta(days=days))
        audit.record(self.person, {field: before}, {field: after}, row)
        return Change.objects.latest("pk")

    def listed(self, query: str = "") -> list[int]:
        return [change.pk for change in self.client.get(LIST + query).context["cl"].result_list]

    def test_a_row_says_who_when_what_and_from_which_to_which_value(self) -> None:
        self.log("木兰", "花木兰", by=self.cast.chief)
        page = self.client.get(LIST)
        self.assertContains(page, f">{moment(NOW)}</time>")
        self.assertContains(page, '<td class="field-who">chief</td>', html=True)
        self.assertContains(page, "<pre>木兰</pre>")
        self.assertContains(page, "<pre>花木兰</pre>")
        self.assertContains(page, f"?kind=articles.contributor&amp;key={self.person.pk}")

    def test_line_ends_are_seen_and_long_texts_folded(self) -> None:
        self.log("一\r\n二\n三\r四", "字" * 300)
        page = self.client.get(LIST)
        self.assertContains(page, "<pre>一␍␊\n二↵\n三␍四</pre>")
        self.assertContains(page, f"<pre>{'字' * 300}</pre></details>")
        self.assertContains(page, "300 ")

    def test_nothing_in_it_is_markup(self) -> None:
        self.log("<script>alert(1)</script>", "<b>", field="<i>")
        page = self.client.get(LIST)
        self.assertContains(page, "&lt;script&gt;alert(1)&lt;/script&gt;")
        for markup in ("<script>alert", "<i>", "<pre><b>"):
            self.assertNotContains(page, markup)

    def test_whatever_an_address_asks_for_is_no_error(self) -> None:
        line = self.log("a", "b")
        for query, found in (("who=9999999999999999999", [line.pk]), ("kind=%00", [line.pk]), ("key=%00", [])):
            self.assertEqual(self.listed(f"?{query}"), found, query)

    def test_it_is_filtered_by_person_kind_key_and_date_and_searched(self) -> None:
        mine = self.log("a", "b", by=self.cast.chief)
        clock = self.log("a", "c", days=-40)
        audit.record(Category(pk=7, name="技术"), {}, {"name": "技术"}, Deed(self.cast.publisher, NOW))
        other = Change.objects.latest("pk")
        self.assertEqual(self.listed(), [other.pk, clock.pk, mine.pk])
        self.assertEqual(self.listed(f"?who={self.cast.chief.pk}"), [mine.pk])
        self.assertEqual(self.listed("?who=clock"), [clock.pk])
        self.assertEqual(self.listed("?kind=articles.category"), [other.pk])
        self.assertEqual(self.listed(f"?kind=articles.contributor&key={self.person.pk}"), [clock.pk, mine.pk])
        self.assertEqual(self.listed("?at__gte=2026-03-01 00:00:00%2B08:00"), [other.pk, mine.pk])
        self.assertEqual(self.listed("?q=技术"), [other.pk])

    def test_pages_are_ranges_of_keys_with_ways_back_and_forth(self) -> None:
        made = [self.log(f"{n}", f"{n + 1}").pk for n in range(120)][::-1]
        first = self.client.get(LIST)
        older = first.context["cl"].older
        self.assertEqual((self.listed(), first.context["cl"].newer), (made[:50], ""))
        second = self.client.get(LIST + older)
        self.assertEqual(self.listed(older), made[50:100])
        third = self.client.get(LIST + second.context["cl"].older)
        self.assertEqual(self.listed(second.context["cl"].older), made[100:])
        self.assertEqual(third.context["cl"].older, "")
        self.assertEqual(self.listed(third.context["cl"].newer), made[50:100])
        self.assertEqual(self.listed(second.context["cl"].newer), made[:50])

    def test_cursors_that_are_none_are_no_cursors(self) -> None:
        change = self.log("a", "b")
        for query in ("?before=x", "?after=٣", "?before=" + "9" * 40, "?who=x", "?kind=nothing.here&kind="):
            with self.subTest(query):
                self.assertIn(self.listed(query), ([change.pk], []))

    def test_nothing_is_counted_however_much_there_is(self) -> None:
        for count in (1, 60):
            for number in range(count):
                self.log(f"{number}", "x", by=self.cast.chief)
            self.client.get(LIST)
            with self.subTest(count), self.assertNumQueries(8) as queries:
                self.client.get(LIST)
            counted = [query["sql"] for query in queries.captured_queries if "COUNT(" in query["sql"]]
            self.assertEqual([sql for sql in counted if "articles_notice" not in sql], [])  # unread ones, of one person

    def test_it_is_for_chiefs_alone_and_offers_no_edit(self) -> None:
        change = self.log("a", "b")
        page = self.client.get(LIST)
        self.assertNotContains(page, "action-select")
        for path in (f"{LIST}add/", f"{LIST}{change.pk}/change/", f"{LIST}{change.pk}/delete/"):
            self.assertEqual(self.client.post(path).status_code, 404, path)
        for name in ("selector", "translator", "reviewer", "publisher"):
            self.client.force_login(getattr(self.cast, name))
            self.assertEqual(self.client.get(LIST).status_code, 403, name)
            self.assertNotContains(self.client.get(reverse("admin:index")), LIST)

    def test_the_history_of_a_row_even_when_it_is_gone(self) -> None:
        self.log("木兰", "花木兰", by=self.cast.chief)
        history = reverse("admin:articles_contributor_history", args=[self.person.pk])
        form = reverse("admin:articles_contributor_change", args=[self.person.pk])
        self.assertContains(self.client.get(history), "<pre>花木兰</pre>")
        self.assertContains(self.client.get(form), history)
        Contributor.objects.all().delete()
        self.assertContains(self.client.get(history), "<pre>花木兰</pre>")
        never = reverse("admin:articles_contributor_history", args=[4711])
        self.assertEqual(self.client.get(never).status_code, 404)
        self.client.force_login(self.cast.publisher)
        self.assertEqual(self.client.get(history).status_code, 403)

    def test_others_are_offered_no_history(self) -> None:
        self.client.force_login(self.cast.publisher)
        form = reverse("admin:articles_contributor_change", args=[self.person.pk])
        self.assertNotContains(self.client.get(form), "/history/")


class WordsTests(DeskCase):
    def shown(self, name: str) -> Any:
        self.client.force_login(self.person(name))
        return self.client.get(address(self.article, "history"))

    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.scheduled()

    def test_the_history_of_an_article_says_it_in_words(self) -> None:
        page = self.shown("chief")
        tomorrow = moment(self.desk.now + DAY)
        for words in (
            "译者 translator",
            "<pre>撰写</pre>",
            "<pre>审校</pre>",
            f"<pre>{tomorrow}</pre>",
            "<pre>20001</pre>",
        ):
            self.assertContains(page, words)
        self.assertNotContains(page, "2026-03-03T04:00")

    def test_a_button_for_one_more_is_written_as_chinese_is(self) -> None:
        self.client.force_login(self.cast.chief)
        (credits, *_) = self.client.get(address(self.article)).context["inline_admin_formsets"]
        self.assertEqual(json.loads(credits.inline_formset_data())["options"]["addText"], "添加另一个署名")

    def test_others_see_moves_and_saves_but_no_values(self) -> None:
        page = self.shown("translator")
        self.assertContains(page, '<ol class="events">')
        self.assertNotContains(page, 'class="changes"')
