"""The list of articles: boards, columns, pages, and who sees which next move."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import stages
from articles.admin.near import NearPages
from articles.models import Article, Claim
from articles.workflow import perform
from tests import builders
from tests.desk import DeskCase

LIST = reverse("admin:articles_article_changelist")


def titles(response: Any) -> list[str]:
    return [article.title for article in response.context["cl"].result_list]


class ListCase(DeskCase):
    """The desk's time is the time of the requests."""

    def setUp(self) -> None:
        super().setUp()
        self.desk.now = timezone.now()

    def list(self, user: User, query: str = "") -> Any:
        self.client.force_login(user)
        response = self.client.get(f"{LIST}?{query}" if query else LIST)
        self.assertEqual(response.status_code, 200)
        return response


class BoardsTest(ListCase):
    def test_each_board_lists_its_articles_and_no_others(self) -> None:
        self.desk.topic("选题")
        self.desk.now -= timedelta(days=40)
        late = self.desk.original()
        self.desk.now += timedelta(days=40)
        self.desk.note(self.desk.submitted(title="送审的"))
        self.desk.ready(title="待发布的")
        self.desk.scheduled(title="排期的")
        self.desk.published(title="发布了的")
        self.desk.withdrawn(title="撤下的")
        self.desk.archived(title="归档的")
        self.desk.drafting(title="在译")
        expected = {
            "topics": ["选题"],
            "reviews": ["送审的"],
            "ready": ["待发布的"],
            "scheduled": ["排期的"],
            "overdue": [late.title],
            "mine": [],
        }
        for board, there in expected.items():
            self.assertEqual(titles(self.list(self.cast.chief, f"board={board}")), there, board)
        self.assertEqual(titles(self.list(self.cast.translator, "board=mine")), [late.title, "在译"])

    def test_what_somebody_reviews_waits_for_no_reviewer(self) -> None:
        article = self.desk.submitted(title="送审的")
        self.assertEqual(titles(self.list(self.cast.reviewer, "board=reviews")), ["送审的"])
        self.desk.do(article, stages.TAKE, self.cast.reviewer)
        self.assertEqual(titles(self.list(self.cast.reviewer, "board=reviews")), [])
        self.assertEqual(titles(self.list(self.cast.reviewer, "board=mine")), ["送审的"])

    def test_what_is_scheduled_is_listed_by_its_date(self) -> None:
        first = self.desk.ready(title="先批准")
        self.desk.do(first, stages.SCHEDULE, self.cast.publisher, at=self.desk.now + timedelta(days=9))
        second = self.desk.ready(title="后批准")
        self.desk.do(second, stages.SCHEDULE, self.cast.publisher, at=self.desk.now + timedelta(days=2))
        self.assertEqual(titles(self.list(self.cast.publisher, "board=scheduled")), ["后批准", "先批准"])

    def test_the_topic_that_waits_longest_comes_first(self) -> None:
        self.desk.now -= timedelta(days=5)
        self.desk.topic("旧的")
        self.desk.now += timedelta(days=5)
        self.desk.topic("新的")
        self.assertEqual(titles(self.list(self.cast.translator, "board=topics")), ["旧的", "新的"])

    def test_a_board_that_does_not_exist_narrows_nothing(self) -> None:
        self.desk.topic("选题")
        self.assertEqual(titles(self.list(self.cast.chief, "board=nothing")), ["选题"])


class ColumnsTest(ListCase):
    def test_a_row_says_who_holds_it_until_when(self) -> None:
        self.desk.drafting()
        due = Claim.objects.get().due
        self.assertContains(self.list(self.cast.chief), 'translator <span class="date">')
        self.assertContains(self.list(self.cast.chief), timezone.localtime(due).strftime("%H:%M"))

    def test_a_translator_is_offered_to_claim_and_nobody_else_is(self) -> None:
        article = self.desk.topic()
        url = reverse("admin:articles_article_move", args=[article.pk, "claim"])
        for user in (self.cast.selector, self.cast.reviewer, self.cast.publisher, self.cast.chief):
            self.assertNotContains(self.list(user, "board=topics"), url)
        self.assertContains(self.list(self.cast.translator, "board=topics"), url)

    def test_a_move_that_is_refused_is_grey_and_says_why(self) -> None:
        self.desk.drafting()
        article = self.desk.topic("第二个")
        response = self.list(self.cast.translator, "board=topics")
        self.assertNotContains(response, reverse("admin:articles_article_move", args=[article.pk, "claim"]))
        self.assertContains(response, "move-grey")
        refusal = response.context["cl"].result_list[0].buttons[0].refusal
        self.assertEqual(refusal.names, ["below_limit"])
        self.assertContains(response, refusal.reasons[0])

    def test_a_title_is_escaped(self) -> None:
        self.desk.topic("<script>alert(1)</script>")
        self.assertNotContains(self.list(self.cast.chief), "<script>alert")


class PagesTest(ListCase):
    def test_no_page_counts_the_whole_table(self) -> None:
        pages = NearPages(Article.objects.order_by("pk"), 2)
        self.assertEqual((pages.count, pages.is_cut), (0, False))
        for number in range(20):
            builders.draft(str(number))
        near = NearPages(Article.objects.order_by("pk"), 2)
        self.assertEqual((near.count, near.is_cut), (12, True))
        far = NearPages(Article.objects.order_by("pk"), 2)
        far.page_shown = 9
        self.assertEqual((far.count, far.is_cut), (20, False))

    def test_a_page_that_does_not_exist_is_no_error(self) -> None:
        self.client.force_login(self.cast.chief)
        for page in ("99", "x", "-1", "9" * 30):
            self.assertIn(self.client.get(f"{LIST}?p={page}").status_code, {200, 302}, page)


