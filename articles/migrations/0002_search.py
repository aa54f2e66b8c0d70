"""The tables of the search index, which are no models: their kind depends on the database."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CREATE = {
    "sqlite": [
        """CREATE VIRTUAL TABLE articles_search
        USING fts5(title, body, content='', tokenize="ascii tokenchars '+#.-_/@&%$'")""",
    ],
    "postgresql": [
        """CREATE TABLE articles_searchpart (
        position bigint NOT NULL, in_title boolean NOT NULL, words tsvector NOT NULL)""",
        "CREATE INDEX articles_searchpart_position ON articles_searchpart (position)",
        "CREATE INDEX articles_searchpart_words ON articles_searchpart USING gin (words)",
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
