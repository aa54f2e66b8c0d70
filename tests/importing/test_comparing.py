"""What verify_import finds without asking for a page: every key, every comment, the body."""

import hashlib
from datetime import UTC, datetime, timedelta

from articles.models import (
    ArchiveRecord,
    Article,
    ArticleTag,
    Byline,
    Category,
    Comment,
    CommentOrigin,
    Counts,
    Credit,
    Gone,
    Publication,
    PublicationTag,
    PublishedText,
    RelatedNumber,
    Revision,
    Tag,
)
from tests import builders
from tests.tampering import tampering

from .posts import BODY
from .verify_case import COMMENTS, VerifyCase


class KeyTests(VerifyCase):
    def test_a_changed_key(self) -> None:
        record = ArchiveRecord.objects.get()
        record.front_matter["thumb"] = True
        record.save()
        self.found("front matter", "thumb: the record has true, the file false")

    def test_a_number_where_a_truth_value_was(self) -> None:
        record = ArchiveRecord.objects.get()
        record.front_matter["titlepic"] = 1
        record.save()
        self.found("front matter", "titlepic: the record has 1, the file true")

    def test_a_lost_key(self) -> None:
        record = ArchiveRecord.objects.get()
        del record.front_matter["excerpt"]
        record.save()
        self.found("front matter", "excerpt is only in the file")

    def test_a_title_of_the_revision(self) -> None:
        with tampering():
            Revision.objects.update(title="甲")
        self.found("title", 'revision has "甲", the file "第 11025 篇"')

    def test_a_title_of_the_manuscript(self) -> None:
        Article.objects.update(title="甲")
        self.found("title", 'manuscript has "甲", the file "第 11025 篇"')

    def test_a_title_of_the_publication(self) -> None:
        Publication.objects.update(title="甲")
        self.found("title", 'publication has "甲", the file "第 11025 篇"')

    def test_a_summary(self) -> None:
        Article.objects.update(summary="")
        self.found("summary", 'manuscript has "", the file "摘要。"')

    def test_a_long_value_is_cut_to_where_it_differs(self) -> None:
        self.path.write_bytes(self.path.read_bytes().replace("summary: 摘要。".encode(), b"summary: " + b"a" * 200))
        Article.objects.update(summary="a" * 100 + "b" * 100)
        self.verify()
        whats = [found["what"] for found in self.report["differences"] if found["check"] == "summary"]
        self.assertIn(f"manuscript has …{'a' * 40}{'b' * 40}…, the file …{'a' * 80}…", whats)

    def test_a_category(self) -> None:
        Publication.objects.update(category=Category.objects.create(name="新闻"))
        self.found("category", 'publication has "新闻", the file "技术"')

    def test_a_lost_tag(self) -> None:
        ArticleTag.objects.filter(tag__name="C++").delete()
        self.found("tags", 'manuscript has ["内核"], the file ["内核", "c++"]')

    def test_tags_in_another_order(self) -> None:
        PublicationTag.objects.filter(tag__name="C++").update(order=0)
        PublicationTag.objects.filter(tag__name="内核").update(order=1)
        self.found("tags", 'publication has ["c++", "内核"], the file ["内核", "c++"]')

    def test_another_tag(self) -> None:
        PublicationTag.objects.filter(tag__name="C++").update(tag=Tag.objects.create(name="C"))
        self.found("tags", 'publication has ["内核", "c"], the file ["内核", "c++"]')

    def test_a_lost_credit(self) -> None:
        Byline.objects.filter(role="reviewer", contributor__name="qinghe").delete()
        found = '["author jane roe", "selector lanting", "translator mulan", "reviewer beichen"]'
        given = '…, "translator mulan", "reviewer beichen", "reviewer qinghe"]'
        self.found("credits", f"publication has {found}, the file {given}")

    def test_a_credit_in_another_role(self) -> None:
        Credit.objects.exclude(role="selector").delete()
        Credit.objects.update(role="publisher")
        found = '["publisher lanting"]'
        given = '["author jane roe", "selector lanting", "translator mulan", "reviewer beichen", …'
        self.found("credits", f"manuscript has {found}, the file {given}")

    def test_a_source(self) -> None:
        PublishedText.objects.update(source_url="")
        self.found("source", 'publication has "", the file "https://example.com/source"')

    def test_a_cover(self) -> None:
        Publication.objects.update(cover="")
        self.found("cover", 'publication has "", the file "/data/attachment/album/201906/27/cover.png"')

    def test_a_count(self) -> None:
        Counts.objects.update(base_views=4176, base_comments=1)
        self.found("counts", "base_views has 4176, the file 4177", "base_comments has 1, the file 0")

    def test_lost_counts(self) -> None:
        Counts.objects.all().delete()
        self.found("counts", "the article has none")

    def test_related_articles_in_another_order(self) -> None:
        RelatedNumber.objects.filter(number=9).update(order=10)
        RelatedNumber.objects.filter(number=7).update(order=11)
        self.found("related", "the article has [8, 9, 7], the file [8, 7, 9]")

    def test_a_date_in_another_zone(self) -> None:
        for publication in Publication.objects.all():
            publication.published_at += timedelta(hours=8)
            publication.save()
        self.found("dates", "published_at is 2019-06-27 20:45:00, date in the file 2019-06-27 12:45:00")

    def test_a_date_of_a_withdrawn_article(self) -> None:
        builders.withdraw(self.article.publication)
        for gone in Gone.objects.all():
            gone.updated_at += timedelta(seconds=1)
            gone.save()
        self.found("dates", "updated_at is 2019-06-27 12:45:01, updated in the file 2019-06-27 12:45:00")

    def test_the_editors_choice(self) -> None:
        Publication.objects.update(editors_choice=False)
        self.found("editor's choice", "the publication has false, the file true")


