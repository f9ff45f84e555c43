"""What a clerk is typing stands on the screen before it is set down: a row that is written over, and no record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("express", "0013_let_each_room_go_on")]

    operations = [
        migrations.AddField("meetingitem", "typed", models.JSONField(blank=True, default=dict)),
        migrations.AddField("meeting", "typed_count", models.PositiveIntegerField(default=0)),
    ]
