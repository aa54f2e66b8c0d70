"""How many publications a month, a category, a tag and a person have, without counting them.

The rows of Total change with the publications, in the same transaction. Those to come are among them, since they appear
without anything being written: they are few, and are counted and taken off when a number is shown.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Model, QuerySet, Value

from articles import editions, years
from articles.models import Byline, Category, Contributor, Listing, Publication, PublicationTag, Tag, Total
from articles.roles import Role

Kind = Total.Kind
# As in Total: kind, key, role, year.
Key = tuple[str, int, str, int]
Counted = Iterator[tuple[Key, int]]
TAKEN_OFF = Value(-1)


class Shown(NamedTuple):
    """A publication as far as it is counted; `people`: as in Byline, key, role, and whether it is their first there."""

    position: int
    category: int | None
    tags: Sequence[int]
    people: Sequence[tuple[int, str, bool]]


def add(publications: Iterable[Shown]) -> None:
    """These are there now. In the caller's transaction, just before its edition."""
    found = Counter(key for shown in publications for key in _keys(shown))
    # Whoever writes totals has the turn: two who wait for each other's rows would wait for ever.
    editions.take_turn()
    _write(found)


def take(publications: Collection[int]) -> None:
    """These are about to go. In the caller's transaction."""
    rows = Publication.objects.filter(pk__in=publications)
    of_these = {"publication__in": publications}
    found = _counted(rows, PublicationTag.objects.filter(**of_these), Byline.objects.filter(**of_these))
    editions.take_turn()
    _write(Counter({key: -count for key, count in found.items()}))


def recount(row: Category | Tag | Contributor) -> None:
    """For whoever changed by other means what belongs to one of them. In the caller's transaction."""
    found: dict[type[Model], tuple[Kind, Counted]] = {
        Category: (Kind.CATEGORY, _categories(Publication.objects.filter(category=row.pk))),
        Tag: (Kind.TAG, _tags(PublicationTag.objects.filter(tag=row.pk))),
        Contributor: (Kind.PERSON, _people(Byline.objects.filter(contributor=row.pk))),
    }
    kind, counts = found[type(row)]
    editions.take_turn()
    Total.objects.filter(kind=kind, key=row.pk).delete()
    _write(_added_up(counts))


def recount_all() -> None:
    """From what is published, whatever was there."""
    with transaction.atomic():
        editions.take_turn()
        Total.objects.all().delete()
        _write(everything())


def everything() -> Counter[Key]:
    """What the totals are, counted one by one."""
    return _counted(Publication.objects.all(), PublicationTag.objects.all(), Byline.objects.all())


def months(now: datetime, **narrowed: int) -> Counter[date]:
    """By the first day of the month, in one query. `narrowed`: to a `year`."""
    coming = Publication.objects.to_come(now).values_list(Value(0), "position", TAKEN_OFF)
    kept = Total.objects.filter(kind=Kind.MONTH, **narrowed).values_list("year", "key", "count")
    found: Counter[date] = Counter()
    for year, key, count in kept.union(coming, all=True):
        found[date(year, key, 1) if year else years.date_of(key).replace(day=1)] += count
    return +found


def of_categories(now: datetime) -> Counter[tuple[str, str]]:
    """By name and slug, in one query."""
    coming = Publication.objects.to_come(now).exclude(category=None)
    kept = Total.objects.filter(kind=Kind.CATEGORY).values_list("category__name", "category__slug", "count")
    return _summed(kept.union(coming.values_list("category__name", "category__slug", TAKEN_OFF), all=True))


def of_tags(now: datetime) -> Counter[tuple[str, str]]:
    """By name and slug, in one query."""
    coming = PublicationTag.objects.filter(publication__in=_to_come(now))
    kept = Total.objects.filter(kind=Kind.TAG, count__gt=0).values_list("tag__name", "tag__slug", "count")
    return _summed(kept.union(coming.values_list("tag__name", "tag__slug", TAKEN_OFF), all=True))


