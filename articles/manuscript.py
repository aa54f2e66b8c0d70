"""Saving a manuscript: each save leaves a revision, and a revision can be taken up again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, prefetch_related_objects

from articles import audit, editions, known
from articles.models import Article, ArticleTag, Category, Contributor, Credit, Revision, Tag
from articles.prepared import credited, tagged
from articles.text import names
from articles.text.sources import source_key


def fields_of(article: Article) -> dict[str, Any]:
    """The manuscript besides its texts, in the shape of Revision.fields."""
    return fields_of_many([article])[article.pk]


def fields_of_many(articles: Sequence[Article]) -> dict[int, dict[str, Any]]:
    """By the key of the article. Three queries for any number."""
    prefetch_related_objects(articles, "category")
    credits, tags = defaultdict(list), defaultdict(list)
    for credit in Credit.objects.filter(article__in=articles).select_related("contributor").order_by("order"):
        credits[credit.article_id].append([credit.role, credit.contributor.name])
    tagging = ArticleTag.objects.filter(content_object__in=articles).select_related("tag").order_by("order", "pk")
    for each in tagging:
        tags[each.content_object_id].append(each.tag.name)
    return {each.pk: _fields(each, tags[each.pk], credits[each.pk]) for each in articles}


def _fields(article: Article, tags: list[str], credits: list[list[str]]) -> dict[str, Any]:
    return {
        "kind": article.kind,
        "category": article.category.name if article.category else "",
        "tags": tags,
        "cover": article.cover,
        "credits": credits,
        "source": {"url": article.source_url, "title": article.source_title, "licence": article.licence},
    }


def state_of(article: Article) -> audit.State:
    """For the log of changes: the manuscript as the database holds it, with its tags and credits."""
    held = Article.objects.select_related("category").get(pk=article.pk)
    fields = fields_of(held)
    credits = "\n".join(f"{role} {name}" for role, name in fields["credits"])
    return {**audit.state(held), "tags": names.join_names(fields["tags"]), "credits": credits}


def record(article: Article, before: audit.State, deed: audit.Deed) -> None:
    """What a save changed, in its transaction. Of the body, the revisions that hold it before and after."""
    after = state_of(article)
    if before.get("body", "") != after["body"]:
        newest = article.revisions.order_by("-number").values_list("number", flat=True)[:2]
        after["body"], before["body"] = [*(f"#{number}" for number in newest), "", ""][:2]
    audit.record(article, before, after, deed)


class SavedMeanwhile(Exception):
    """Somebody saved or moved the article after it was read: `last` is its last revision, `version` what it is now."""

    def __init__(self, article: Article) -> None:
        super().__init__(f"Article {article.pk} is no longer at version {article.version}.")
        self.version = Article.objects.values_list("version", flat=True).get(pk=article.pk)
        self.last = article.revisions.select_related("by").order_by("number").last()


def save(
    article: Article, *, by: User | None, now: datetime, note: str = "", base_version: int | None = None
) -> Revision:
    """Save the manuscript as it stands as the next version, with its revision. Its rows are saved before.

    Only on top of the version that was read (`base_version`, else the article's own). Raises SavedMeanwhile: then roll
    back what was written beside it.
    """
    base = article.version if base_version is None else base_version
    with transaction.atomic():
        if not Article.objects.filter(pk=article.pk, version=base).update(version=F("version") + 1):
            raise SavedMeanwhile(article)
        article.version = base + 1
        article.updated_at = now
        article.source_key = source_key(article.source_url)
        article.save()
        last = article.revisions.aggregate(last=Max("number"))["last"] or 0
        revision = snapshot(article)
        revision.number, revision.by, revision.note = last + 1, by, note
        revision.save(force_insert=True)
        return revision


def freeze(article: Article, *, by: User | None, now: datetime, note: str = "") -> Revision:
    """The revision that holds the manuscript as it stands: the last one, or a new one where something differs."""
    last = article.revisions.order_by("number").last()
    if last is None or differs(article, last):
        return save(article, by=by, now=now, note=note)
    last.article = article
    return last


def differs(article: Article, revision: Revision) -> bool:
    """In more than names that were changed or merged since."""
    return bool(differing([(article, article.body, revision)]))


def differing(pairs: Iterable[tuple[Article, str, Revision]]) -> set[int]:
    """The keys of those articles whose manuscript, with this body, is not what the revision holds. In nine queries."""
    found, alike = set(), {}
    for article, body, revision in pairs:
        if (article.title, article.summary, body) != (revision.title, revision.summary, revision.body):
            found.add(article.pk)
        else:
            alike[article.pk] = (article, revision)
    fields = fields_of_many([article for article, _ in alike.values()]) if alike else {}
    other = {pk: revision.fields for pk, (_, revision) in alike.items() if fields[pk] != revision.fields}
    now = dict(zip(other, renamed(list(other.values())), strict=True)) if other else {}
    return found | {pk for pk in other if fields[pk] != now[pk]}


def renamed(several: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fields of revisions with the names that category, tags and people go by now. At most six queries."""
    categories = known.by_name(Category, (fields["category"] for fields in several))
    tags = known.by_name(Tag, (name for fields in several for name in fields["tags"]))
    people = known.by_name(Contributor, (name for fields in several for _, name in fields["credits"]))
    found = []
    for fields in several:
        credits = dict.fromkeys((role, _now(people, name)) for role, name in fields["credits"])
        named = {
            "category": _now(categories, fields["category"]),
            "tags": list(dict.fromkeys(_now(tags, name) for name in fields["tags"])),
            "credits": [[role, name] for role, name in credits],
        }
        found.append(fields | named)
    return found


def _now(rows: Mapping[str, known.AnyNamed], name: str) -> str:
    row = rows.get(names.key(name))
    return row.name if row else name


# The note of a revision that is an older one again begins so; its number follows.
TAKEN_UP = "revision "
# What a revision holds, by the names of the form's fields.
HELD = frozenset("title summary body kind cover category tags credits source_url source_title licence".split())


def take_up(
    revision: Revision, *, by: User | None, now: datetime, only: frozenset[str] = HELD, base_version: int | None = None
) -> Revision:
    """Make the manuscript what it was in this revision, or `only` some of its fields, as a new revision."""
    with transaction.atomic():
        editions.take_turn()  # what the revision names is not merged before it is written
        article, held = revision.article, plain_values(revision)
        before = state_of(article)
        for name in only & held.keys():
            setattr(article, name, held[name])
        if "category" in only:
            article.category = known.one(Category, revision.fields["category"])
        if "tags" in only:
            _set_tags(article, revision.fields["tags"])
        if "credits" in only:
            _set_credits(article, revision.fields["credits"])
        note = f"{TAKEN_UP}{revision.number}"
        saved = save(article, by=by, now=now, note=note, base_version=base_version)
        record(article, before, audit.Deed(by, now, "restore_revision"))
        return saved


def plain_values(revision: Revision) -> dict[str, str]:
    """What a revision holds in columns of the article that are plain text."""
    fields, source = revision.fields, revision.fields["source"]
    return {
        "title": revision.title,
        "summary": revision.summary,
        "body": revision.body,
        "kind": fields["kind"],
        "cover": fields["cover"],
        "source_url": source["url"],
        "source_title": source["title"],
        "licence": source["licence"],
    }


def snapshot(article: Article) -> Revision:
    """The manuscript as it stands, as a revision that is not saved."""
    texts = {"title": article.title, "summary": article.summary, "body": article.body}
    return Revision(article=article, number=0, fields=fields_of(article), by=None, at=article.updated_at, **texts)


def order_tags(article: Article, wanted: list[str]) -> None:
    """Number the tags that the article has in the order in which they were given."""
    place = {names.key(name): order for order, name in enumerate(wanted)}
    for tagging in article.taggings.select_related("tag"):
        order = place.get(tagging.tag.key, len(place))
        if tagging.order != order:
            ArticleTag.objects.filter(pk=tagging.pk).update(order=order)


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
