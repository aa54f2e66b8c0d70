"""Saving a manuscript: each save leaves a revision, and a revision can be taken up again."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from articles.models import Article, ArticleTag, Category, Credit, Revision
from articles.prepared import credited, tagged
from articles.text import names
from articles.text.sources import source_key


def fields_of(article: Article) -> dict[str, Any]:
    """The manuscript besides its texts, in the shape of Revision.fields."""
    credits = article.credits.select_related("contributor").order_by("order")
    return {
        "kind": article.kind,
        "category": article.category.name if article.category else "",
        "tags": [tagging.tag.name for tagging in article.taggings.select_related("tag").order_by("order", "pk")],
        "cover": article.cover,
        "credits": [[credit.role, credit.contributor.name] for credit in credits],
        "source": {"url": article.source_url, "title": article.source_title, "licence": article.licence},
    }


def save(article: Article, *, by: User | None, now: datetime, note: str = "") -> Revision:
    """Save the manuscript as it stands as the next version, with its revision. Its rows are saved before."""
    with transaction.atomic():
        article.version += 1
        article.updated_at = now
        article.source_key = source_key(article.source_url)
        article.save()
        last = article.revisions.aggregate(last=Max("number"))["last"] or 0
        return Revision.objects.create(
            article=article,
            number=last + 1,
            title=article.title,
            summary=article.summary,
            body=article.body,
            fields=fields_of(article),
            by=by,
            at=now,
            note=note,
        )


def freeze(article: Article, *, by: User | None, now: datetime, note: str = "") -> Revision:
    """The revision that holds the manuscript as it stands: the last one, or a new one where something differs."""
    last = article.revisions.order_by("number").last()
    if last is None or differs(article, last):
        return save(article, by=by, now=now, note=note)
    last.article = article
    return last


def differs(article: Article, revision: Revision) -> bool:
    ours = (article.title, article.summary, article.body)
    return ours != (revision.title, revision.summary, revision.body) or fields_of(article) != revision.fields


def take_up(revision: Revision, *, by: User | None, now: datetime) -> Revision:
    """Make the manuscript what it was in this revision, as a new revision."""
    with transaction.atomic():
        article, fields = revision.article, revision.fields
        article.title, article.summary, article.body = revision.title, revision.summary, revision.body
        article.kind, article.cover = fields["kind"], fields["cover"]
        article.category = Category.objects.filter(key=names.key(fields["category"])).first()
        source = fields["source"]
        article.source_url, article.source_title, article.licence = source["url"], source["title"], source["licence"]
        _set_tags(article, fields["tags"])
        _set_credits(article, fields["credits"])
        return save(article, by=by, now=now, note=f"revision {revision.number}")


def _set_tags(article: Article, wanted: list[str]) -> None:
    article.taggings.all().delete()
    ArticleTag.objects.bulk_create(
        [ArticleTag(content_object=article, tag=tag, order=order) for order, tag in enumerate(tagged(wanted))]
    )


def _set_credits(article: Article, wanted: list[list[str]]) -> None:
    article.credits.all().delete()
    rows = [(article.pk, person.pk, role, order) for order, (person, role) in enumerate(credited(wanted))]
    Credit.objects.bulk_create(
        [Credit(article_id=pk, contributor_id=person, role=role, order=order) for pk, person, role, order in rows]
    )
