"""Each room of a meeting is at an item of its own: the one that was called up in it last."""

from typing import Any

from django.db import migrations, models


def fill_called(apps: Any, schema_editor: Any) -> None:
    """Of a meeting that is open, the item it is at was called up when the meeting turned to it."""
    for meeting in apps.get_model("express", "Meeting").objects.filter(current__isnull=False):
        items = apps.get_model("express", "MeetingItem").objects.filter(pk=meeting.current_id)
        items.update(called_at=meeting.current_since)


class Migration(migrations.Migration):
    dependencies = [("express", "0012_keep_the_picture")]

    operations = [
        migrations.AddField("meetingitem", "called_at", models.DateTimeField(null=True)),
        migrations.RunPython(fill_called, migrations.RunPython.noop),
    ]
