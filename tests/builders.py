"""Articles in every state that readers may or may not see, made by the code that makes them on the site."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from articles import manuscript, publishing
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
    Tag,
)
from articles.stages import Stage

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
    publishing.publish(revision, by=None, now=timezone.now(), at=at + timedelta(hours=hour))
    publication = Publication.objects.get(article=article)
    if chosen:
        Publication.objects.filter(pk=publication.pk).update(editors_choice=True)
    return publication


def scheduled(title: str = "一篇明天的文章", **fields: object) -> Publication:
    return published(title, at=timezone.now() + timedelta(days=1), **fields)  # type: ignore[arg-type]


def withdrawn(title: str = "一篇撤下的文章", **fields: object) -> Gone:
    publication = published(title, **fields)  # type: ignore[arg-type]
    publishing.withdraw(publication, by=None, now=timezone.now(), reason="译者要求")
    return Gone.objects.get(number=publication.number)


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
