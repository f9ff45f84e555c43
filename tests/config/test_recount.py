"""`ztc recount` mends kept figures and says how many were wrong."""

import pytest
from django.core.management import call_command

from tests.factories import projects
from zhitongche.express.problems.models import MonthTally
from zhitongche.express.projects.models import Project, ProjectTally
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db


def test_recount_says_how_many_were_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    projects.planned(projects.cast().secretary)
    ProjectTally.objects.update(count=5)
    Project.objects.update(problem_count=2)
    SearchDocument.objects.all().delete()
    MonthTally.objects.create(digits=6, place="450422", month="2026-03-01", closing_count=7)
    for wrong in (1, 0):
        call_command("recount")
        said = capsys.readouterr().out.splitlines()
        assert [int(line.rpartition(" ")[2]) for line in said] == [wrong] * 4
    assert ProjectTally.objects.get(count=1)
    assert MonthTally.objects.get().closing_count == 0
