from typing import Any

import django.db.models.deletion
from django.db import migrations, models

OTHER_NAME: list[tuple[str, Any]] = [
    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
    ("name", models.CharField(max_length=100, verbose_name="name")),
    ("key", models.CharField(editable=False, max_length=100, unique=True)),
]
OPTIONS = {"verbose_name": "alias", "verbose_name_plural": "aliases", "abstract": False}


def of(model: str) -> Any:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to=f"articles.{model}"
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_notices")]

    operations = [
        migrations.AlterField("oldpath", "path", models.CharField(max_length=2000, unique=True)),
        migrations.AlterField("oldpath", "target", models.CharField(max_length=2000)),
        migrations.CreateModel("CategoryAlias", [*OTHER_NAME, ("category", of("category"))], OPTIONS),
        migrations.CreateModel("TagAlias", [*OTHER_NAME, ("tag", of("tag"))], OPTIONS),
    ]
