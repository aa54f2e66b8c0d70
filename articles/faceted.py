"""What a publication has that a search can be narrowed to: in one narrow row, since a search counts hundreds of them.

The rows of Faceted change with the publications, in the same transaction.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction

from articles.models import Faceted, Publication

# A comma stands before each key, which begins with a mark, or with the initial of a role; a primary key follows: of the
# category, a tag, a person, or a person in that role. An initial alone says that somebody has the role.
CHOSEN, CATEGORY, TAG, PERSON = "*", "=", "#", "@"
AT_ONCE = 500

ROWS = f"""
INSERT INTO articles_faceted (position, keys)
SELECT position,
    CASE WHEN editors_choice THEN ',{CHOSEN}' ELSE '' END
    || COALESCE(',{CATEGORY}' || category_id, '')
    || COALESCE((
        SELECT {{joined}}(',{TAG}' || tag_id, '') FROM articles_publicationtag WHERE publication_id = article_id
    ), '')
    || COALESCE((
        SELECT {{joined}}(CASE WHEN first THEN ',{PERSON}' || contributor_id ELSE '' END
            || ',' || substr(role, 1, 1) || contributor_id, '')
        FROM articles_byline WHERE publication_id = article_id
    ), '')
    || COALESCE((
        SELECT {{joined}}(',' || initial, '')
        FROM (SELECT DISTINCT substr(role, 1, 1) AS initial FROM articles_byline WHERE publication_id = article_id) AS d
    ), '')
FROM articles_publication
"""  # noqa: S608  marks of our own

# PostgreSQL would read the whole table for so many positions that they are to be IN, or to be joined with.
KEYS = {
    "sqlite": "SELECT group_concat(keys, '') FROM articles_faceted WHERE position IN ({})",
    "postgresql": "SELECT string_agg((SELECT keys FROM articles_faceted AS found "
    "WHERE found.position = wanted.position), '') FROM unnest('{{{}}}'::bigint[]) AS wanted (position)",
}


def add(publications: Sequence[int]) -> None:
    """These are there now, with all that hangs on them. In the caller's transaction."""
    for some in _some(publications):
        _write(f" WHERE article_id IN ({', '.join(['%s'] * len(some))})", some)


def take(positions: Iterable[int]) -> None:
    """These are about to go. In the caller's transaction."""
    for some in _some(list(positions)):
        Faceted.objects.filter(position__in=some).delete()


def renew(publications: Iterable[int]) -> None:
    """For whoever changed by other means what these have. In the caller's transaction."""
    for some in _some(list(publications)):
        take(Publication.objects.filter(pk__in=some).values_list("position", flat=True))
        add(some)


def renew_all() -> None:
    """From what is published, whatever was there."""
    with transaction.atomic():
        Faceted.objects.all().delete()
        _write(" ORDER BY position")


def keys_of(positions: Sequence[int]) -> list[str]:
    """Of all these. Hundreds of parameters, or a statement to look for them in, would take three times as long."""
    wanted = ",".join(map(str, positions))
    with connection.cursor() as cursor:
        cursor.execute(KEYS[connection.vendor].format(wanted))
        (keys,) = cursor.fetchone()
    return (keys or "").split(",")[1:]


def _write(where: str = "", parameters: Sequence[int] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(joined=_joined()) + where, parameters)


def _joined() -> str:
    return "group_concat" if connection.vendor == "sqlite" else "string_agg"


def _some(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