class CommentTests(VerifyCase):
    def test_a_missing_comment(self) -> None:
        Comment.objects.get(position=1).delete()
        self.found("comments", "there are 1, in the file 2")

    def test_a_changed_message(self) -> None:
        Comment.objects.filter(position=0).update(message="学习了 ")
        self.found("comments", 'comment 0: message has "学习了 ", the file "学习了&nbsp;"')

    def test_another_moment(self) -> None:
        Comment.objects.filter(position=1).update(posted_at=datetime(2019, 6, 28, 8, tzinfo=UTC))
        self.found("comments", "comment 1: posted at 2019-06-28 16:00:00, in the file 2019-06-28 08:00:00")

    def test_another_place(self) -> None:
        Comment.objects.filter(position=1).update(position=5)
        self.found("comments", "comment 1: stands at 5")

    def test_an_address_in_a_public_name(self) -> None:
        CommentOrigin.objects.filter(comment__position=0).update(username="")
        Comment.objects.filter(position=0).update(username=COMMENTS[0]["username"])
        self.found("comments", "comment 0: the public name holds an address")
        self.assertNotIn("192.0.2.77", self.output)

    def test_another_name(self) -> None:
        Comment.objects.filter(position=1).update(username="beichen")
        self.found(
            "comments", "comment 1: the public name differs in more than an address", "comment 1: the name differs"
        )

    def test_a_lost_address_is_named_without_showing_it(self) -> None:
        CommentOrigin.objects.filter(comment__position=1).delete()
        self.found("comments", "comment 1: the address differs")
        self.assertNotIn("192.0.2.7", self.output)

    def test_an_address_kept_although_it_was_dropped(self) -> None:
        ArchiveRecord.objects.update(addresses_dropped=True)
        told = "an address is kept, and addresses were dropped"
        self.found("comments", f"comment 0: {told}", f"comment 1: {told}")


class BodyTests(VerifyCase):
    def test_a_body_with_other_line_ends(self) -> None:
        body = BODY.replace("\r", "")
        Article.objects.update(body=body)
        self.found("body", f'manuscript has "{_sha256(body)}", the file "{_sha256(BODY)}"')

    def test_a_body_of_the_revision(self) -> None:
        with tampering():
            Revision.objects.update(body="")
        self.found("body", f'revision has "{_sha256("")}", the file "{_sha256(BODY)}"')

    def test_a_hash_on_record(self) -> None:
        ArchiveRecord.objects.update(body_sha256="0")
        self.found("body", f'the record has "0", the file "{_sha256(BODY)}"')


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
