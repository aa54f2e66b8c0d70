"""Labels of imports and of review notes for people: no column changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_totals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="importedfile",
            name="folder",
            field=models.TextField(blank=True, verbose_name="folder"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="line",
            field=models.PositiveIntegerField(null=True, verbose_name="line"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="manuscript",
            field=models.PositiveIntegerField(null=True, verbose_name="manuscript before"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="number",
            field=models.PositiveIntegerField(null=True, verbose_name="number"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("created", "created"),
                    ("updated", "updated"),
                    ("unchanged", "unchanged"),
                    ("kept", "kept"),
                    ("refused", "refused"),
                    ("skipped", "skipped"),
                ],
                max_length=10,
                verbose_name="outcome",
            ),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="path",
            field=models.TextField(verbose_name="path"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="reason",
            field=models.TextField(blank=True, verbose_name="reason"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="articles.importrun",
                verbose_name="import",
            ),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="sha256",
            field=models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="shown",
            field=models.PositiveIntegerField(null=True, verbose_name="shown before"),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="warnings",
            field=models.JSONField(default=list, verbose_name="warnings"),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="options",
            field=models.JSONField(default=dict, verbose_name="options"),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="totals",
            field=models.JSONField(default=dict, verbose_name="totals"),
        ),
        migrations.AlterField(
            model_name="note",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AlterField(
            model_name="note",
            name="context",
            field=models.TextField(blank=True, verbose_name="around the passage"),
        ),
        migrations.AlterField(
            model_name="note",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="resolved by",
            ),
        ),
    ]
