"""The site itself: the edition that readers see, its name, its menus and its pages."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One row. `number` grows with every change that readers see; `hard` is the last one that took something back.

    `token` is drawn anew with each edition: unlike the number, it never comes back after a rollback of the database.
    """

    number = models.PositiveBigIntegerField(default=0)
    hard = models.PositiveBigIntegerField(default=0)
    token = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class SiteSettings(models.Model):
    """One row: the site's name and terms. Where an English field is empty, the other is shown."""

    name = models.CharField(_("name"), max_length=60, default="译报")
    name_en = models.CharField(_("name in English"), max_length=60, blank=True, default="Yibao")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True, default="来自世界各地的技术文章，用中文读")
    tagline_en = models.CharField(
        _("tagline in English"),
        max_length=120,
        blank=True,
        default="Technology writing from around the world, in Chinese",
    )
    licence = models.CharField(_("licence"), max_length=60, blank=True, default="CC BY-NC-SA 4.0")
    licence_url = models.URLField(
        _("address of the licence"),
        blank=True,
        default="https://creativecommons.org/licenses/by-nc-sa/4.0/deed.zh-hans",
    )
    record_number = models.CharField(_("ICP record number"), max_length=60, blank=True, help_text=_("备案号"))

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def __str__(self) -> str:
        return self.name


class MenuItem(models.Model):
    """A link of the menu at the top or at the foot of every page."""

    class Place(models.TextChoices):
        TOP = "top", _("top")
        FOOT = "foot", _("foot")

    site = models.ForeignKey(SiteSettings, models.CASCADE, related_name="menu_items")
    place = models.CharField(_("place"), max_length=4, choices=Place, default=Place.TOP)
    label = models.CharField(_("label"), max_length=40)
    label_en = models.CharField(_("label in English"), max_length=40, blank=True)
    address = models.CharField(
        _("address"), max_length=500, help_text=_("A path of this site, such as /choice/, or https://…")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
        ordering = ["place", "order", "pk"]

    def __str__(self) -> str:
        return self.label


class Page(models.Model):
    """A page of the site, such as 关于; `html` is rendered when it is saved."""

    slug = models.SlugField(_("name in the address"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    body = models.TextField(_("body"), blank=True)
    html = models.TextField(editable=False, blank=True)
    updated_at = models.DateTimeField(_("saved"), editable=False)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])
