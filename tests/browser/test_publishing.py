"""Tests of what a publisher does with what is ready or public: schedule, update, withdraw, restore."""

from datetime import datetime, timedelta

from django.test import tag
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article, Publication
from articles.stages import PUBLISH, Stage
from tests.desk import Desk

from .editor import Editor, EditorCase

TITLE = "一篇译文"
SOON = timedelta(seconds=15)


@tag("slow")
class PublishingTest(EditorCase):
    def setUp(self) -> None:
        super().setUp()
        self.desk = Desk(self.cast, timezone.now())

    def publisher(self, article: Article) -> Editor:
        editor = self.editor(self.cast.publisher)
        editor.page.goto(f"/admin/articles/article/{article.pk}/change/")
        return editor

    def test_a_scheduled_article_appears_as_the_clock_passes_and_nothing_runs(self) -> None:
        publisher = self.publisher(self.desk.ready(title=TITLE))
        at = self.schedule(publisher, SOON)
        address = Publication.objects.get().get_absolute_url()
        visitor = self.visitor()
        with self.complaining("404"):
            answer = visitor.goto(address)
            self.assertEqual(answer and answer.status, 404)
        visitor.wait_for_timeout(max(0, (at - timezone.now()).total_seconds() * 1000))
        visitor.goto("/")
        visitor.get_by_role("link", name=TITLE).first.click()
        self.assertEqual(visitor.get_by_role("heading", level=1).inner_text(), TITLE)

    def test_what_is_scheduled_stands_on_its_board_and_in_the_calendar_until_it_is_unscheduled(self) -> None:
        publisher = self.publisher(self.desk.ready(title=TITLE))
        page = publisher.page
        at = timezone.localtime(self.schedule(publisher, timedelta(days=40)))
        publisher.on_board("排期", TITLE)
        page.get_by_role("link", name="日历").click()
        page.goto(f"{page.url}?month={at:%Y-%m}")
        page.locator(".calendar").get_by_role("link", name=TITLE).click()
        publisher.make("取消排期")
        self.assertEqual((Article.objects.get().stage, Publication.objects.count()), (Stage.READY, 0))

    def schedule(self, publisher: Editor, span: timedelta) -> datetime:
        publisher.choose("排期")
        at = timezone.now().replace(microsecond=0) + span
        publisher.page.locator("#id_at").fill(timezone.localtime(at).strftime("%Y-%m-%dT%H:%M:%S"))
        publisher.confirm("排期")
        return at

    def test_an_update_waits_for_the_publisher_and_says_what_was_wrong(self) -> None:
        article = self.desk.ready(title=TITLE)
        self.desk.do(article, PUBLISH, self.cast.publisher)
        publisher = self.publisher(article)
        publisher.write(body="改正过的译文。\n")
        publisher.save()
        self.assertIn("译文。", self.public_text())
        self.assertNotIn("改正过的", self.public_text())
        publisher.page.goto(f"/admin/articles/article/{article.pk}/change/")
        publisher.choose("更新")
        publisher.page.get_by_label("更正说明").fill("第一段的数字有误，已经改正。")
        publisher.confirm("更新")
        text = self.public_text()
        self.assertIn("改正过的译文。", text)
        self.assertIn("第一段的数字有误，已经改正。", text)

    def test_what_is_withdrawn_is_gone_and_comes_back_at_the_same_address(self) -> None:
        article = self.desk.ready(title=TITLE)
        self.desk.do(article, PUBLISH, self.cast.publisher)
        address = Publication.objects.get().get_absolute_url()
        publisher, visitor = self.publisher(article), self.visitor()
        publisher.choose("撤下")
        with self.complaining("400"):
            publisher.page.locator(".move-form").get_by_role("button", name="撤下").click()
            publisher.page.locator(".asked.errors").wait_for()
        self.assertEqual(Article.objects.get().stage, Stage.PUBLISHED)  # a reason is missing
        publisher.page.get_by_label("理由").fill("原作者要求撤下。")
        publisher.confirm("撤下")
        with self.complaining("410"):
            answer = visitor.goto(address)
            self.assertEqual(answer and answer.status, 410)
        visitor.goto("/")
        self.assertEqual(visitor.get_by_role("link", name=TITLE).count(), 0)
        publisher.choose("恢复")
        publisher.page.get_by_label("理由").fill("原作者又同意了。")
        publisher.confirm("恢复")
        visitor = self.visitor()
        answer = visitor.goto(address)
        self.assertEqual(answer and answer.status, 200)
        day = date_format(timezone.localtime(self.desk.now), "Y-m-d")
        self.assertEqual((visitor.locator("article time").first.get_attribute("datetime") or "")[:10], day)

    def public_text(self) -> str:
        visitor = self.visitor()
        visitor.goto(Publication.objects.get().get_absolute_url())
        return visitor.get_by_role("main").inner_text()
