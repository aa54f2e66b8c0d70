"""Articles in every state that readers may or may not see, made by the code that makes them on the site."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import faceted, manuscript, publishing
from articles.models import (
    Article,
    ArticleTag,
    Category,
    Comment,
    Contributor,
    Counts,
    Credit,
    Gone,
    Publication,
    RelatedNumber,
    Revision,
    StageChange,
    Tag,
)
from articles.stages import PUBLISH, RESTORE, WITHDRAW, Stage
from articles.workflow import perform

# Long past, so that what is published then is live; tests that need an order count the hours from here.
LONG_AGO = datetime(2019, 6, 27, 4, 45, tzinfo=UTC)
TRANSLATED_BY_MULAN = (("author", "Jane Doe"), ("translator", "mulan"))


def draft(
    title: str = "一篇草稿",
    *,
    body: str = "正文。\n",
    summary: str = "",
    category: str = "技术",
    tags: Iterable[str] = (),
    credits: Iterable[tuple[str, str]] = TRANSLATED_BY_MULAN,
    **fields: object,
) -> Article:
    """A manuscript that is ready to be published, with its rows; `credits` are pairs of role and name."""
    now = timezone.now()
    article = Article.objects.create(
        title=title,
        body=body,
        summary=summary,
        category=_category(category) if category else None,
        stage=Stage.READY.value,
        created_at=now,
        updated_at=now,
        **fields,
    )
    for order, name in enumerate(tags):
        ArticleTag.objects.create(content_object=article, tag=tag(name), order=order)
    for order, (role, name) in enumerate(credits):
        Credit.objects.create(article=article, contributor=person(name), role=role, order=order)
    return article


def published(
    title: str = "一篇文章", *, at: datetime = LONG_AGO, hour: int = 0, chosen: bool = False, **fields: object
) -> Publication:
    """A publication that came out `hour` hours after `at`."""
    article = draft(title, **fields)  # type: ignore[arg-type]
    revision = manuscript.save(article, by=None, now=timezone.now())
    publication = publish(revision, at=at + timedelta(hours=hour))
    if chosen:
        Publication.objects.filter(pk=publication.pk).update(editors_choice=True)
        faceted.renew([publication.pk])
    return publication


def scheduled(title: str = "一篇明天的文章", **fields: object) -> Publication:
    return published(title, at=timezone.now() + timedelta(days=1), **fields)  # type: ignore[arg-type]


def withdrawn(title: str = "一篇撤下的文章", **fields: object) -> Gone:
    publication = published(title, **fields)  # type: ignore[arg-type]
    return withdraw(publication)


def withdraw(publication: Publication, reason: str = "译者要求", now: datetime | None = None) -> Gone:
    article = Article.objects.get(pk=publication.pk)
    perform(article, WITHDRAW, _chief(), now=now or timezone.now(), note=reason)
    return Gone.objects.get(number=publication.number)


def restore(gone: Gone) -> Publication:
    perform(Article.objects.get(pk=gone.article_id), RESTORE, _chief(), now=timezone.now(), note="误撤")
    return Publication.objects.get(number=gone.number)


@transaction.atomic
def publish(revision: Revision, at: datetime) -> Publication:
    """Without a publisher, like an article of the archive."""
    article = revision.article
    article.number = article.number or publishing.take_number()
    article.stage, before = PUBLISH.target.value, article.stage
    Article.objects.filter(pk=article.pk).update(stage=article.stage, number=article.number)
    StageChange.objects.create(
        article=article, move=PUBLISH.name, from_stage=before, to_stage=article.stage, at=timezone.now()
    )
    publishing.publish(revision, at=at)
    return Publication.objects.get(article=article)


def _chief() -> User:
    return User.objects.get_or_create(username="chief of the builders", defaults={"is_superuser": True})[0]


def hide_from_readers(**fields: object) -> None:
    """One article in each state that no reader may see, with these fields: the titles begin with 秘密."""
    draft("秘密的草稿", **fields)  # type: ignore[arg-type]
    scheduled("秘密的明天", **fields)
    withdrawn("秘密的过去", **fields)


def tag(name: str) -> Tag:
    found: Tag = Tag.objects.filter(name=name).first() or Tag.objects.create(name=name)
    return found


def person(name: str, **fields: object) -> Contributor:
    return Contributor.objects.filter(name=name).first() or Contributor.objects.create(name=name, **fields)


def _category(name: str) -> Category:
    return Category.objects.filter(name=name).first() or Category.objects.create(name=name)


def comments(publication: Publication, count: int, *, first: int = 0) -> None:
    """Archived comments that say 第 N 条."""
    Comment.objects.bulk_create(
        Comment(
            article_id=publication.pk,
            position=number,
            username="kashi [Chrome 66.0|Ubuntu 16.04]",
            message=f"第 {number} 条<script>",
            html=f"第 {number} 条",
            posted_at=LONG_AGO + timedelta(minutes=number),
        )
        for number in range(first, first + count)
    )


def related(publication: Publication, *numbers: int) -> None:
    rows = [RelatedNumber(article_id=publication.pk, number=number, order=n) for n, number in enumerate(numbers)]
    RelatedNumber.objects.bulk_create(rows)


def counts(publication: Publication, **numbers: int) -> None:
    Counts.objects.create(article_id=publication.pk, **numbers)
