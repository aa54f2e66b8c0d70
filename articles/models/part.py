"""The parts of the sitemap, each with its last change: kept, since a large site has a thousand of them."""

from django.db import models


class Part(models.Model):
    """A range of numbers that has publications; parts.py keeps it. `changed`: also by what is to come."""

    part = models.PositiveIntegerField(primary_key=True)
    changed = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part}: {self.changed}"
