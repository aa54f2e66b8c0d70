"""The tables of the search index, which are no models: their kind depends on the database."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CREATE = {
    "sqlite": [
        """CREATE VIRTUAL TABLE articles_search
        USING fts5(title, body, content='', tokenize="ascii tokenchars '+#.-_/@&%$'")""",
        # Kept in the table itself. What a transaction adds is sorted once, at its end; sixteen such segments are merged
        # into one: a load of many transactions needs no other settings, and no merge at its end.
        "INSERT INTO articles_search (articles_search, rank) VALUES ('hashsize', 67108864)",
        "INSERT INTO articles_search (articles_search, rank) VALUES ('automerge', 16)",
        "INSERT INTO articles_search (articles_search, rank) VALUES ('crisismerge', 64)",
    ],
    "postgresql": [
        """CREATE TABLE articles_searchpart (
        position bigint NOT NULL, in_title boolean NOT NULL, words tsvector NOT NULL)""",
        "CREATE INDEX articles_searchpart_position ON articles_searchpart (position)",
        # A part is small enough to stay in its page, where a phrase is checked at once.
        "ALTER TABLE articles_searchpart ALTER words SET STORAGE main",
        # Each search reads what is not yet sorted in: at most so many kilobytes.
        """CREATE INDEX articles_searchpart_words ON articles_searchpart
        USING gin (words) WITH (gin_pending_list_limit = 512)""",
        "CREATE INDEX articles_searchpart_titles ON articles_searchpart USING gin (words) WHERE in_title",
    ],
}
DROP = {"sqlite": ["DROP TABLE articles_search"], "postgresql": ["DROP TABLE articles_searchpart"]}


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
