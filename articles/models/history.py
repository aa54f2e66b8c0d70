"""The log of the workflow: every change of stage."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import STAGE_CHOICES, Article


class StageChange(models.Model):
    """A move that was made. `by` is empty where the system made it (an import)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="stage_changes")
    move = models.CharField(_("move"), max_length=30)
    from_stage = models.CharField(_("from"), max_length=10, choices=STAGE_CHOICES, blank=True)
    to_stage = models.CharField(_("to"), max_length=10, choices=STAGE_CHOICES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("at"))
    note = models.TextField(_("note"), blank=True)
    override = models.BooleanField(_("override"), default=False)

    class Meta:
        verbose_name = _("stage change")
        verbose_name_plural = _("stage changes")

    def __str__(self) -> str:
        return f"{self.article} {self.move}"