class FoundTest(ListCase):
    """Nothing here looks at every article: a million may be there."""

    def found(self, text: str) -> list[str]:
        return sorted(titles(self.list(self.cast.chief, urlencode({"q": text}))))

    def test_what_readers_see_is_found_by_all_of_it_and_everything_else_by_its_title(self) -> None:
        builders.published("内核的故事", body="讲的是调度器。\n")
        builders.scheduled("明天的内核")
        self.desk.topic("内核选题")
        self.desk.withdrawn(title="撤下的内核")
        self.desk.drafting(title="别的", body="内核")
        self.assertEqual(self.found("内核"), sorted(["内核的故事", "明天的内核", "内核选题", "撤下的内核"]))
        self.assertEqual(self.found("调度器"), ["内核的故事"])
        self.assertEqual(self.found("内核 选"), ["内核选题"])
        self.assertEqual(self.found("没有"), [])

    def test_a_number_is_found(self) -> None:
        publication = builders.published("有编号的")
        builders.published("另一篇")
        self.assertEqual(self.found(str(publication.number)), ["有编号的"])
        self.assertEqual(self.found("9" * 30), [])

    def test_marks_narrow_the_list(self) -> None:
        builders.published("精选", chosen=True)
        builders.published("平常")
        for value, expected in (("1", ["精选"]), ("0", ["平常"])):
            response = self.list(self.cast.chief, f"publication__editors_choice__exact={value}")
            self.assertEqual(titles(response), expected)
        self.assertEqual(titles(self.list(self.cast.chief, "publication__pinned__exact=1")), [])

    def test_columns_put_a_board_in_order_and_not_the_whole_list(self) -> None:
        for title in ("乙", "甲", "丙"):
            self.desk.topic(title)
        by_title = sorted(("乙", "甲", "丙"))
        self.assertEqual(titles(self.list(self.cast.chief, "board=topics&o=1")), by_title)
        self.assertEqual(titles(self.list(self.cast.chief, "o=1")), ["丙", "甲", "乙"])
        self.assertNotContains(self.list(self.cast.chief), "sortable")
        self.assertContains(self.list(self.cast.chief, "board=topics"), "sortable")


class CostTest(ListCase):
    def cost(self, user: User, query: str) -> int:
        self.list(user, query)
        with CaptureQueriesContext(connection) as queries:
            self.list(user, query)
        return len(
            [each for each in queries if "django_session" not in each["sql"] and "last_login" not in each["sql"]]
        )

    def test_a_list_costs_the_same_for_one_article_and_for_three(self) -> None:
        makers = {
            "topics": (self.cast.translator, self.desk.topic),
            "scheduled": (self.cast.publisher, self.desk.scheduled),
            "ready": (self.cast.publisher, self.desk.ready),
        }
        for board, (user, make) in makers.items():
            make(title=f"{board} 一")
            once = self.cost(user, f"board={board}")
            make(title=f"{board} 二")
            make(title=f"{board} 三")
            self.assertEqual(self.cost(user, f"board={board}"), once, board)
            self.assertLessEqual(once, 24, board)


class AudienceTest(ListCase):
    def test_staff_see_the_list_and_the_calendar_and_others_do_not(self) -> None:
        self.desk.scheduled(title="秘密的排期")
        calendar = reverse("admin:articles_article_calendar")
        for name in ("selector", "translator", "reviewer", "publisher", "chief"):
            self.client.force_login(self.person(name))
            for url in (LIST, f"{LIST}?board=scheduled", calendar):
                self.assertEqual(self.client.get(url).status_code, 200, (name, url))
        for client in (Client(), self.client):
            if client is self.client:
                client.force_login(self.cast.stranger)
            for url in (LIST, calendar):
                response = client.get(url)
                self.assertRedirects(response, f"{reverse('admin:login')}?next={url}", fetch_redirect_response=False)


class CalendarTest(ListCase):
    calendar = reverse("admin:articles_article_calendar")

    def test_an_article_stands_on_its_day_in_beijing(self) -> None:
        """17:30 in UTC is half past one of the next day."""
        at = timezone.now().replace(year=timezone.now().year + 1, month=3, day=9, hour=17, minute=30)
        article = self.desk.ready(title="凌晨的文章")
        perform(article, stages.SCHEDULE, self.cast.publisher, now=self.desk.now, at=at)
        self.client.force_login(self.cast.publisher)
        response = self.client.get(f"{self.calendar}?month={at.year}-03")
        found = [day.date.day for week in response.context["weeks"] for day in week if day.publications]
        self.assertEqual(found, [10])
        self.assertContains(response, '<span class="time">01:30</span> 凌晨的文章')

    def test_a_month_is_whole_weeks_from_monday(self) -> None:
        self.client.force_login(self.cast.publisher)
        weeks = self.client.get(f"{self.calendar}?month=2026-02").context["weeks"]
        self.assertEqual([len(week) for week in weeks], [7] * len(weeks))
        self.assertEqual((str(weeks[0][0].date), str(weeks[-1][-1].date)), ("2026-01-26", "2026-03-01"))

    def test_what_is_no_month_is_this_month(self) -> None:
        self.client.force_login(self.cast.publisher)
        today = timezone.localdate().replace(day=1)
        for month in ("", "2026-13", "x", "0001-01", "9999-12"):
            self.assertEqual(self.client.get(self.calendar, {"month": month}).context["month"], today, month)

    def test_a_month_costs_the_same_for_one_article_and_for_three(self) -> None:
        self.client.force_login(self.cast.publisher)
        builders.scheduled("一")
        with CaptureQueriesContext(connection) as once:
            self.client.get(self.calendar)
        builders.scheduled("二")
        builders.scheduled("三")
        with self.assertNumQueries(len(once)):
            self.client.get(self.calendar)
