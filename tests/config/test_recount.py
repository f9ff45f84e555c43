"""`ztc recount` mends kept figures and says how many were wrong."""

import pytest
from django.core.management import call_command

from tests.factories import projects
from zhitongche.express.projects.models import Project, ProjectTally

pytestmark = pytest.mark.django_db


def test_recount_says_how_many_were_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    projects.planned(projects.cast().secretary)
    ProjectTally.objects.update(count=5)
    Project.objects.update(problem_count=2)
    for wrong in (1, 0):
        call_command("recount")
        said = capsys.readouterr().out.splitlines()
        assert [int(line.rpartition(" ")[2]) for line in said] == [wrong, wrong]
    assert ProjectTally.objects.get(count=1)
