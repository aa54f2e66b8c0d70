"""The credits of a person in the order of articles, so that counting some of them reads an index and nothing else."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_part")]

    operations = [
        migrations.AddIndex("credit", models.Index(fields=["contributor", "article"], name="credit_person")),
        migrations.AlterField(
            model_name="credit",
            name="contributor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credits",
                to="articles.contributor",
            ),
        ),
    ]
