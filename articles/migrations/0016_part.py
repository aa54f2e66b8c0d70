"""The parts of the sitemap, each with its last change, instead of an index to look it up."""

from django.db import migrations, models

# As it was when this was written: see parts.py.
FILL = """
INSERT INTO articles_part (part, changed)
SELECT number / 1000, MAX(updated_at) FROM articles_publication GROUP BY number / 1000
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_faceted")]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                ("part", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("changed", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="publication", name="publication_part"),
    ]
