"""Projects on the to-do page: each verb at whoever's turn it is, the report by the day it is owed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import projects
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.todo import queries, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return projects.cast()


def waiting(posting: Posting, on: date = TODAY) -> dict[str, list[str]]:
    """The numbers that wait under each verb."""
    found = queries.sections([posting.as_of(on)], on)
    return {one.verb: [task.thing.number for task in one.tasks] for one in found}


def test_what_is_planned_waits_for_the_secretary_to_submit(cast: Cast) -> None:
    project = projects.ready(cast)
    assert waiting(cast.secretary)["submit"] == [project.number]
    operations.submit(project, by=cast.secretary, now=NOW)
    assert "submit" not in waiting(cast.secretary)
    assert waiting(cast.organizer)["admit"] == [project.number]
    assert "admit" not in waiting(cast.city)


def test_works_that_are_done_wait_for_the_organizer(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    Project.objects.update(progress=100)
    assert waiting(cast.organizer)["accept_work"] == [project.number]


def test_what_is_accepted_waits_to_be_handed_over(cast: Cast) -> None:
    project = projects.brought_to(State.ACCEPTED, cast)
    assert waiting(cast.secretary)["hand_over"] == [project.number]


def test_the_monthly_report_waits_in_the_month_it_is_owed(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    owed = Project.objects.get(pk=project.pk).report_on
    assert owed is not None
    first = owed.replace(day=1)
    assert "report_progress" not in waiting(cast.secretary, first - timedelta(days=1))
    assert waiting(cast.secretary, first)["report_progress"] == [project.number]
    late = queries.sections([cast.secretary.as_of(owed + timedelta(days=1))], owed + timedelta(days=1))
    task = next(one for one in late if one.verb == "report_progress").tasks[0]
    assert (task.thing.due_on, task.urgency) == (owed, queries.Urgency.OVERDUE)


def test_an_instruction_waits_for_its_answer(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    operations.instruct(project, by=cast.leader, now=NOW, text="请本周到村。", due_on=TODAY + timedelta(days=7))
    for posting in (cast.secretary, cast.organizer):
        assert waiting(posting)["answer_instruction"] == [project.number]


def test_a_notice_of_a_project_is_a_sentence_that_leads_to_it(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    notice = Notice.objects.get(person=cast.organizer.person_id, action="project.submit")
    assert project.title in sentences.sentence(notice)
    assert sentences.address(notice) == f"/projects/{project.number}/"
    assert timezone.is_aware(notice.at)
