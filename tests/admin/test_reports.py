"""Readers' reports in the admin: who may handle them, in which order they stand, and who handled them when."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.models import Publication, ReaderReport
from tests import builders
from tests.cast import Cast, cast

LIST = reverse("admin:articles_readerreport_changelist")
ADD = reverse("admin:articles_readerreport_add")


class ReportAdminTests(TestCase):
    cast: Cast
    publication: Publication
    report: ReaderReport
    address: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        cls.publication = builders.published("内核 <b> 简史", number=7117)
        cls.report = cls.reported("第二段漏了一个字")
        cls.address = reverse("admin:articles_readerreport_change", args=[cls.report.pk])

    @classmethod
    def reported(cls, message: str, hours: int = 0) -> ReaderReport:
        at = builders.LONG_AGO + timedelta(hours=hours)
        contact = "reader@example.org"
        article = cls.publication.article
        return ReaderReport.objects.create(article=article, passage="一句", message=message, contact=contact, at=at)

    def listed(self, query: str = "") -> list[int]:
        return [row.pk for row in self.client.get(LIST + query).context["cl"].result_list]

    def test_every_role_may_look_and_a_stranger_may_not(self) -> None:
        staff = [self.cast.selector, self.cast.translator, self.cast.reviewer, self.cast.publisher, self.cast.chief]
        for user, status in [*((user, 200) for user in staff), (self.cast.stranger, 302)]:
            self.client.force_login(user)
            self.assertEqual(self.client.get(LIST).status_code, status, user)
            self.assertEqual(self.client.get(self.address).status_code, status, user)

    def test_reviewers_publishers_and_chiefs_handle_reports_and_others_do_not(self) -> None:
        for user in (self.cast.selector, self.cast.translator):
            self.client.force_login(user)
            self.assertEqual(self.client.post(self.address, {"handled": "on"}).status_code, 403, user)
            self.client.post(LIST, {"action": "handle", "_selected_action": [self.report.pk]})
            self.assertNotIn('name="handled"', self.client.get(self.address).content.decode())
        self.assertIsNone(ReaderReport.objects.get().handled_at)
        for user in (self.cast.reviewer, self.cast.publisher, self.cast.chief):
            ReaderReport.objects.update(handled_at=None, handled_by=None)
            self.client.force_login(user)
            self.assertEqual(self.client.post(self.address, {"handled": "on", "answer": "已改"}).status_code, 302)
            report = ReaderReport.objects.get()
            self.assertEqual((report.handled_by, report.answer), (user, "已改"))
            self.assertLess(timezone.now() - (report.handled_at or builders.LONG_AGO), timedelta(minutes=1))

    def test_nobody_adds_or_deletes_a_report_or_changes_what_the_reader_wrote(self) -> None:
        self.client.force_login(self.cast.chief)
        self.assertEqual(self.client.get(ADD).status_code, 403)
        self.assertEqual(
            self.client.post(reverse("admin:articles_readerreport_delete", args=[self.report.pk])).status_code, 403
        )
        self.client.post(self.address, {"message": "别的话", "passage": "", "contact": "", "answer": ""})
        report = ReaderReport.objects.get()
        self.assertEqual((report.message, report.passage), ("第二段漏了一个字", "一句"))

    def test_whoever_handled_it_first_stays_named_until_it_is_opened_again(self) -> None:
        self.client.force_login(self.cast.reviewer)
        self.client.post(self.address, {"handled": "on", "answer": "已改"})
        handled_at = ReaderReport.objects.get().handled_at
        self.client.force_login(self.cast.chief)
        self.client.post(self.address, {"handled": "on", "answer": "已改，谢谢"})
        report = ReaderReport.objects.get()
        self.assertEqual((report.handled_by, report.handled_at), (self.cast.reviewer, handled_at))
        self.client.post(self.address, {"answer": "已改，谢谢"})
        report = ReaderReport.objects.get()
        self.assertEqual((report.handled_by, report.handled_at), (None, None))

    def test_many_are_handled_and_opened_again_by_actions(self) -> None:
        other = self.reported("图片不显示")
        self.client.force_login(self.cast.reviewer)
        self.client.post(LIST, {"action": "handle", "_selected_action": [self.report.pk]})
        self.client.force_login(self.cast.chief)
        self.client.post(LIST, {"action": "handle", "_selected_action": [self.report.pk, other.pk]})
        handlers = dict(ReaderReport.objects.values_list("pk", "handled_by"))
        self.assertEqual(handlers, {self.report.pk: self.cast.reviewer.pk, other.pk: self.cast.chief.pk})
        self.client.post(LIST, {"action": "reopen", "_selected_action": [self.report.pk, other.pk]})
        self.assertEqual(ReaderReport.objects.filter(handled_at=None, handled_by=None).count(), 2)

    def test_open_reports_stand_first_and_the_newest_of_them_on_top(self) -> None:
        newer = self.reported("新的", hours=5)
        done = self.reported("改好的", hours=9)
        ReaderReport.objects.filter(pk=done.pk).update(handled_at=timezone.now(), handled_by=self.cast.chief)
        self.client.force_login(self.cast.chief)
        self.assertEqual(self.listed(), [newer.pk, self.report.pk, done.pk])
        self.assertEqual(self.listed("?state=open"), [newer.pk, self.report.pk])
        self.assertEqual(self.listed("?state=handled"), [done.pk])

    def test_reports_are_found_by_their_words_and_by_their_article(self) -> None:
        self.client.force_login(self.cast.chief)
        for words, found in (("漏了", 1), ("简史", 1), ("7117", 1), ("711", 0), ("别的", 0)):
            self.assertEqual(len(self.listed(f"?q={words}")), found, words)

    def test_the_article_is_linked_as_readers_see_it(self) -> None:
        self.client.force_login(self.cast.chief)
        link = '<a href="/article-7117-1.html">内核 &lt;b&gt; 简史</a>'
        for page in (LIST, self.address):
            self.assertIn(link, self.client.get(page).content.decode())

    def test_the_list_costs_the_same_for_one_report_and_for_three(self) -> None:
        self.client.force_login(self.cast.chief)
        self.client.get(LIST)
        with self.assertNumQueries(8):
            self.client.get(LIST)
        self.reported("二")
        self.reported("三")
        with self.assertNumQueries(8):
            self.client.get(LIST)
