"""The log of changes: what staff changed, by whom, when, from which to which value; nobody edits it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeStands(TypeError):
    """A change that is logged was to be edited or deleted."""

    def __init__(self, *args: Any) -> None:
        super().__init__("The log of changes is only ever added to.")


class Changes(models.QuerySet["Change"]):
    """The database refuses the same by triggers (migration 0011)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise ChangeStands

    def delete(self) -> NoReturn:
        raise ChangeStands

    def of(self, row: models.Model) -> "Changes":
        return self.filter(kind=row._meta.label_lower, key=str(row.pk))


class Change(models.Model):
    """One field of one row. `kind` and `key` say which row it was and `label` what it was called, after it is gone too.

    `deed` is add, change or delete, or the name of what was done, such as a move. `by` is empty where the clock did it.
    Values are text; a password's are never written down, and a body's are the revisions that hold them: `#12`.
    """

    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("who")
    )
    deed = models.CharField(_("deed"), max_length=30)
    kind = models.CharField(_("record"), max_length=100)
    key = models.CharField(max_length=100)
    label = models.CharField(_("what"), max_length=300)
    field = models.CharField(_("field"), max_length=100, blank=True)
    before = models.TextField(_("value before"), blank=True)
    after = models.TextField(_("value after"), blank=True)
    request = models.CharField(_("request"), max_length=64, blank=True)

    objects = Changes.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["kind", "key", "id"], name="change_of"),
            models.Index(fields=["by", "id"], name="change_by"),
            models.Index(fields=["at"], name="change_at"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.field}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ChangeStands
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ChangeStands
