"""The kept figures of months are of townships as well as of counties: laid anew, and written by `ztc recount`."""

from django.db import migrations, models

COUNTS = (
    *("reported", "pooled", "in_consultation", "in_progress", "closing", "closed", "returned", "withdrawn", "merged"),
    *("shelved", "closing_count", "content_count", "confirmed_count", "unconfirmed_count"),
    *("in_time_count", "too_late_count", "assigned_count"),
)


class Migration(migrations.Migration):
    dependencies = [("express", "0014_show_what_is_being_said")]

    operations = [
        # No key of several columns can be altered, and every figure in it can be counted again.
        migrations.DeleteModel(name="MonthTally"),
        migrations.CreateModel(
            name="MonthTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "digits", "place", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digits", models.PositiveSmallIntegerField()),
                ("place", models.CharField(max_length=9)),
                ("month", models.DateField()),
                *((name, models.IntegerField(default=0)) for name in COUNTS),
            ],
        ),
    ]
