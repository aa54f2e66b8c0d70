"""PostgreSQL's search index has one row for each publication. It is empty: whoever upgrades runs reindex_search."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PARTS = [
    """CREATE TABLE articles_searchpart (
    position bigint NOT NULL, in_title boolean NOT NULL, words tsvector NOT NULL)""",
    "CREATE INDEX articles_searchpart_position ON articles_searchpart (position)",
    "ALTER TABLE articles_searchpart ALTER words SET STORAGE main",
    """CREATE INDEX articles_searchpart_words ON articles_searchpart
    USING gin (words) WITH (gin_pending_list_limit = 512)""",
    "CREATE INDEX articles_searchpart_titles ON articles_searchpart USING gin (words) WHERE in_title",
]
TEXTS = [
    """CREATE TABLE articles_searchtext (
    position bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL, words tsvector NOT NULL,
    complete boolean NOT NULL)""",
    # What is read to find a phrase in it is not unpacked each time.
    "ALTER TABLE articles_searchtext ALTER body SET STORAGE external",
    # Without statistics the planner always asks the index: it does not know what unpacking a tsvector costs.
    "ALTER TABLE articles_searchtext ALTER words SET STATISTICS 0",
    # What was just published is sorted in at once: otherwise each search reads through what was not.
    "CREATE INDEX articles_searchtext_words ON articles_searchtext USING gin (words) WITH (fastupdate = off)",
]


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _execute(schema_editor, ["DROP TABLE articles_searchpart", *TEXTS])


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _execute(schema_editor, ["DROP TABLE articles_searchtext", *PARTS])


def _execute(schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_change")]

    operations = [migrations.RunPython(forwards, backwards)]
