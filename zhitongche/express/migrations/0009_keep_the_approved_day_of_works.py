"""Each filter of the library's list on an index of its own; whether works may begin; numbers that milestones keep."""

from decimal import Decimal
from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

SCOPES = ("county", "city", "province")
NEWEST = (F("planned_at").desc(), F("id").desc())


def _indexes(scope: str) -> list[models.Index]:
    return [
        models.Index(F(scope), F("level"), *NEWEST, name=f"project_{scope}_level"),
        models.Index(F(scope), F("batch"), *NEWEST, name=f"project_{scope}_batch", condition=~Q(batch="")),
        models.Index(F(scope), *NEWEST, name=f"project_{scope}_suspended", condition=Q(is_suspended=True)),
        models.Index(F(scope), *NEWEST, name=f"project_{scope}_unlit", condition=Q(due_on__isnull=True)),
    ]


def fill_starts(apps: Any, schema_editor: Any) -> None:
    """Say of each project whether its first open milestone is covered, and of listed ones whether the works may begin."""
    projects = apps.get_model("express", "Project").objects
    rows = apps.get_model("express", "GatePolicy").objects.filter(gate="start")
    waived = {row.region_id: frozenset(row.waived) for row in rows}
    for project in projects.order_by("pk").prefetch_related("milestones").iterator(2000):
        costs, lacks = Decimal(0), False
        for one in sorted(project.milestones.all(), key=lambda one: one.position):
            costs += one.cost_amount
            if one.done_on is None:
                lacks = costs > project.committed_amount
                break
        asked = {
            *(("milestones",) if not project.milestone_count else ()),
            *(("approvals",) if project.pending_approval_count else ()),
            *(("covered",) if lacks else ()),
        }
        village = project.village_id
        asked -= waived.get(village[:6], waived.get(village[:4], frozenset()))
        may_start = project.state == "listed" and not asked
        if lacks or may_start:
            projects.filter(pk=project.pk).update(is_first_covered=not lacks, is_startable=may_start)


def number_milestones(apps: Any, schema_editor: Any) -> None:
    """Give each milestone the number of its place, and let its project know the highest."""
    apps.get_model("express", "Milestone").objects.update(number=F("position"))
    apps.get_model("express", "Project").objects.filter(milestone_count__gt=0).update(
        last_milestone=F("milestone_count")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0008_keep_experts_and_dispatches"),
    ]

    # Tables are changed before their rows: PostgreSQL alters none whose rows were written twice in the same unit.
    operations = [
        migrations.AddField("project", "is_first_covered", models.BooleanField(default=True)),
        migrations.AddField("project", "is_startable", models.BooleanField(default=False)),
        migrations.AddField("project", "last_milestone", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("milestone", "number", models.PositiveSmallIntegerField(default=0), preserve_default=False),
        *(migrations.AddIndex("project", index) for scope in SCOPES for index in _indexes(scope)),
        migrations.RunPython(fill_starts, migrations.RunPython.noop),
        migrations.RunPython(number_milestones, migrations.RunPython.noop),
        migrations.AddConstraint(
            "milestone", models.UniqueConstraint(fields=["project", "number"], name="a_number_names_one_milestone")
        ),
    ]
