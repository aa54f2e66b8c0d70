"""What facets count, in one row for each publication."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# As it was when this was written: see faceted.py.
ROWS = """
INSERT INTO articles_faceted (position, keys)
SELECT position,
    CASE WHEN editors_choice THEN ',*' ELSE '' END
    || COALESCE(',=' || category_id, '')
    || COALESCE((
        SELECT {joined}(',#' || tag_id, '') FROM articles_publicationtag WHERE publication_id = article_id
    ), '')
    || COALESCE((
        SELECT {joined}(CASE WHEN first THEN ',@' || contributor_id ELSE '' END
            || ',' || substr(role, 1, 1) || contributor_id, '')
        FROM articles_byline WHERE publication_id = article_id
    ), '')
    || COALESCE((
        SELECT {joined}(',' || initial, '')
        FROM (SELECT DISTINCT substr(role, 1, 1) AS initial FROM articles_byline WHERE publication_id = article_id) AS d
    ), '')
FROM articles_publication ORDER BY position
"""


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From what there is already."""
    schema_editor.execute(
        ROWS.format(joined="group_concat" if schema_editor.connection.vendor == "sqlite" else "string_agg")
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_labels")]

    operations = [
        migrations.CreateModel(
            name="Faceted",
            fields=[
                ("position", models.BigAutoField(primary_key=True, serialize=False)),
                ("keys", models.TextField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
