"""The log of changes, and triggers that let nobody edit it, nor what a revision or a move of the workflow says."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# A revision and a move go when their article goes, which an import that is taken back may need.
GUARDED = {
    "articles_change": ("UPDATE", "DELETE"),
    "articles_revision": ("UPDATE",),
    "articles_stagechange": ("UPDATE",),
}
CREATE = {
    "sqlite": """CREATE TRIGGER {table}_{deed}_refused BEFORE {deed} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END""",
    "postgresql": """CREATE TRIGGER {table}_{deed}_refused BEFORE {deed} ON {table}
        FOR EACH ROW EXECUTE FUNCTION articles_only_added_to()""",
}
DROP = {
    "sqlite": "DROP TRIGGER {table}_{deed}_refused",
    "postgresql": "DROP TRIGGER {table}_{deed}_refused ON {table}",
}
FUNCTION = """CREATE FUNCTION articles_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = TG_TABLE_NAME || ' is only ever added to';
    END $$"""


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    _each(CREATE, schema_editor)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _each(DROP, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION articles_only_added_to()")


def _each(statements: dict[str, str], schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, deeds in GUARDED.items():
        for deed in deeds:
            schema_editor.execute(statements[schema_editor.connection.vendor].format(table=table, deed=deed))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("deed", models.CharField(max_length=30, verbose_name="deed")),
                ("kind", models.CharField(max_length=100, verbose_name="record")),
                ("key", models.CharField(max_length=100)),
                ("label", models.CharField(max_length=300, verbose_name="what")),
                ("field", models.CharField(blank=True, max_length=100, verbose_name="field")),
                ("before", models.TextField(blank=True, verbose_name="value before")),
                ("after", models.TextField(blank=True, verbose_name="value after")),
                ("request", models.CharField(blank=True, max_length=64, verbose_name="request")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "indexes": [
                    models.Index(fields=["kind", "key", "id"], name="change_of"),
                    models.Index(fields=["by", "id"], name="change_by"),
                    models.Index(fields=["at"], name="change_at"),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
