"""Many hands on one approval at one moment: one counts, the others are told so."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.factories import approvals, people, projects
from tests.factories.approvals import approval, needed, take
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects.models import ApprovalStep, Project, ProjectApproval, ProjectEvent
from zhitongche.express.projects.operations import approving as operations
from zhitongche.foundation.audit import verification

pytestmark = pytest.mark.django_db
InThreads = Callable[..., list[Any]]
HANDS = 8


@pytest.fixture
def cast(committed: str) -> Cast:
    """The people of the story, in a database whose commits are real."""
    return projects.cast()


@pytest.fixture
def project(cast: Cast) -> Project:
    return projects.planned(cast.secretary)


def told(answers: Sequence[Any]) -> Counter[str]:
    return Counter(type(one).__name__ for one in answers)


def test_two_officers_who_decide_one_approval_at_once_decide_it_once(
    cast: Cast, project: Project, in_threads: InThreads
) -> None:
    needed(project, cast.secretary, "land", "permit")
    take(project, "submit", cast.secretary)
    take(project, "accept", cast.planning)
    officers = [people.posting("department_liaison", cast.planning.department) for _ in range(HANDS)]

    def decide(number: int) -> Any:
        return take(project, ("grant", "refuse")[number % 2], officers[number])

    assert told(in_threads(decide, HANDS)) == {"ProjectApproval": 1, "NotNow": HANDS - 1}
    decided = approval(project, "land")
    assert ApprovalStep.objects.filter(approval=decided).count() == decided.step_count == 3
    assert ProjectEvent.objects.filter(project=project, action="update_approval").count() == 3
    fresh = Project.objects.get(pk=project.pk)
    assert fresh.pending_approval_count == (1 if decided.state == "granted" else 2)
    assert verification.verify().holds


def test_both_predecessors_granted_at_once_free_what_waits_for_them(
    cast: Cast, project: Project, in_threads: InThreads
) -> None:
    needed(project, cast.secretary, "filing", "water")
    needed(project, cast.secretary, "land", predecessors=["filing", "water"])
    for code in ("filing", "water"):
        take(project, "submit", cast.secretary, code)
        take(project, "accept", cast.secretary, code)
    assert approval(project, "land").holder == "nobody"
    answers = in_threads(lambda number: take(project, "grant", cast.secretary, ("filing", "water")[number]), 2)
    assert told(answers) == {"ProjectApproval": 2}
    assert approval(project, "land").holder == "village"
    assert Project.objects.get(pk=project.pk).pending_approval_count == 1


def test_an_item_added_by_many_at_once_is_added_once(cast: Cast, project: Project, in_threads: InThreads) -> None:
    approvals.load()

    def add(number: int) -> Any:
        item = ["land", ("water", "filing")[number % 2]]
        return operations.add_approval(Project.objects.get(pk=project.pk), by=cast.secretary, now=NOW, item=item)

    assert told(in_threads(add, HANDS)) == {"Project": 1, "NotNow": HANDS - 1}
    fresh = Project.objects.get(pk=project.pk)
    assert fresh.approval_count == fresh.pending_approval_count == ProjectApproval.objects.count() == 2


def test_approvals_of_one_project_move_side_by_side(cast: Cast, project: Project, in_threads: InThreads) -> None:
    codes = ["land", "water", "filing"]
    needed(project, cast.secretary, *codes)
    answers = in_threads(lambda number: take(project, "submit", cast.secretary, codes[number]), len(codes))
    assert told(answers) == {"ProjectApproval": 3}
    events = ProjectEvent.objects.filter(project=project).order_by("sequence").values_list("sequence", flat=True)
    assert list(events) == [1, 2, 3, 4, 5]
