"""An article prepared for readers: a revision rendered, and the rows that will show it. Writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from articles import known
from articles.bulk import Row
from articles.models import (
    Article,
    Category,
    Contributor,
    Publication,
    Revision,
    Tag,
    position,
)
from articles.text import bigrams, names, prose, reading
from articles.text.pictures import Size, sizes_in
from articles.text.render import RENDERER_VERSION, Rendered, Site, render


@dataclass(frozen=True, slots=True)
class Marks:
    """What editors say of a publication beside its text: it outlives a new rendering."""

    editors_choice: bool = False
    pinned: bool = False
    correction: str = ""


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be shown: a revision, everything derived from its text, and who and what it names."""

    article: Article
    revision: Revision
    rendered: Rendered
    tokens: tuple[str, str]
    minutes: int
    published_at: datetime
    updated_at: datetime
    category: Category | None
    tags: Sequence[Tag]
    credits: Sequence[tuple[Contributor, str]]
    cover_size: Size | None
    marks: Marks

    @property
    def position(self) -> int:
        assert self.article.number is not None
        return position(self.published_at, self.article.number)


def own_site() -> Site:
    return Site(hosts=settings.OWN_HOSTS, picture_size=sizes_in(settings.MEDIA_ROOT))


def tokens_of(title: str, summary: str, text: str) -> tuple[str, str]:
    """What the search index keeps of a publication: tokens of its title and of all else that is looked through."""
    return bigrams.line(title), bigrams.line(prose.searched(summary, text))


def marks_of(publication: Publication) -> Marks:
    return Marks(publication.editors_choice, publication.pinned, publication.text.correction)


def prepare(revision: Revision, *, published_at: datetime, updated_at: datetime, marks: Marks = NO_MARKS) -> Prepared:
    """Render a revision and look up who and what it names. Writes nothing."""
    site = own_site()
    rendered = render(revision.body, site)
    fields = revision.fields
    return Prepared(
        article=revision.article,
        revision=revision,
        rendered=rendered,
        tokens=tokens_of(revision.title, revision.summary, rendered.text),
        minutes=reading.minutes(rendered.text),
        published_at=published_at.replace(microsecond=0),
        updated_at=updated_at,
        category=known.one(Category, fields["category"]),
        tags=tagged(fields["tags"]),
        credits=credited(fields["credits"]),
        cover_size=site.picture_size(fields["cover"]) if fields["cover"] else None,
        marks=marks,
    )


def tagged(wanted: Sequence[str]) -> list[Tag]:
    """Each once, under however many of its names."""
    found = known.by_name(Tag, wanted)
    return list(dict.fromkeys(found[names.key(name)] for name in wanted if names.key(name) in found))


def credited(wanted: Iterable[Sequence[str]]) -> list[tuple[Contributor, str]]:
    pairs = [(role, names.key(name)) for role, name in wanted]
    found = known.by_name(Contributor, [key for _, key in pairs])
    return once((found[key], role) for role, key in pairs if key in found)


def once(credits: Iterable[tuple[Contributor, str]]) -> list[tuple[Contributor, str]]:
    """Each person once a role."""
    return list({(person.id, role): (person, role) for person, role in credits}.values())


PUBLICATION = (
    *("article_id", "number", "position", "revision_id", "title", "summary", "category_id", "cover"),
    *("cover_width", "cover_height", "published_at", "updated_at", "minutes", "editors_choice", "pinned"),
)
TEXT = (
    *("publication_id", "kind", "html", "contents", "text", "missing", "source_url", "source_title", "licence"),
    *("correction", "renderer_version"),
)
TAGGING = ("publication_id", "tag_id", "order", "position")
BYLINE = ("publication_id", "contributor_id", "role", "order", "first", "position")


def publication_row(entry: Prepared) -> Row:
    revision, marks = entry.revision, entry.marks
    return (
        *(entry.article.pk, entry.article.number, entry.position, revision.pk, revision.title, revision.summary),
        *(entry.category.pk if entry.category else None, revision.fields["cover"], *(entry.cover_size or (None, None))),
        *(entry.published_at, entry.updated_at, entry.minutes, marks.editors_choice, marks.pinned),
    )


def text_row(entry: Prepared) -> Row:
    rendered, fields = entry.rendered, entry.revision.fields
    contents = [[heading.level, heading.id, heading.text] for heading in rendered.contents]
    missing = list(rendered.missing)
    if fields["cover"] and not entry.cover_size and fields["cover"] not in missing:
        missing.append(fields["cover"])
    source = fields["source"]
    return (
        *(entry.article.pk, fields["kind"], rendered.html, contents, rendered.text, missing),
        *(source["url"], source["title"], source["licence"], entry.marks.correction, RENDERER_VERSION),
    )


def tagging_rows(entry: Prepared) -> list[Row]:
    article, position = entry.article.id, entry.position
    return [(article, tag.id, order, position) for order, tag in enumerate(entry.tags)]


def byline_rows(entry: Prepared) -> list[Row]:
    article, position = entry.article.id, entry.position
    seen: set[int] = set()
    rows = []
    for order, (contributor, role) in enumerate(entry.credits):
        person = contributor.id
        rows.append((article, person, role, order, person not in seen, position))
        seen.add(person)
    return rows
