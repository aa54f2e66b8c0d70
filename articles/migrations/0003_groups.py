"""The groups of staff, one for each role."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = ("选题", "译者", "校对", "发布", "主编")


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group").objects
    for name in NAMES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_search"), ("auth", "0012_alter_user_first_name_max_length")]

    # Backwards, the groups stay: people may be in them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
