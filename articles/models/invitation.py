"""Invitations: who is asked to the desk, by whom, as what."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .people import Contributor

# How long the link that was mailed opens the door.
LASTS = timedelta(days=7)


class Invitations(models.QuerySet["Invitation"]):
    def outstanding(self) -> "Invitations":
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Outstanding until it is accepted or withdrawn; its link opens for seven days after `sent_at`, and once.

    `contributor` is the byline that the account will have; where it is empty, a new one of that `name`.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    groups = models.ManyToManyField("auth.Group", verbose_name=_("roles"), related_name="+")
    contributor = models.ForeignKey(
        Contributor, models.SET_NULL, null=True, blank=True, verbose_name=_("contributor"), related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by"), editable=False
    )
    sent_at = models.DateTimeField(_("sent"), editable=False)
    mailed = models.BooleanField(_("mailed"), default=False, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("account"),
    )

    objects = Invitations.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_outstanding_once",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def until(self) -> datetime:
        return self.sent_at + LASTS

    def is_open(self, now: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and now < self.until
