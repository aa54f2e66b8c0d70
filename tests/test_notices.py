"""Who is told what by every move, the clock and readers: never the actor, never twice; no mail server stops a move."""

import logging
import smtplib
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage as Parsed
from email.parser import BytesParser
from email.policy import default as modern
from typing import Any

from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import override_settings
from django.utils.translation import override

from articles import notices, stages
from articles.clock import tick
from articles.mail import one_line
from articles.models import Article, Contributor, Credit, Notice, ReaderReport
from articles.notices import reading, wording
from articles.notices.telling import TOLD
from articles.stages import MOVES, Move
from tests import builders
from tests.cast import member
from tests.desk import DAY, NOON, DeskCase
from tests.smtp import mail_server

Told = list[tuple[str, str]]


class NoticeCase(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        for name in ("selector", "translator", "reviewer", "publisher", "chief"):
            User.objects.filter(username=name).update(email=f"{name}@example.org")
        self.cast.translator.refresh_from_db()

    def told(self, article: Article, move: Move, by: User | None, **asked: Any) -> Told:
        """Who was told what of this move, by name."""
        before = set(Notice.objects.values_list("pk", flat=True))
        self.desk.do(article, move, by, **asked)
        return told(Notice.objects.exclude(pk__in=before))

    def last(self, kind: wording.Message) -> Notice:
        return Notice.objects.select_related("article", "by").filter(kind=kind.name).latest("pk")


def told(rows: Any) -> Told:
    return sorted(rows.values_list("recipient__username", "kind"))


def words(notice: Notice, language: str = "en") -> str:
    with override(language):
        return " ".join(reading.letter(notice).says)


class MovesTests(NoticeCase):
    def test_every_message_is_sent_by_something_and_every_move_is_told_or_silent_on_purpose(self) -> None:
        silent = {move for move in MOVES if move not in TOLD}
        self.assertEqual(silent, {stages.IMPORT, stages.PROPOSE, stages.WRITE})
        names = {message.name for message in vars(wording).values() if isinstance(message, wording.Message)}
        self.assertEqual(names, set(wording.MESSAGES))
        self.assertEqual(len(wording.MESSAGES), 22)

    def test_a_topic_is_claimed_and_its_selector_knows(self) -> None:
        found = self.told(self.desk.topic(), stages.CLAIM, self.cast.translator)
        self.assertEqual(found, [("selector", "claimed")])
        self.assertEqual(
            words(self.last(wording.CLAIMED)),
            "translator claimed the topic that you proposed. The time for it ends on 2026-03-16 12:00.",
        )

    def test_a_topic_is_given_back_and_its_selector_knows_but_not_whoever_gave_it_back(self) -> None:
        found = self.told(self.desk.drafting(), stages.GIVE_BACK, self.cast.translator)
        self.assertEqual(found, [("selector", "given_back")])

    def test_a_chief_takes_it_out_of_somebodys_hands_and_they_know(self) -> None:
        why = {"override": True, "note": "急"}
        found = self.told(self.desk.drafting(), stages.GIVE_BACK, self.cast.chief, **why)
        self.assertEqual(found, [("selector", "given_back"), ("translator", "taken_over")])
        article = self.desk.written(self.desk.drafting())
        found = self.told(article, stages.SUBMIT, self.cast.chief, **why)
        self.assertEqual(found, [("reviewer", "submitted"), ("translator", "taken_over")])
        found = self.told(self.desk.taken(), stages.APPROVE, self.cast.chief, **why)
        self.assertEqual(found, [("publisher", "ready"), ("reviewer", "taken_over"), ("translator", "approved")])

    def test_a_chief_gives_time_and_the_holder_knows_but_who_extends_for_oneself_is_not_told(self) -> None:
        self.assertEqual(self.told(self.desk.drafting(), stages.EXTEND, self.cast.translator), [])
        found = self.told(self.desk.original(), stages.EXTEND, self.cast.chief)
        self.assertEqual(found, [("translator", "extended")])

    def test_a_text_is_submitted_and_every_reviewer_knows_who_may_read_it(self) -> None:
        member("second", "校对")
        self.cast.translator.groups.add(*self.cast.reviewer.groups.all())
        article = self.desk.written(self.desk.drafting())
        found = self.told(article, stages.SUBMIT, self.cast.translator)
        self.assertEqual(found, [("reviewer", "submitted"), ("second", "submitted")])

    def test_a_translator_who_reviews_too_is_not_asked_to_review_their_own_text_by_anybody(self) -> None:
        self.cast.translator.groups.add(*self.cast.reviewer.groups.all())
        article = self.desk.written(self.desk.drafting())
        found = self.told(article, stages.SUBMIT, self.cast.chief, override=True, note="急")
        self.assertEqual(found, [("reviewer", "submitted"), ("translator", "taken_over")])

    def test_a_reviewer_begins_and_the_translator_knows(self) -> None:
        found = self.told(self.desk.submitted(), stages.TAKE, self.cast.reviewer)
        self.assertEqual(found, [("translator", "taken")])

    def test_a_second_reviewer_takes_over_and_the_first_knows(self) -> None:
        article, second = self.desk.taken(), member("second", "主编")
        found = self.told(article, stages.TAKE, second, override=True, note="急")
        self.assertEqual(found, [("reviewer", "taken_over"), ("translator", "taken")])

    def test_a_text_is_returned_with_its_notes_the_time_left_and_what_was_changed(self) -> None:
        article = self.desk.taken()
        self.desk.now += DAY
        self.desk.written(article, by=self.cast.reviewer, body="校对改过的译文。\n")
        found = self.told(article, stages.RETURN, self.cast.reviewer)
        self.assertEqual(found, [("translator", "returned")])
        notice = self.last(wording.RETURNED)
        self.assertEqual(
            words(notice),
            "reviewer read it and asks for changes. There is time until 2026-03-10 12:00; then submit it again.",
        )
        letter = reading.letter(notice)
        self.assertEqual([(quote.passage, quote.text) for quote in letter.quotes], [("译文", "太生硬")])
        form = f"/admin/articles/article/{article.pk}/"
        self.assertEqual([link.path for link in letter.links], [f"{form}change/", f"{form}compare/?from=2&to=3"])

    def test_where_the_reviewer_changed_nothing_there_is_nothing_to_compare(self) -> None:
        article = self.desk.taken()
        self.told(article, stages.RETURN, self.cast.reviewer)
        self.assertEqual(len(reading.letter(self.last(wording.RETURNED)).links), 1)

    def test_a_text_is_approved_and_translator_and_publishers_know(self) -> None:
        found = self.told(self.desk.taken(), stages.APPROVE, self.cast.reviewer)
        self.assertEqual(found, [("publisher", "ready"), ("translator", "approved")])

    def test_a_text_is_sent_back_and_those_who_made_and_reviewed_it_know_why(self) -> None:
        found = self.told(self.desk.ready(), stages.SEND_BACK, self.cast.publisher, note="标题不妥")
        self.assertEqual(found, [("reviewer", "sent_back"), ("translator", "sent_back")])
        self.assertEqual(self.last(wording.SENT_BACK).data["quotes"], [["", "标题不妥"]])

    def test_an_article_is_published_and_everyone_credited_with_an_account_knows(self) -> None:
        article = self.desk.ready()
        stranger = Contributor.objects.create(name="没有账号的人")
        Credit.objects.create(article=article, contributor=stranger, role="author", order=9)
        found = self.told(article, stages.PUBLISH, self.cast.publisher)
        self.assertEqual(found, [(name, "published") for name in ("reviewer", "selector", "translator")])
        paths = [link.path for link in reading.letter(self.last(wording.PUBLISHED)).links]
        article.refresh_from_db()
        self.assertEqual(paths[-1], f"/article-{article.number}-1.html")

    def test_who_is_credited_twice_is_told_once(self) -> None:
        article = self.desk.ready()
        selector = Contributor.objects.get(user=self.cast.selector)
        Credit.objects.create(article=article, contributor=selector, role="author", order=9)
        found = self.told(article, stages.PUBLISH, self.cast.publisher)
        self.assertEqual(found.count(("selector", "published")), 1)

    def test_a_date_is_chosen_and_taken_back_and_everyone_credited_knows(self) -> None:
        article = self.desk.ready()
        credited = ("reviewer", "selector", "translator")
        found = self.told(article, stages.SCHEDULE, self.cast.publisher)
        self.assertEqual(found, [(name, "scheduled") for name in credited])
        self.assertEqual(words(self.last(wording.SCHEDULED)), "It comes out on 2026-03-03 12:00, Beijing time.")
        found = self.told(article, stages.UNSCHEDULE, self.cast.chief, override=True, note="改期")
        self.assertEqual(found, [(name, "unscheduled") for name in ("publisher", *credited)])

    def test_an_article_is_updated_withdrawn_and_restored_and_everyone_credited_knows(self) -> None:
        article = self.desk.published()
        everyone = ("reviewer", "selector", "translator")
        found = self.told(article, stages.UPDATE, self.cast.publisher, correction="命令写错了。")
        self.assertEqual(found, [(name, "updated") for name in everyone])
        self.assertEqual(self.last(wording.UPDATED).data["quotes"], [["", "命令写错了。"]])
        found = self.told(article, stages.WITHDRAW, self.cast.publisher)
        self.assertEqual(found, [(name, "withdrawn") for name in ("chief", *everyone)])
        found = self.told(article, stages.RESTORE, self.cast.chief)
        self.assertEqual(found, [(name, "restored") for name in ("publisher", *everyone)])

    def test_an_article_is_archived_and_opened_again_and_who_worked_on_it_knows(self) -> None:
        article = self.desk.drafting()
        found = self.told(article, stages.ARCHIVE, self.cast.chief)
        self.assertEqual(found, [("selector", "archived"), ("translator", "archived")])
        found = self.told(article, stages.REOPEN, self.cast.chief)
        self.assertEqual(found, [("selector", "reopened")])

    def test_whom_it_does_not_concern_hears_nothing(self) -> None:
        self.desk.published()
        for user in (self.cast.chief, self.cast.stranger):
            self.assertEqual(Notice.objects.filter(recipient=user).count(), 0)

    def test_an_account_that_is_switched_off_is_told_nothing(self) -> None:
        User.objects.filter(pk=self.cast.selector.pk).update(is_active=False)
        self.assertEqual(self.told(self.desk.topic(), stages.CLAIM, self.cast.translator), [])

    def test_a_move_that_is_refused_tells_nobody(self) -> None:
        article = self.desk.submitted()
        before = Notice.objects.count()
        self.refused(article, stages.TAKE, self.cast.translator)
        self.assertEqual(Notice.objects.count(), before)

    def test_a_notice_speaks_the_language_of_whoever_reads_it(self) -> None:
        self.desk.submitted()
        notice = self.last(wording.SUBMITTED)
        self.assertEqual(words(notice, "en"), "translator submitted it. Whoever takes it first reviews it.")
        with override("zh-hans"):
            self.assertEqual(words(notice, "zh-hans"), str(wording.SUBMITTED.says) % {"by": "translator"})

    def test_a_percent_sign_in_a_title_or_a_name_is_no_placeholder(self) -> None:
        User.objects.filter(pk=self.cast.translator.pk).update(first_name="100%(x)s")
        self.desk.submitted(title="性能提升 50% 的 %s 和 %(by)s")
        letter = reading.letter(self.last(wording.SUBMITTED))
        self.assertIn("性能提升 50% 的 %s 和 %(by)s", letter.heading)
        self.assertIn("100%(x)s", letter.says[0])


class ClockTests(NoticeCase):
    def kinds(self) -> Told:
        return told(Notice.objects.filter(kind__in=["due_soon", "overdue", "released", "given_back"]))

    def test_the_holder_is_reminded_two_days_before_and_at_the_end_and_each_time_once(self) -> None:
        self.desk.drafting()
        due = NOON + 14 * DAY
        for days, expected in ((-3, []), (-2, ["due_soon"]), (0, ["due_soon", "overdue"])):
            tick(due + days * DAY)
            tick(due + days * DAY)
            self.assertEqual(self.kinds(), [("translator", kind) for kind in expected])
        self.assertEqual(
            words(self.last(wording.OVERDUE)),
            "Your time for it ended on 2026-03-16 12:00. "
            "If nothing happens, it is taken back on 2026-03-19 12:00; what you wrote is kept.",
        )

    def test_it_is_taken_back_after_three_days_more_and_holder_and_selector_know_once(self) -> None:
        self.desk.drafting()
        for _ in range(2):
            tick(NOON + 17 * DAY)
        self.assertEqual(self.kinds(), [("selector", "given_back"), ("translator", "released")])
        self.assertEqual(self.last(wording.GIVEN_BACK).data, {"holder": "translator"})
        self.assertIn("What you wrote is kept", words(self.last(wording.RELEASED)))

    def test_an_original_is_never_said_to_be_taken_back(self) -> None:
        self.desk.original()
        tick(NOON + 40 * DAY)
        self.assertEqual(self.kinds(), [("translator", "overdue")])
        self.assertEqual(words(self.last(wording.OVERDUE)), "Your time for it ended on 2026-03-16 12:00.")

    def test_a_review_is_reminded_of_and_taken_back_too(self) -> None:
        self.desk.taken()
        tick(NOON + DAY)
        self.assertEqual(self.kinds(), [("reviewer", "due_soon")])
        tick(NOON + 6 * DAY)
        self.assertEqual(self.kinds(), [("reviewer", "due_soon"), ("reviewer", "released")])

    def test_who_extended_is_reminded_anew(self) -> None:
        article = self.desk.drafting()
        tick(NOON + 13 * DAY)
        self.desk.now = NOON + 13 * DAY
        self.desk.do(article, stages.EXTEND, self.cast.translator)
        tick(NOON + 27 * DAY)
        self.assertEqual(self.kinds(), [("translator", "due_soon")] * 2)


class ReaderTests(NoticeCase):
    def test_a_readers_report_reaches_chiefs_and_publishers_with_its_words_and_leads_to_itself(self) -> None:
        publication = builders.published()
        address = f"/article-{publication.number}/report/"
        sent = {"message": "命令少了参数", "passage": "rm -f", "contact": "reader@example.org"}
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(address, sent)
        report = ReaderReport.objects.get()
        self.assertEqual(told(Notice.objects.all()), [("chief", "reported"), ("publisher", "reported")])
        notice = self.last(wording.REPORTED)
        self.assertEqual(notice.data, {"report": report.pk, "quotes": [["rm -f", "命令少了参数"]]})
        self.assertEqual(reading.address(notice), f"/admin/articles/readerreport/{report.pk}/change/")
        self.assertEqual(
            sorted(message.to[0] for message in mail.outbox), ["chief@example.org", "publisher@example.org"]
        )
        self.assertNotIn("reader@example.org", str([message.message() for message in mail.outbox]))


class Down(EmailBackend):
    """A mail server that is not there."""

    def open(self) -> bool:
        raise ConnectionRefusedError("nobody listens")

    def send_messages(self, messages: Any) -> int:
        return int(self.open())


class Picky(EmailBackend):
    """A mail server that refuses one recipient."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["reviewer@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"reviewer@example.org": (550, b"no such user")})
        return super().send_messages(messages)


class Faulty(EmailBackend):
    """A mistake of ours."""

    def send_messages(self, messages: Any) -> int:
        raise ZeroDivisionError


@contextmanager
def mailing_by(backend: type[EmailBackend]) -> Iterator[None]:
    with override_settings(EMAIL_BACKEND=f"{__name__}.{backend.__name__}"):
        yield


@override_settings(SITE_URL="https://yibao.example")
class MailTests(NoticeCase):
    def mailed(self) -> list[str]:
        return sorted(message.to[0] for message in mail.outbox)

    def submit(self, **fields: Any) -> Article:
        """Mail goes when the transaction is through, and not before."""
        article = self.desk.written(self.desk.drafting(**fields))
        with self.captureOnCommitCallbacks(execute=True):
            self.desk.do(article, stages.SUBMIT, self.cast.translator)
            self.assertEqual(mail.outbox, [])
        return article

    def parsed(self, message: EmailMessage) -> Any:
        return BytesParser(Parsed, policy=modern).parsebytes(message.message().as_bytes())

    def test_a_mail_has_text_and_html_a_chinese_subject_and_absolute_links(self) -> None:
        article = self.submit(title="<b>内核</b>")
        self.assertEqual(self.mailed(), ["reviewer@example.org"])
        sent = self.parsed(mail.outbox[0])
        with override("zh-hans"):
            subject = str(wording.SUBMITTED.heading) % {"title": "<b>内核</b>"}
        self.assertIn(subject, sent["Subject"])
        self.assertIn("译报", sent["Subject"])
        self.assertEqual(sent["Auto-Submitted"], "auto-generated")
        text = sent.get_body(("plain",)).get_content()
        html = sent.get_body(("html",)).get_content()
        form = f"https://yibao.example/admin/articles/article/{article.pk}/change/"
        for body in (text, html):
            self.assertIn(form, body)
            self.assertIn("https://yibao.example/admin/articles/notice/mail/", body)
            self.assertIn("译报", body)
        self.assertIn("<b>内核</b>", text)
        self.assertIn("&lt;b&gt;内核&lt;/b&gt;", html)
        self.assertNotIn("<b>内核", html)
        self.assertIn('<html lang="zh-Hans">', html)

    def test_no_title_begins_another_header(self) -> None:
        article = self.submit()
        Article.objects.filter(pk=article.pk).update(title="题目\r\nBcc: everyone@example.org\n\nHello\u2028x")
        notice = self.last(wording.SUBMITTED)
        Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
        mail.outbox.clear()
        self.assertEqual(notices.mail_again(NOON), 1)
        sent = self.parsed(mail.outbox[0])
        self.assertIsNone(sent["Bcc"])
        self.assertIn("题目 Bcc: everyone@example.org Hello x", sent["Subject"])
        self.assertEqual(one_line("a\0b\rc\x85d\u202ee"), "a b c d e")

    def test_a_mail_server_that_is_down_stops_no_move_and_the_clock_tries_again(self) -> None:
        with mailing_by(Down), self.assertLogs("articles.notices", logging.WARNING) as logged:
            self.submit()
        self.assertIn("nobody listens", logged.output[0])
        notice = self.last(wording.SUBMITTED)
        self.assertEqual((notice.to_mail, notice.mailed_at, notice.read_at), (True, None, None))
        self.assertEqual(tick(NOON + DAY).mailed, 1)
        self.assertEqual(tick(NOON + DAY).mailed, 0)
        self.assertEqual(self.mailed(), ["reviewer@example.org"])
        notice.refresh_from_db()
        self.assertEqual(notice.mailed_at, NOON + DAY)

    def test_whatever_goes_wrong_after_the_commit_stops_no_move(self) -> None:
        with mailing_by(Faulty), self.assertLogs("django", logging.ERROR):
            article = self.submit()
        article.refresh_from_db()
        self.assertEqual(article.stage, "review")

    def test_one_address_that_is_refused_keeps_no_other_from_its_mail(self) -> None:
        second = member("second", "校对")
        User.objects.filter(pk=second.pk).update(email="second@example.org")
        with mailing_by(Picky), self.assertLogs("articles.notices", logging.WARNING):
            self.submit()
        self.assertEqual(self.mailed(), ["second@example.org"])
        waiting = Notice.objects.unmailed(NOON).values_list("recipient__username", flat=True)
        self.assertEqual(list(waiting), ["reviewer"])

    def test_what_was_read_meanwhile_or_is_three_days_old_is_not_mailed_any_more(self) -> None:
        with mailing_by(Down), self.assertLogs("articles.notices", logging.WARNING):
            self.submit()
        self.assertEqual(notices.mail_again(NOON + 3 * DAY), 0)
        Notice.objects.update(read_at=NOON)
        self.assertEqual(notices.mail_again(NOON), 0)

    def test_who_has_no_account_or_no_address_any_more_is_not_mailed(self) -> None:
        with mailing_by(Down), self.assertLogs("articles.notices", logging.WARNING):
            self.submit()
        for change in ({"is_active": False}, {"is_active": True, "email": ""}):
            User.objects.filter(pk=self.cast.reviewer.pk).update(**change)
            self.assertEqual(notices.mail_again(NOON), 0)

    def test_what_a_clock_is_sending_another_clock_leaves_alone(self) -> None:
        with mailing_by(Down), self.assertLogs("articles.notices", logging.WARNING):
            self.submit()
        waiting = list(Notice.objects.unmailed(NOON))
        Notice.objects.update(mailed_at=NOON)
        self.assertEqual(notices.post._mail_all(waiting, NOON), 0)
        self.assertEqual(mail.outbox, [])

    def test_everyone_chooses_what_is_mailed_and_the_inbox_holds_it_all_the_same(self) -> None:
        notices.choose(self.cast.reviewer, [name for name in wording.MESSAGES if name != "submitted"])
        self.submit()
        self.assertEqual(mail.outbox, [])
        self.assertEqual(Notice.objects.filter(recipient=self.cast.reviewer).count(), 1)
        notices.choose(self.cast.selector, ["claimed"])
        topic = self.desk.topic()
        with self.captureOnCommitCallbacks(execute=True):
            self.desk.do(topic, stages.CLAIM, self.cast.chief, override=True, note="急")
        self.assertEqual(self.mailed(), ["selector@example.org"])

    def test_what_is_mailed_unless_somebody_chooses(self) -> None:
        quiet = {name for name, is_mailed in notices.chosen(self.cast.chief).items() if not is_mailed}
        self.assertEqual(quiet, {"claimed", "given_back", "reopened", "taken", "updated"})

    def test_an_account_without_an_address_has_an_inbox_and_no_mail(self) -> None:
        User.objects.filter(pk=self.cast.reviewer.pk).update(email="")
        self.submit()
        self.assertEqual((mail.outbox, self.last(wording.SUBMITTED).to_mail), ([], False))

    def test_a_move_that_is_taken_back_tells_nobody_and_mails_nothing(self) -> None:
        article = self.desk.ready()
        before = Notice.objects.count()
        with self.captureOnCommitCallbacks(execute=True) as callbacks, suppress(Undone), transaction.atomic():
            self.desk.do(article, stages.PUBLISH, self.cast.publisher)
            raise Undone
        self.assertEqual((Notice.objects.count(), callbacks, mail.outbox), (before, [], []))


class ServerTests(NoticeCase):
    """With a mail server that listens, and one that says nothing."""

    def submit(self, port: int) -> None:
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        where = {"EMAIL_BACKEND": smtp, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_TIMEOUT": 1}
        article = self.desk.written(self.desk.drafting())
        with override_settings(**where), self.captureOnCommitCallbacks(execute=True):
            self.desk.do(article, stages.SUBMIT, self.cast.translator)

    def waiting(self) -> list[str]:
        return list(Notice.objects.unmailed(NOON).values_list("recipient__username", flat=True))

    def test_all_mails_of_a_move_go_over_one_connection_and_one_that_is_refused_waits(self) -> None:
        for name in ("nobody", "second"):
            User.objects.filter(pk=member(name, "校对").pk).update(email=f"{name}@example.org")
        with mail_server() as taken, self.assertLogs("articles.notices", logging.WARNING):
            self.submit(taken.port)
        self.assertEqual((taken.calls, taken.recipients), (1, ["reviewer@example.org", "second@example.org"]))
        self.assertEqual(self.waiting(), ["nobody"])

    def test_a_server_that_says_nothing_is_waited_for_as_long_as_the_settings_say(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent, self.assertLogs("articles.notices", logging.WARNING):
            began = time.monotonic()
            self.submit(silent.getsockname()[1])
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual(self.waiting(), ["reviewer"])


class Undone(Exception):
    """Takes a transaction back."""
