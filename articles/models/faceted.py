"""What facets count, beside the index of the search: one narrow row for each publication."""

from django.db import models


class Faceted(models.Model):
    """What the publication at a position can be narrowed to; faceted.py keeps it, and says what `keys` are."""

    # Given by whoever writes the row. But only what SQLite might count up itself does it sort a table by.
    position = models.BigAutoField(primary_key=True)
    keys = models.TextField()

    def __str__(self) -> str:
        return f"{self.position}: {self.keys}"
