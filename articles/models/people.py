"""Contributors: the people named in bylines, who may have no account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.roles import ROLE_LABELS, Role
from articles.text import names

from .addresses import address
from .taxonomy import OtherName

ROLE_CHOICES = [(role.value, ROLE_LABELS[role]) for role in Role]


class Contributor(models.Model):
    """A byline. A credit is not an account: `user` is optional."""

    name = models.CharField(_("name"), max_length=150)
    key = models.CharField(max_length=150, unique=True, editable=False)
    handle = models.CharField(_("handle"), max_length=1500, unique=True, editable=False)
    url = models.URLField(_("home page"), max_length=500, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("account")
    )
    hidden = models.BooleanField(_("hidden"), default=False)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_keys(self) -> None:
        self.key, self.handle = names.key(self.name), names.slug(self.name)

    def get_absolute_url(self) -> str:
        return address("person", self.handle)


class Alias(OtherName):
    """Another name under which a contributor was credited."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=150)
    key = models.CharField(max_length=150, unique=True, editable=False)


class Credit(models.Model):
    """What a contributor did for an article; ordered, since several people may share a role."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="credits", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="credits", db_index=False)
    role = models.CharField(_("role"), max_length=10, choices=ROLE_CHOICES)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["order"]
        indexes = [models.Index(fields=["contributor", "article"], name="credit_person")]
        constraints = [models.UniqueConstraint(fields=["article", "role", "contributor"], name="credit_once_per_role")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.contributor}"
