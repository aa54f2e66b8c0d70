"""How many publications there are of each kind: kept, since to count them takes longer with every one of them."""

from django.db import models

from .people import ROLE_CHOICES, Contributor
from .taxonomy import Category, Tag


class Total(models.Model):
    """Publications of a month, a category, a tag or a person, those to come among them; totals.py keeps it.

    `key`: a primary key, or the month from 1 to 12. `year` is 0 where it is all of them; `role` is empty where it is
    any: whoever has several in an article has it once.
    """

    class Kind(models.TextChoices):
        MONTH = "month"
        CATEGORY = "category"
        TAG = "tag"
        PERSON = "person"

    kind = models.CharField(max_length=8, choices=Kind)
    key = models.BigIntegerField()
    role = models.CharField(max_length=10, choices=ROLE_CHOICES, blank=True)
    year = models.SmallIntegerField(default=0)
    count = models.IntegerField()
    # No columns: what the key is, according to the kind.
    category = models.ForeignObject(
        Category, models.DO_NOTHING, from_fields=["key"], to_fields=["id"], related_name="+"
    )
    tag = models.ForeignObject(Tag, models.DO_NOTHING, from_fields=["key"], to_fields=["id"], related_name="+")
    person = models.ForeignObject(
        Contributor, models.DO_NOTHING, from_fields=["key"], to_fields=["id"], related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "role", "year"], name="total_once")]
        indexes = [models.Index(fields=["kind", "year", "role"], name="total_list")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.role} {self.year}: {self.count}"
