from django.db import migrations, models

from units.vietnamese.names import search_key, sort_key


def fill(apps, schema_editor):
    activities = apps.get_model("campaign", "Activity")._default_manager
    batch = []
    for activity in activities.only("title", "place").iterator(chunk_size=500):
        activity.search_text = search_key(f"{activity.title} {activity.place}")[:400]
        activity.sort_title = sort_key(activity.title)[:160]
        batch.append(activity)
        if len(batch) == 500:
            activities.bulk_update(batch, ["search_text", "sort_title"])
            batch = []
    activities.bulk_update(batch, ["search_text", "sort_title"])


class Migration(migrations.Migration):
    dependencies = [("campaign", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="search_text",
            field=models.CharField(default="", editable=False, max_length=400),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="activity",
            name="sort_title",
            field=models.CharField(default="", editable=False, max_length=160),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
