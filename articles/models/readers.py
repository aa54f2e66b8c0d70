"""What readers leave behind: a like, a mistake reported, and how often somebody knocked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Like(models.Model):
    """One visitor liked one article on one day. `visitor` is a hash keyed with the site's secret."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    visitor = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "day", "visitor"], name="like_once_a_day")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}"


class RateLimit(models.Model):
    """How often a visitor did one thing (`deed`) in the window that began at `window`, in epoch seconds."""

    deed = models.CharField(max_length=10)
    visitor = models.CharField(max_length=32)
    window = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deed", "visitor", "window"], name="rate_limit_once")]

    def __str__(self) -> str:
        return f"{self.deed} {self.count}"


class ReaderReport(models.Model):
    """A mistake that a reader reported; open until `handled_at` is set."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="reader_reports")
    passage = models.TextField(_("passage"), blank=True)
    message = models.TextField(_("what is wrong"))
    contact = models.CharField(_("e-mail address"), max_length=254, blank=True)
    at = models.DateTimeField(_("at"))
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    answer = models.TextField(_("what was done"), blank=True)

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        indexes = [
            models.Index(fields=["at"], name="readerreport_open", condition=models.Q(handled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.at:%Y-%m-%d}"
