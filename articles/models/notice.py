"""Notices: what somebody at the desk must know, in their inbox and by e-mail."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article

# What could not be mailed for so long is no news any more; it stays in the inbox.
NEWS_FOR = timedelta(days=3)


class Notices(models.QuerySet["Notice"]):
    def unread(self) -> "Notices":
        return self.filter(read_at=None)

    def unread_first(self) -> "Notices":
        return self.order_by(models.Case(models.When(read_at=None, then=0), default=1), "-pk")

    def unmailed(self, now: datetime) -> "Notices":
        """Those that should have gone out by e-mail and did not, save what was read, is old, or is for nobody now."""
        waiting = self.unread().filter(to_mail=True, mailed_at=None, at__gt=now - NEWS_FOR)
        return waiting.filter(recipient__is_active=True).exclude(recipient__email="")


class Notice(models.Model):
    """One message to one person. `kind` names its words in notices/wording.py, `data` fills them when it is read.

    `by` made the move and is empty for the clock or a reader. `to_mail`: an e-mail was wanted when it was written.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("recipient"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20)
    article = models.ForeignKey(Article, models.CASCADE, related_name="notices", verbose_name=_("article"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    data: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read"), null=True)
    to_mail = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(_("mailed"), null=True)

    objects = Notices.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
            models.Index(
                fields=["at"], condition=models.Q(to_mail=True, mailed_at__isnull=True), name="notice_unmailed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article}"


class Preferences(models.Model):
    """What a person chose: by the name of a message, whether it is mailed too. What is not named is as it comes."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="preferences")
    mail: "models.JSONField[dict[str, bool], dict[str, bool]]" = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return str(self.user)
