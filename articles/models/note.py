"""Review notes: what a reviewer wants changed, anchored to a passage."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Notes(models.QuerySet["Note"]):
    def unresolved(self) -> "Notes":
        return self.filter(resolved_at=None)


class Note(models.Model):
    """`quote` is the passage in the Markdown, `context` what stood around it, to find it again after an edit.

    Without a quote the note is on the whole text.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="notes", verbose_name=_("article"))
    quote = models.TextField(_("passage"), blank=True)
    context = models.TextField(_("around the passage"), blank=True)
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+", db_index=False
    )
    at = models.DateTimeField(_("at"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        *(settings.AUTH_USER_MODEL, models.PROTECT),
        verbose_name=_("resolved by"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects = Notes.as_manager()

    class Meta:
        verbose_name = _("review note")
        verbose_name_plural = _("review notes")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
