"""Posters' addresses, forgotten on request."""

from collections.abc import Sequence

from django.db import transaction

from articles.models import ArchivedHead, ArchiveRecord, CommentOrigin, ImportedFile

AT_ONCE = 500


def drop(numbers: Sequence[int | None]) -> int:
    """Forget the posters' addresses of these articles, in what was imported before too; of how many comments."""
    return sum(_drop(numbers[start : start + AT_ONCE]) for start in range(0, len(numbers), AT_ONCE))


def _drop(numbers: Sequence[int | None]) -> int:
    with transaction.atomic():
        records = ArchiveRecord.objects.filter(article__number__in=numbers, article__comments__isnull=False)
        ids = list(records.values_list("pk", flat=True).distinct())
        dropped, _ = CommentOrigin.objects.filter(comment__article__in=ids).delete()
        ArchivedHead.objects.filter(pk__in=ids).delete()
        ArchiveRecord.objects.filter(pk__in=ids).update(addresses_dropped=True)
        # An earlier state of the file names the posters too: that run cannot be rolled back for these any more.
        ImportedFile.objects.filter(number__in=numbers, previous__isnull=False).update(previous=None)
    return dropped
