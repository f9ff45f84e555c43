"""The figures of the picture by county and month, the index of what is open with its light, and the place of instructions."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def fill_counties(apps: Any, schema_editor: Any) -> None:
    """Each instruction's county is that of what it is about."""
    for model, about in (("Instruction", "problem"), ("ProjectInstruction", "project")):
        things = apps.get_model("express", about.capitalize()).objects.filter(pk=OuterRef(about))
        apps.get_model("express", model).objects.update(county=Subquery(things.values("county")[:1]))


COUNTS = (
    *("reported", "pooled", "in_consultation", "in_progress", "closing", "closed", "returned", "withdrawn", "merged"),
    *("shelved", "closing_count", "content_count", "confirmed_count", "unconfirmed_count"),
    *("in_time_count", "too_late_count", "assigned_count"),
)


class Migration(migrations.Migration):
    dependencies = [("express", "0011_hold_meetings")]

    operations = [
        migrations.CreateModel(
            name="MonthTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county", models.CharField(max_length=6)),
                ("month", models.DateField()),
                *((name, models.IntegerField(default=0)) for name in COUNTS),
            ],
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="foundation.region",
                    ),
                ),
                ("path", models.TextField()),
                *((name, models.IntegerField()) for name in ("west", "north", "east", "south", "middle_x", "middle_y")),
                ("approval", models.CharField(max_length=40)),
                ("laid_at", models.DateTimeField()),
                (
                    "laid_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
            ],
        ),
        migrations.AddField("instruction", "county", models.CharField(default="", max_length=6)),
        migrations.AddField("projectinstruction", "county", models.CharField(default="", max_length=6)),
        migrations.RunPython(fill_counties, migrations.RunPython.noop),
        migrations.AddIndex(
            "instruction",
            models.Index(fields=["county", "id"], name="instruction_county"),
        ),
        migrations.AddIndex(
            "projectinstruction",
            models.Index(fields=["county", "id"], name="project_instruction_county"),
        ),
        migrations.AddIndex(
            "problem",
            models.Index(
                fields=["village", "state", "due_on", "soon_on", "is_paused", "closed_at"],
                name="problem_open_lights",
                condition=Q(closed_at__isnull=True),
            ),
        ),
    ]
