"""Claims: who works on an article, or reviews it, and until when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .article import Article


class Claims(models.QuerySet["Claim"]):
    def open(self) -> "Claims":
        return self.filter(closed_at=None)

    def of_work(self) -> "Claims":
        return self.filter(kind=Claim.Kind.WORK)

    def of_review(self) -> "Claims":
        return self.filter(kind=Claim.Kind.REVIEW)


class Claim(models.Model):
    """A lease, open until `closed_at` is set. `reminded_at`: when its holder was last told that it runs out."""

    class Kind(models.TextChoices):
        WORK = "work", _("work")
        REVIEW = "review", _("review")

    class Outcome(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("claim", "submitted")
        GIVEN_BACK = "given_back", pgettext_lazy("claim", "given back")
        EXPIRED = "expired", pgettext_lazy("claim", "time was up")
        ARCHIVED = "archived", pgettext_lazy("claim", "archived")
        RETURNED = "returned", pgettext_lazy("claim", "returned")
        APPROVED = "approved", pgettext_lazy("claim", "approved")
        TAKEN_OVER = "taken_over", pgettext_lazy("claim", "taken over")

    article = models.ForeignKey(Article, models.CASCADE, related_name="claims", verbose_name=_("article"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims", verbose_name=_("held by"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    opened_at = models.DateTimeField(_("since"))
    due = models.DateTimeField(_("due"))
    extended = models.BooleanField(_("extended"), default=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    closed_at = models.DateTimeField(_("until"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    objects = Claims.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "kind"], condition=models.Q(closed_at__isnull=True), name="claim_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["holder", "kind"], condition=models.Q(closed_at__isnull=True), name="claim_held"),
            models.Index(fields=["due"], condition=models.Q(closed_at__isnull=True), name="claim_due"),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.get_kind_display()} {self.holder}"
