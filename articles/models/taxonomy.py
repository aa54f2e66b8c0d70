"""Categories and tags, named apart by NFKC and case folding, with slugs made by one rule; their other names."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.text import names

from .addresses import address


class Category(models.Model):
    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)
    slug = models.CharField(max_length=1500, unique=True, editable=False)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_keys(self) -> None:
        self.key, self.slug = names.key(self.name), names.slug(self.name)

    def get_absolute_url(self) -> str:
        return address("category", self.slug)


class Tag(TagBase):
    """A tag of django-taggit with our rules: `C`, `C++`, `C#` and `.NET` differ, `Ubuntu` and `UBUNTU` do not."""

    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)
    slug = models.CharField(max_length=1500, unique=True, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        self.key, self.slug = names.key(self.name), names.slug(self.name)

    def get_absolute_url(self) -> str:
        return address("tag", self.slug)


class ArticleTag(ItemBase):
    """A tag on a manuscript, in the order in which the editor gave them."""

    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_per_article")]


class OtherName(models.Model):
    """A name that means a category, tag or person called otherwise: since a renaming or a merging, or by hand."""

    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        abstract = True
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = names.key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class CategoryAlias(OtherName):
    category = models.ForeignKey(Category, models.CASCADE, related_name="aliases")


class TagAlias(OtherName):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases")
