from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_workflow")]

    operations = [
        migrations.AddIndex(model_name="article", index=models.Index(fields=["stage"], name="article_stage")),
    ]