def of_people(now: datetime, **narrowed: str) -> Counter[tuple[int, str]]:
    """By primary key and role, in one query. `narrowed`: to a `role`."""
    coming = Byline.objects.filter(publication__in=_to_come(now), **narrowed).order_by()
    kept = Total.objects.filter(kind=Kind.PERSON, year=0, **narrowed).exclude(role="")
    rows = kept.values_list("key", "role", "count")
    return _summed(rows.union(coming.values_list("contributor", "role", TAKEN_OFF), all=True))


def of_person(person: Contributor, now: datetime) -> Counter[tuple[str, int]]:
    """By role and year, in one query; the role is empty where it is any, the year is 0 where it is any."""
    # Each role is named, so that both databases go to the end of the index, past all that is there already.
    own = Byline.objects.to_come(now).filter(contributor=person).order_by().annotate(year=years.YEAR_OF_POSITION)
    by_role = own.filter(role__in=list(Role)).values_list("role", "year", TAKEN_OFF)
    once = own.filter(first=True).annotate(kind=Value("")).values_list("kind", "year", TAKEN_OFF)
    kept = Total.objects.filter(kind=Kind.PERSON, key=person.pk, year__gt=0).values_list("role", "year", "count")
    found = _summed(kept.union(once, by_role, all=True))
    for (role, _), count in list(found.items()):
        found[role, 0] += count
    return found


def _keys(shown: Shown) -> Iterator[Key]:
    day, year = years.date_of(shown.position), years.year_of(shown.position)
    yield Kind.MONTH.value, day.month, "", day.year
    if shown.category is not None:
        yield Kind.CATEGORY.value, shown.category, "", 0
    for tag in shown.tags:
        yield Kind.TAG.value, tag, "", 0
    for person, role, is_first in shown.people:
        for each in (role, "") if is_first else (role,):
            yield Kind.PERSON.value, person, each, year
            yield Kind.PERSON.value, person, each, 0


def _write(found: Counter[Key]) -> None:
    table = connection.ops.quote_name(Total._meta.db_table)
    sql = (
        f"INSERT INTO {table} (kind, key, role, year, count) VALUES (%s, %s, %s, %s, %s) "  # noqa: S608  our own table
        f"ON CONFLICT (kind, key, role, year) DO UPDATE SET count = {table}.count + excluded.count"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*key, count) for key, count in sorted(found.items())])


def _counted(
    publications: Listing[Publication], taggings: Listing[PublicationTag], bylines: Listing[Byline]
) -> Counter[Key]:
    return _added_up(chain(_months(publications), _categories(publications), _tags(taggings), _people(bylines)))


def _added_up(counts: Counted) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for key, count in counts:
        found[key] += count
    return found


def _months(rows: Listing[Publication]) -> Counted:
    """The database counts by day, so that no row is loaded."""
    days = rows.order_by().annotate(day=years.DAY_OF_POSITION).values_list("day")
    for number, count in days.annotate(count=Count("*")):
        day = years.day(number)
        yield (Kind.MONTH.value, day.month, "", day.year), count


def _categories(rows: Listing[Publication]) -> Counted:
    found = rows.order_by().exclude(category=None).values_list("category").annotate(count=Count("*"))
    return (((Kind.CATEGORY.value, key, "", 0), count) for key, count in found)


def _tags(rows: Listing[PublicationTag]) -> Counted:
    found = rows.order_by().values_list("tag").annotate(count=Count("*"))
    return (((Kind.TAG.value, key, "", 0), count) for key, count in found)


def _people(rows: Listing[Byline]) -> Counted:
    by_year = rows.order_by().annotate(year=years.YEAR_OF_POSITION)
    by_role = by_year.values_list("contributor", "role", "year").annotate(count=Count("*"))
    once = by_year.filter(first=True).annotate(kind=Value("")).values_list("contributor", "kind", "year")
    for key, role, year, count in chain(by_role, once.annotate(count=Count("*"))):
        yield (Kind.PERSON.value, key, role, year), count
        yield (Kind.PERSON.value, key, role, 0), count


def _to_come(now: datetime) -> QuerySet[Publication, Any]:
    return Publication.objects.to_come(now).values("pk")


def _summed(rows: Iterable[Any]) -> Counter[Any]:
    """Of rows that end in a count; without what has none."""
    found: Counter[Any] = Counter()
    for *key, count in rows:
        found[tuple(key)] += count
    return +found
