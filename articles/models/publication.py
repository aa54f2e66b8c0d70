"""The publication: what readers may see of an article, written by publishing.py and by nothing else."""

from datetime import datetime
from typing import Self, TypeVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from .addresses import address
from .article import Article, Kind
from .people import ROLE_CHOICES, Contributor
from .revision import Revision
from .taxonomy import Category, Tag

NUMBER_BITS = 30

M = TypeVar("M", bound=models.Model)


def position(published_at: datetime, number: int) -> int:
    """One integer ordered by (published_at in whole seconds, number): key of every list, cursor, row of the index."""
    return int(published_at.timestamp()) << NUMBER_BITS | number


def ceiling(now: datetime) -> int:
    """The highest position that is public at `now`."""
    return position(now, (1 << NUMBER_BITS) - 1)


def moment(position: int) -> int:
    """The epoch second of a position."""
    return position >> NUMBER_BITS


def within(rows: models.QuerySet[M], **bounds: int) -> models.QuerySet[M]:
    """Those between these bounds, which stand before all other conditions.

    Of two upper bounds SQLite goes to the one that stands first, and reads all rows down to the other.
    """
    found = rows.filter(**bounds)
    conditions = found.query.where.children
    conditions[:] = [*conditions[-len(bounds) :], *conditions[: -len(bounds)]]
    return found


class Listing(models.QuerySet[M]):
    """Rows in the order of their publication; each has a `position` and belongs to one publication."""

    def live(self, now: datetime) -> Self:
        return self.filter(position__lte=ceiling(now))

    def to_come(self, now: datetime) -> Self:
        """Scheduled."""
        return self.filter(position__gt=ceiling(now))

    def newest(self) -> Self:
        return self.order_by("-position")

    def between(self, start: datetime, end: datetime) -> Self:
        """Published in the half-open interval [start, end)."""
        return cast("Self", within(self, position__gte=position(start, 0), position__lt=position(end, 0)))


class Publications(Listing["Publication"]):
    def chosen(self) -> Self:
        return self.filter(editors_choice=True)

    def in_category(self, category: Category) -> Self:
        return self.filter(category=category)


class Publication(models.Model):
    """One public article: the fields of lists only. `published_at` may lie in the future: then it is scheduled."""

    article = models.OneToOneField(Article, models.PROTECT, primary_key=True, related_name="publication")
    number = models.PositiveIntegerField(_("number"), unique=True)
    position = models.BigIntegerField(unique=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="publications", db_index=False)
    cover = models.CharField(_("cover"), max_length=500, blank=True)
    cover_width = models.PositiveIntegerField(null=True)
    cover_height = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(_("published"))
    updated_at = models.DateTimeField(_("updated"))
    minutes = models.PositiveSmallIntegerField(_("reading time"))
    editors_choice = models.BooleanField(_("editor's choice"), default=False)
    pinned = models.BooleanField(_("pinned to the front page"), default=False)
    # No column: what hangs on the article has its key, and so is read in one row, without the manuscript between them.
    counts = models.ForeignObject(
        "Counts", models.DO_NOTHING, from_fields=["article"], to_fields=["article"], related_name="+", null=True
    )

    objects = Publications.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            models.Index(fields=["category", "position"], name="publication_category"),
            models.Index(fields=["position"], name="publication_choice", condition=models.Q(editors_choice=True)),
            models.Index(fields=["position"], name="publication_pinned", condition=models.Q(pinned=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("article", self.number)


class PublishedText(models.Model):
    """The rendered text beside a publication: read by the article page, the feeds and the index only.

    `correction`: what an update put right, for readers. `contents`: [[level, id, text], …]; `missing`: addresses of own
    pictures whose files were not there at rendering.
    """

    publication = models.OneToOneField(Publication, models.CASCADE, primary_key=True, related_name="text")
    kind = models.CharField(max_length=12, choices=Kind)
    html = models.TextField()
    contents = models.JSONField(default=list)
    text = models.TextField()
    missing = models.JSONField(default=list)
    source_url = models.URLField(max_length=2000, blank=True)
    source_title = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=50, blank=True)
    correction = models.TextField(_("correction note"), blank=True)
    renderer_version = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(self.publication_id)


class PublicationTag(models.Model):
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="taggings", db_index=False)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="publication_taggings", db_index=False)
    order = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()

    objects = Listing["PublicationTag"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["tag", "position"], name="publicationtag_list")]
        constraints = [models.UniqueConstraint(fields=["publication", "tag"], name="publicationtag_once")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.tag_id}"


class Byline(models.Model):
    """A public credit. `first` marks a person's first role in a publication, so that a list names each once."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="bylines", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="bylines", db_index=False)
    role = models.CharField(max_length=10, choices=ROLE_CHOICES)
    order = models.PositiveSmallIntegerField()
    first = models.BooleanField()
    position = models.BigIntegerField()

    objects = Listing["Byline"].as_manager()

    class Meta:
        ordering = ["order"]
        indexes = [
            models.Index(fields=["contributor", "role", "position"], name="byline_role"),
            models.Index(fields=["contributor", "position"], name="byline_person", condition=models.Q(first=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["publication", "role", "contributor"], name="byline_once")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.role} {self.contributor_id}"


class Gone(models.Model):
    """A number that was public and was withdrawn: its page answers 410. Keeps what restoring needs."""

    number = models.PositiveIntegerField(primary_key=True)
    article = models.OneToOneField(Article, models.PROTECT, related_name="gone")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    editors_choice = models.BooleanField()
    correction = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.number)


class OldPath(models.Model):
    """An old address and where it went, both without the prefix of a language, as people read them."""

    path = models.CharField(max_length=2000, unique=True)
    target = models.CharField(max_length=2000)

    def __str__(self) -> str:
        return self.path


class Counts(models.Model):
    """How often an article was read, liked, kept and shared according to the archive (`base_…`), and with us."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="counts")
    base_views = models.PositiveIntegerField(default=0)
    base_likes = models.PositiveIntegerField(default=0)
    base_favourites = models.PositiveIntegerField(default=0)
    base_shares = models.PositiveIntegerField(default=0)
    base_comments = models.PositiveIntegerField(default=0)
    own_views = models.PositiveIntegerField(default=0, db_default=0)
    own_likes = models.PositiveIntegerField(default=0, db_default=0)

    @property
    def views(self) -> int:
        return self.base_views + self.own_views

    @property
    def likes(self) -> int:
        return self.base_likes + self.own_likes

    def __str__(self) -> str:
        return str(self.article_id)


class RelatedNumber(models.Model):
    """A related article by its public number, which may not exist (yet)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_numbers", db_index=False)
    number = models.PositiveIntegerField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["article", "order"], name="related_order_once")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.number}"
