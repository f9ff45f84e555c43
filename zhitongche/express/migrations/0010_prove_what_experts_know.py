"""Papers beside what an expert knows, and the county at each approval, by which what offices hold is read in order."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Substr


def fill_counties(apps: Any, schema_editor: Any) -> None:
    """Each approval's county is that of its project."""
    projects = apps.get_model("express", "Project").objects.filter(pk=OuterRef("project"))
    county = Subquery(projects.values("county")[:1])
    apps.get_model("express", "ProjectApproval").objects.update(county=county)


def derived(length: int) -> models.GeneratedField:
    return models.GeneratedField(
        expression=Substr("county", 1, length), output_field=models.CharField(max_length=length), db_persist=True
    )


def held(scope: str) -> models.Index:
    return models.Index(
        F(scope), F("state"), F("due_on"), F("id"), name=f"approval_{scope}_held", condition=Q(holder="office")
    )


def sent(scope: str) -> models.Index:
    return models.Index(
        F(scope), F("submitted_on"), F("id"), name=f"approval_{scope}_sent", condition=Q(state="submitted")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0009_keep_the_approved_day_of_works"),
        ("foundation", "0002_the_problem_loop"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpertFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.attachment"
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="express.expert"
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddField("projectapproval", "county", models.CharField(default="", max_length=6), False),
        migrations.RunPython(fill_counties, migrations.RunPython.noop),
        migrations.AddField("projectapproval", "city", derived(4)),
        migrations.AddField("projectapproval", "province", derived(2)),
        *(migrations.AddIndex("projectapproval", held(scope)) for scope in ("county", "city", "province")),
        *(migrations.AddIndex("projectapproval", sent(scope)) for scope in ("county", "city", "province")),
    ]
