"""Synthetic projects are as the operations would have left them: sums, figures, progress, record."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone

from tests.factories import people
from zhitongche.config.scale import writing
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import Project, ProjectTally
from zhitongche.express.projects.operations.keeping import counted
from zhitongche.foundation.audit import verification

pytestmark = pytest.mark.django_db
PLACES = ("450422107205", "450421100201", "450102001001")


def test_projects_fill_a_database_whose_sums_are_right(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WORTH_PROCESSES", 1)
    for code in PLACES:
        people.place(code)
    call_command("scale", projects=60)
    assert Project.objects.count() == 60
    assert list(verification.verify().faults) == []
    assert sum(row["count"] for row in ProjectTally.objects.values("count")) == 60
    assert operations.recount(now=timezone.now()) == 0
    assert counted()
    for project in Project.objects.all():
        sums = project.funding.aggregate(
            planned=Sum("planned_amount"), committed=Sum("committed_amount"), spent=Sum("spent_amount")
        )
        assert sums == {
            "planned": project.planned_amount,
            "committed": project.committed_amount,
            "spent": project.spent_amount,
        }
        done = [one.weight for one in project.milestones.all() if one.done_on]
        assert project.progress == sum(done, Decimal(0))
        assert project.events.count() == project.event_count


def test_a_second_filling_goes_on_where_the_first_ended(committed: str) -> None:
    people.place(PLACES[0])
    call_command("scale", projects=5)
    call_command("scale", projects=5)
    assert Project.objects.count() == len(set(Project.objects.values_list("number", flat=True))) == 10
    assert list(verification.verify().faults) == []
