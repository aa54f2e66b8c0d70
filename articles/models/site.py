"""The site itself: the edition that readers see."""

from django.db import models


class Edition(models.Model):
    """One row. `number` grows with every change that readers see; `hard` is the last one that took something back."""

    number = models.PositiveBigIntegerField(default=0)
    hard = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
