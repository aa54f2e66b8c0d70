"""The one writer: a batch of readings becomes rows, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from articles import editions
from articles.bulk import insert, insert_instances
from articles.models import (
    ArchivedHead,
    ArchiveRecord,
    Article,
    ArticleTag,
    Comment,
    CommentOrigin,
    Counts,
    Credit,
    ImportRun,
    RelatedNumber,
    Revision,
    StageChange,
)
from articles.prepared import Marks, Prepared, once
from articles.publishing import publish_many
from articles.stages import IMPORT, Stage
from articles.text.sources import source_key

from . import rows
from .lookup import Lookup
from .rows import Entry


class Writer:
    def __init__(self, run: ImportRun, *, now: datetime, drop_addresses: bool) -> None:
        self.run, self.now, self.drop_addresses = run, now, drop_addresses
        self.edition, self.lookup = editions.current().token, Lookup()

    def write(self, entries: Sequence[Entry]) -> None:
        """Create what has no article yet, rewrite what has one, and publish all of it."""
        with transaction.atomic():
            editions.take_turn()
            if editions.current().token != self.edition:  # somebody may have merged what this run knows
                self.lookup = Lookup()
            self._learn(entries)
            self._create([entry for entry in entries if entry.article is None])
            self._clear([entry for entry in entries if entry.revision_number > 1])
            self._write_parts(entries)
            publish_many(self._revisions(entries))
            self.edition = editions.current().token

    def _learn(self, entries: Sequence[Entry]) -> None:
        self.lookup.learn_categories(entry.matter["category"] for entry in entries)
        self.lookup.learn_tags(tag for entry in entries for tag in entry.matter["tags"])
        self.lookup.learn_people(named for entry in entries for named in entry.reading.credits)
        for entry in entries:
            entry.tags = self.lookup.tags(entry.matter["tags"])
            # Once a role, under however many aliases they are named.
            entry.people = once((self.lookup.person(named.name), named.role) for named in entry.reading.credits)

    def _create(self, entries: Sequence[Entry]) -> None:
        articles = [Article(number=entry.reading.document.number, created_at=self.now) for entry in entries]
        for entry, article in zip(entries, articles, strict=True):
            entry.article = article
            self._fill(article, entry)
        insert_instances(articles)
        held = Article.objects.filter(number__in=[article.number for article in articles])
        keys = dict(held.values_list("number", "pk"))
        for article in articles:
            article.pk = keys[article.number]
        insert(StageChange, rows.CHANGE, [rows.change_row(article, self.now) for article in articles])

    def _clear(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            assert entry.article
            self._fill(entry.article, entry)
            entry.article.version += 1
            entry.article.save()
        articles = [entry.article for entry in entries]
        for model in (Credit, Counts, RelatedNumber, Comment, ArchiveRecord):
            model._default_manager.filter(article__in=articles).delete()
        ArticleTag.objects.filter(content_object__in=articles).delete()

    def _fill(self, article: Article, entry: Entry) -> None:
        reading = entry.reading
        article.kind = reading.kind
        article.stage = Stage.PUBLISHED.value
        article.title = entry.matter["title"]
        article.summary = entry.matter["summary"]
        article.body = reading.document.body
        article.category = self.lookup.category(entry.matter["category"])
        article.cover = reading.cover
        article.source_url = reading.source_url
        article.source_key = source_key(reading.source_url)
        article.updated_at = self.now

    def _write_parts(self, entries: Sequence[Entry]) -> None:
        insert(ArticleTag, rows.TAGGING, [row for entry in entries for row in rows.tagging_rows(entry)])
        insert(Credit, rows.CREDIT, [row for entry in entries for row in rows.credit_rows(entry)])
        insert(Counts, rows.COUNTS, [rows.counts_row(entry) for entry in entries])
        insert(RelatedNumber, rows.RELATED, [row for entry in entries for row in rows.related_rows(entry)])
        insert(
            ArchiveRecord, rows.RECORD, [rows.record_row(entry, self.run.pk, self.drop_addresses) for entry in entries]
        )
        heads = [(entry.pk, entry.reading.document.head) for entry in entries if self._keeps_head(entry)]
        insert(ArchivedHead, rows.HEAD, heads)
        insert(Comment, rows.COMMENT, [row for entry in entries for row in rows.comment_rows(entry)])
        if not self.drop_addresses:
            self._write_origins([entry for entry in entries if entry.reading.comments])

    def _write_origins(self, entries: Sequence[Entry]) -> None:
        places = Comment.objects.filter(article__in=[entry.pk for entry in entries])
        keys = {(article, place): pk for article, place, pk in places.values_list("article_id", "position", "pk")}
        insert(CommentOrigin, rows.ORIGIN, [row for entry in entries for row in rows.origin_rows(entry, keys)])

    def _keeps_head(self, entry: Entry) -> bool:
        """The head names the posters, so it goes with their addresses."""
        return not (self.drop_addresses and entry.reading.comments)

    def _revisions(self, entries: Sequence[Entry]) -> list[Prepared]:
        prepared = [self._prepared(entry) for entry in entries]
        insert_instances([entry.revision for entry in prepared])
        rows = Revision.objects.filter(article__in=[entry.pk for entry in entries])
        keys = {(article, number): pk for article, number, pk in rows.values_list("article_id", "number", "pk")}
        for entry in prepared:
            entry.revision.pk = keys[entry.article.pk, entry.revision.number]
        return prepared

    def _prepared(self, entry: Entry) -> Prepared:
        reading, article = entry.reading, entry.article
        assert article
        chosen = entry.matter["editorchoice"] if entry.editors_choice is None else entry.editors_choice
        return Prepared(
            article=article,
            revision=self._revision(entry, article),
            rendered=reading.rendered,
            tokens=reading.tokens,
            minutes=reading.minutes,
            published_at=reading.document.published_at,
            updated_at=reading.document.updated_at,
            category=article.category,
            tags=entry.tags,
            credits=entry.people,
            cover_size=reading.cover_size,
            marks=Marks(editors_choice=chosen, pinned=entry.pinned),
        )

    def _revision(self, entry: Entry, article: Article) -> Revision:
        return Revision(
            article=article,
            number=entry.revision_number,
            title=article.title,
            summary=article.summary,
            body=article.body,
            fields={
                "kind": article.kind,
                "category": article.category.name if article.category else "",
                "tags": [tag.name for tag in entry.tags],
                "cover": article.cover,
                "credits": [[role, person.name] for person, role in entry.people],
                "source": {"url": article.source_url, "title": "", "licence": ""},
            },
            at=self.now,
            note=IMPORT.name,
        )
