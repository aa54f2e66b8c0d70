"""A site that grows from one size to the next: its posts, their traces in the admin, a desk that is always as busy."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from bench.filled import Post, index, pour, put  # isort: skip  it sets Django up
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Max

from articles import editions, faceted, parts, search, totals
from articles.importing import rows
from articles.models import (
    Article,
    Category,
    Claim,
    Comment,
    Contributor,
    ImportedFile,
    ImportRun,
    Publication,
    ReaderReport,
    StageChange,
    Tag,
)
from articles.stages import CLAIM, PROPOSE, Stage
from bench.generated import Generator, share, shelves

AT_ONCE = 20_000  # in a transaction
MANY = 5000
DESK = 100_000_000  # primary keys of what is not generated begin here
WAITING = {Stage.TOPIC: 100, Stage.DRAFTING: 60, Stage.REVIEW: 40, Stage.READY: 20, Stage.ARCHIVED: 40}
REPORTED, OPEN = 100, 50  # one of so many posts has a report, and one of so many reports is open
CHIEF = "chief of the bench"
# Those that belong to no constraint: name and definition.
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
}
BEFORE = {
    "sqlite": ["PRAGMA foreign_keys = OFF", "PRAGMA cache_size = -500000"],
    "postgresql": [
        *("SET statement_timeout = 0", "SET maintenance_work_mem = '1GB'", "SET session_replication_role = replica"),
    ],
}
AFTER = {
    "sqlite": ["PRAGMA foreign_keys = ON", "PRAGMA cache_size = -64000"],
    "postgresql": ["RESET ALL"],
}


def size() -> int:
    return Publication.objects.filter(pk__lt=DESK).aggregate(highest=Max("pk"))["highest"] or 0


def grow(wanted: int) -> None:
    """Add posts until there are so many, as an import in one run would."""
    begin = size()
    if begin >= wanted:
        return
    now = datetime.fromisoformat("2026-01-01T00:00:00Z")
    if not Tag.objects.exists():
        furnish(now)
    stored = (Tag, Contributor, Category)
    generator = Generator(*(list(model.objects.filter(pk__lt=DESK).order_by("pk")) for model in stored))
    run = ImportRun.objects.create(started_at=now, finished_at=now, status=ImportRun.Status.FINISHED)
    with search.bulk(), quickly(wanted - begin):
        for start in range(begin, wanted, AT_ONCE):
            posts = [generator.post(n) for n in range(start, min(start + AT_ONCE, wanted))]
            with transaction.atomic():
                put(posts)
                trace(posts, run)
                index(posts)
    totals.recount_all()
    faceted.renew_all()
    parts.renew_all()
    settle()


@transaction.atomic
def furnish(now: datetime) -> None:
    """What is there at every size: names, staff, and articles in work."""
    tags, people, categories = shelves()
    Tag.objects.bulk_create(tags)
    Contributor.objects.bulk_create(people)
    Category.objects.bulk_create(categories)
    chief = User.objects.create_superuser(CHIEF)
    stages = [stage for stage, count in WAITING.items() for _ in range(count)]
    for n, stage in enumerate(stages):
        article = Article.objects.create(
            pk=DESK + n, stage=stage.value, title=f"在编的稿件 {n}", created_at=now, updated_at=now
        )
        StageChange.objects.create(article=article, move=PROPOSE.name, to_stage=Stage.TOPIC.value, at=now)
        if stage is not Stage.TOPIC:
            before = {"from_stage": Stage.TOPIC.value, "to_stage": stage.value}
            StageChange.objects.create(article=article, move=CLAIM.name, at=now, **before)
        if stage is Stage.DRAFTING:
            due = now + timedelta(days=n % 14 - 3)
            Claim.objects.create(article=article, holder=chief, kind=Claim.Kind.WORK, opened_at=now, due=due)


def trace(posts: Sequence[Post], run: ImportRun) -> None:
    """Beside the posts themselves: the file that each came from, comments on some, reports on a few."""
    entries = [post.prepared for post in posts]
    files = [(e.article.pk, f"content/{e.published_at:%Y/%m}/{e.article.pk}.md") for e in entries]
    created = ImportedFile.Outcome.CREATED.value
    pour(
        ImportedFile,
        [(run.pk, path, "", n, f"{n:064x}", created, "", None, [], None, None, None) for n, path in files],
        rows.FILE,
    )
    commented = [entry for entry in entries if share(entry.article.pk, 40) < 0.1]
    words = "写得真好"
    pour(Comment, [(e.article.pk, 0, "linux", words, words, e.published_at) for e in commented], rows.COMMENT)
    reported = [entry for entry in entries if entry.article.pk % REPORTED == 0]
    ReaderReport.objects.bulk_create(
        ReaderReport(
            article_id=entry.article.pk,
            message="有一处错字",
            at=entry.published_at,
            handled_at=entry.published_at if entry.article.pk % (REPORTED * OPEN) else None,
        )
        for entry in reported
    )


@contextmanager
def quickly(posts: int) -> Iterator[None]:
    """Many come in while indexes are away and nobody looks for what keys point at: it takes a fraction of the time."""
    if posts < MANY:
        yield
        return
    with connection.cursor() as cursor:
        for statement in BEFORE[connection.vendor]:
            cursor.execute(statement)
        cursor.execute(INDEXES[connection.vendor])
        taken = cursor.fetchall()
        for name, _ in taken:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for statement in (*(definition for _, definition in taken), *AFTER[connection.vendor]):
            cursor.execute(statement)


def settle() -> None:
    """What autovacuum does for a site on PostgreSQL; SQLite is left as it is. And a new edition."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    editions.start()
