"""The parts of the sitemap: ranges of numbers, and when the last article of each has changed.

The rows of Part change with the publications, in the same transaction. Those to come are among them, since they appear
without anything being written: where there are any, the part is looked through.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Part, Publication
from articles.models.publication import NUMBER_BITS

# Numbers. At a million articles the index has as many lines as a part; a part might hold 50,000.
SIZE = 1000
HIGHEST = (1 << NUMBER_BITS) - 1

CHANGED = f"""
INSERT INTO articles_part (part, changed)
SELECT number / {SIZE}, MAX(updated_at) FROM articles_publication WHERE {{which}} GROUP BY number / {SIZE}
ON CONFLICT (part) DO UPDATE SET changed = excluded.changed WHERE excluded.changed > articles_part.changed
"""  # noqa: S608  a number of our own


def add(publications: Sequence[int]) -> None:
    """These are there now. In the caller's transaction."""
    if publications:
        _write(f"article_id IN ({', '.join(['%s'] * len(publications))})", publications)


def take(positions: Iterable[int]) -> None:
    """These have just gone. In the caller's transaction."""
    parts = sorted({(position & HIGHEST) // SIZE for position in positions})
    Part.objects.filter(part__in=parts).delete()
    for part in parts:
        _write("number >= %s AND number < %s", [part * SIZE, (part + 1) * SIZE])


def renew_all() -> None:
    """From what is published, whatever was there."""
    with transaction.atomic():
        Part.objects.all().delete()
        _write("1 = 1")


def changes(now: datetime) -> list[tuple[int, str]]:
    """Each part that has something to read and its last change, as the database writes it, by UTC; in their order."""
    kept = dict(Part.objects.values_list("part", _text("changed")))
    coming = {number // SIZE for number in Publication.objects.to_come(now).values_list("number", flat=True)}
    if coming:
        kept = {part: changed for part, changed in kept.items() if part not in coming}
        kept |= dict(_live(coming, now))
    return sorted(kept.items())


def _live(parts: Iterable[int], now: datetime) -> QuerySet[Any, tuple[int, str]]:
    within = Q()
    for part in parts:
        within |= Q(number__gte=part * SIZE, number__lt=(part + 1) * SIZE)
    rows = Publication.objects.live(now).filter(within).order_by().values_list(F("number") / SIZE)
    return rows.annotate(changed=_text(Max("updated_at")))


def _text(moment: Any) -> Cast:
    return Cast(moment, TextField())


def _write(which: str, parameters: Sequence[int] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED.format(which=which), parameters)
