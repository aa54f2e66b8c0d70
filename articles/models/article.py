"""The article: the manuscript that editors work on."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.stages import OPEN_STAGES, STAGE_LABELS, Stage

from .people import Contributor, Credit
from .taxonomy import ArticleTag, Category

# What only workflow.py changes of an article that is there, by a statement of its own.
MOVED = frozenset(["id", "stage", "number"])
STAGE_CHOICES = [(stage.value, STAGE_LABELS[stage]) for stage in Stage]


class Kind(models.TextChoices):
    TRANSLATION = "translation", _("Translation")
    ORIGINAL = "original", _("Original")
    BRIEF = "brief", _("Brief")


class Article(models.Model):
    """The manuscript. `id` is private; `number` is the public one, given at import or at first publication."""

    number = models.PositiveIntegerField(_("number"), unique=True, null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TRANSLATION)
    stage = models.CharField(
        _("stage"), max_length=10, choices=STAGE_CHOICES, default=Stage.DRAFTING.value, editable=False
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("body"), blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("category"))
    tags = TaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))
    contributors = models.ManyToManyField(Contributor, through=Credit, related_name="articles")
    cover = models.CharField(_("cover"), max_length=500, blank=True)
    source_url = models.URLField(_("source address"), max_length=2000, blank=True)
    source_key = models.CharField(max_length=2000, blank=True, editable=False)
    source_title = models.CharField(_("source title"), max_length=300, blank=True)
    source_body = models.TextField(_("source text"), blank=True)
    licence = models.CharField(_("licence"), max_length=50, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"))
    updated_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=[stage.value for stage in Stage]), name="article_stage_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=[Stage.PUBLISHED.value, Stage.WITHDRAWN.value])
                | models.Q(number__isnull=False),
                name="article_published_has_number",
            ),
            models.UniqueConstraint(
                fields=["source_key"],
                condition=models.Q(stage__in=[stage.value for stage in OPEN_STAGES]) & ~models.Q(source_key=""),
                name="article_source_once_in_work",
            ),
        ]
        indexes = [
            models.Index(fields=["source_key"], name="article_source"),
            models.Index(fields=["stage"], name="article_stage"),
            models.Index(fields=["kind", "id"], name="article_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Of an article that is there, a save leaves the stage and the number as they are in the database."""
        if not self._state.adding and not args and kwargs.get("update_fields") is None:
            kept = MOVED | self.get_deferred_fields()
            kwargs["update_fields"] = [
                field.attname for field in self._meta.concrete_fields if field.attname not in kept
            ]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.number])
