"""The other publications that an article's page names: the one before, the one after, and what is related to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection
from django.utils import timezone

from articles.models import Publication
from articles.models.addresses import address
from articles.models.publication import NUMBER_BITS, ceiling, moment

HIGHEST_NUMBER: Final = (1 << NUMBER_BITS) - 1
RELATED: Final = 6
# Related by tags is looked for among so many of the newest of each tag.
AMONG: Final = 16

# One statement, in which each part reads a few entries of one index, whatever the size of the archive; that of
# taggings tells all, as a position is that of one publication. A tag's `floor` is the position where its newest AMONG
# end: 0 for a rare tag, and the older the rarer. `shared` is counted for each row alone, for PostgreSQL would rather
# join every tagging of the tags.
NAMED: Final = """
WITH own AS (
    SELECT tag_id, COALESCE((
        SELECT position FROM articles_publicationtag AS newest
        WHERE newest.tag_id = mine.tag_id AND newest.position <= %(now)s
        ORDER BY newest.position DESC LIMIT 1 OFFSET %(among)s - 1
    ), 0) AS floor
    FROM articles_publicationtag AS mine WHERE mine.publication_id = %(article)s
), recent AS (
    SELECT tagging.position, MIN(own.floor) AS floor
    FROM own JOIN articles_publicationtag AS tagging ON tagging.tag_id = own.tag_id
        AND tagging.position BETWEEN own.floor AND %(now)s
    WHERE tagging.position <> (SELECT position FROM articles_publication WHERE article_id = %(article)s)
    GROUP BY tagging.position
), alike AS (
    SELECT position, floor, (
        SELECT COUNT(*) FROM articles_publicationtag AS tagging
        WHERE tagging.tag_id IN (SELECT tag_id FROM own) AND tagging.position = recent.position
    ) AS shared
    FROM recent ORDER BY shared DESC, floor, position DESC LIMIT %(related)s + 2
), named AS (
    SELECT 'previous' AS part, 0 AS place, (
        SELECT MAX(position) FROM articles_publication WHERE position < %(position)s AND position <= %(now)s
    ) AS position
    UNION ALL
    SELECT 'next', 0, (
        SELECT MIN(position) FROM articles_publication WHERE position > %(position)s AND position <= %(now)s
    )
    UNION ALL
    SELECT 'archive', related."order", found.position
    FROM articles_relatednumber AS related JOIN articles_publication AS found ON found.number = related.number
    WHERE related.article_id = %(article)s AND found.position <= %(now)s AND found.article_id <> %(article)s
    UNION ALL
    SELECT 'tags', ROW_NUMBER() OVER (ORDER BY shared DESC, floor, position DESC), position FROM alike
)
SELECT named.part, publication.position, publication.title
FROM named JOIN articles_publication AS publication ON publication.position = named.position
ORDER BY named.part, named.place
"""


class Neighbour(NamedTuple):
    """A publication as other pages name it; its position holds both its number and its date."""

    position: int
    title: str

    @property
    def number(self) -> int:
        return self.position & HIGHEST_NUMBER

    @property
    def day(self) -> str:
        return datetime.fromtimestamp(moment(self.position), timezone.get_default_timezone()).date().isoformat()

    def get_absolute_url(self) -> str:
        return address("article", self.number)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`related` are six at most, those of the archive before those that are found by tags."""

    previous: Neighbour | None
    next: Neighbour | None
    related: tuple[Neighbour, ...]


def neighbours(publication: Publication, now: datetime) -> Neighbours:
    """What readers may see now. What stands before or after is not found by its tags as well."""
    parts: dict[str, list[Neighbour]] = {"previous": [], "next": [], "archive": [], "tags": []}
    article = {"article": publication.pk, "position": publication.position}
    with connection.cursor() as cursor:
        cursor.execute(NAMED, article | {"now": ceiling(now), "among": AMONG, "related": RELATED})
        for part, *named in cursor.fetchall():
            parts[part].append(Neighbour(*named))
    before, after = parts["previous"], parts["next"]
    alike = [found for found in parts["tags"] if found not in [*before, *after]]
    related = list(dict.fromkeys([*parts["archive"], *alike]))
    return Neighbours(next(iter(before), None), next(iter(after), None), tuple(related[:RELATED]))
