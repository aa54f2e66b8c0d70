"""Autosaves: what somebody typed and has not saved yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Autosave(models.Model):
    """One row for a person and an article, overwritten. `fields`: what the form held, by name.

    `base_version` is the version that the form showed when it was opened.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="autosaves", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    base_version = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("autosave")
        verbose_name_plural = _("autosaves")
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="autosave_once")]

    def __str__(self) -> str:
        return f"{self.article} {self.user}"
