"""A project's approvals: added from the library, handed in, decided; their clock, their papers, their order."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import approvals, projects
from tests.factories.approvals import approval, granted, needed, paper, take
from tests.factories.projects import NOW, TODAY, VILLAGE, Cast
from zhitongche.express.approvals import operations as library
from zhitongche.express.approvals.models import Material
from zhitongche.express.projects import handling
from zhitongche.express.projects.handling import TURNS, Step
from zhitongche.express.projects.models import ApprovalMaterial, ApprovalStep, Project, ProjectApproval, ProjectEvent
from zhitongche.express.projects.operations import approving as operations
from zhitongche.express.projects.operations.papers import months_after
from zhitongche.foundation.audit import verification
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.files.operations import purge_unattached
from zhitongche.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
State, Holder = ProjectApproval.State, ProjectApproval.Holder


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


# ---- adding --------------------------------------------------------------------------------------------------------


def test_add_approval_keeps_the_version_and_who_decides(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "permit", "water")
    rows = ProjectApproval.objects.filter(project=project).order_by("position")
    assert [(one.code, one.position, one.state, one.holder, one.department_id) for one in rows] == [
        ("land", 1, "needed", "village", cast.planning.department_id),
        ("permit", 2, "needed", "nobody", cast.planning.department_id),
        ("water", 3, "needed", "village", None),
    ]
    fresh = Project.objects.get(pk=project.pk)
    assert (fresh.approval_count, fresh.pending_approval_count) == (3, 3)
    assert ProjectEvent.objects.get(project=project, action="add_approval").body["items"] == ["land", "permit", "water"]
    assert AuditRecord.objects.filter(action="project.add_approval").count() == 1


def test_add_approval_keeps_its_version_when_the_library_changes(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    library.revise_item(approvals.item("land"), by=cast.organizer, now=NOW, **approvals.VERSION)
    assert approval(project, "land").item.limit_days == 20
    other = projects.planned(cast.secretary)
    needed(other, cast.secretary, "land")
    assert approval(other, "land").item.limit_days == 5


def test_add_approval_takes_another_department_and_more_predecessors(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "filing")
    needed(project, cast.secretary, "water", department="450422-11", predecessors=["filing"])
    water = approval(project, "water")
    assert (water.department, water.predecessors, water.holder) == (cast.finance.department, ["filing"], "nobody")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"item": "gold"}, "item"),
        ({"item": ["land", "gold"]}, "item"),
        ({"item": "land", "department": "370681-01"}, "department"),
        ({"item": "land", "predecessors": ["permit"]}, "predecessors"),
        ({"item": "land", "predecessors": ["land"]}, "predecessors"),
    ],
)
def test_add_approval_names_what_cannot_be(project: Project, cast: Cast, told: dict[str, Any], field: str) -> None:
    approvals.load()
    with pytest.raises(BadInput) as bad:
        operations.add_approval(project, by=cast.secretary, now=NOW, **told)
    assert list(bad.value.faults) == [field]
    assert not ProjectApproval.objects.exists()
    assert Project.objects.get(pk=project.pk).approval_count == 0


def test_add_approval_refuses_a_circle_and_names_it(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "permit", "works")
    with pytest.raises(BadInput) as bad:
        operations.add_approval(project, by=cast.secretary, now=NOW, item="land", predecessors=["works"])
    said = str(bad.value.faults["predecessors"])
    assert said.count("→") == 3
    for name in ("用地预审", "乡村建设规划许可证", "施工许可"):
        assert name in said


def test_add_approval_adds_an_item_once(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    with pytest.raises(NotNow):
        operations.add_approval(project, by=cast.secretary, now=NOW, item=["water", "land"])
    assert ProjectApproval.objects.count() == 1


def test_add_approval_waits_for_no_accepted_works(project: Project, cast: Cast) -> None:
    approvals.load()
    Project.objects.filter(pk=project.pk).update(state="accepted")
    project.refresh_from_db()
    with pytest.raises(NotNow):
        operations.add_approval(project, by=cast.secretary, now=NOW, item="land")


def test_add_approval_is_a_keepers_duty(project: Project, cast: Cast) -> None:
    approvals.load()
    for stranger in (cast.planning, cast.leader, cast.neighbour, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.add_approval(project, by=stranger, now=NOW, item="land")


# ---- the way of an approval ----------------------------------------------------------------------------------------


def test_update_approval_goes_from_handing_in_to_the_grant(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "permit")
    submitted = take(project, "submit", cast.secretary, later=1)
    assert (submitted.state, submitted.holder, submitted.held_since) == ("submitted", "office", on(1))
    accepted = take(project, "accept", cast.planning, later=2)
    due = workdays().add(on(2), 20)
    assert (accepted.accepted_on, accepted.due_on, accepted.held_since) == (on(2), due, on(1))
    decided = take(project, "grant", cast.planning, later=12)
    assert (decided.state, decided.holder, decided.decided_on, decided.due_on) == ("granted", "nobody", on(12), None)
    assert decided.used_days == workdays().between(on(2), on(12))
    # What waited for it is the village's now.
    permit = approval(project, "permit")
    assert (permit.holder, permit.held_since) == ("village", on(12))
    fresh = Project.objects.get(pk=project.pk)
    assert (fresh.approval_count, fresh.pending_approval_count) == (2, 1)
    steps = ApprovalStep.objects.filter(approval=decided).values_list("sequence", "step", "before", "after")
    assert list(steps) == [
        (1, "submit", "needed", "submitted"),
        (2, "accept", "submitted", "accepted"),
        (3, "grant", "accepted", "granted"),
    ]
    assert [one.body["step"] for one in ProjectEvent.objects.filter(project=project, action="update_approval")] == [
        "submit",
        "accept",
        "grant",
    ]
    assert verification.verify().holds


def test_update_approval_stops_the_clock_while_papers_are_waited_for(project: Project, cast: Cast) -> None:
    days = workdays()
    needed(project, cast.secretary, "land")
    take(project, "submit", cast.secretary)
    take(project, "accept", cast.planning)
    asked = take(project, "ask_supplement", cast.planning, later=7)
    assert (asked.state, asked.holder, asked.due_on, asked.paused_on) == ("supplement", "village", None, on(7))
    assert asked.used_days == days.between(TODAY, on(7)) == 5
    supplied = take(project, "supply", cast.secretary, later=30)
    assert (supplied.state, supplied.held_since, supplied.paused_on) == ("accepted", on(30), None)
    assert supplied.due_on == days.add(on(30), 15)
    refused = take(project, "refuse", cast.planning, later=37)
    assert (refused.used_days, refused.holder) == (10, "village")
    again = take(project, "resubmit", cast.secretary, later=40)
    assert (again.used_days, again.accepted_on, again.decided_on, again.submitted_on) == (0, None, None, on(40))


def test_update_approval_asks_for_papers_before_accepting_without_any_clock(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    take(project, "submit", cast.secretary)
    asked = take(project, "ask_supplement", cast.planning, later=1)
    assert (asked.used_days, asked.paused_on) == (0, None)
    assert take(project, "supply", cast.secretary, later=2).state == "submitted"


def test_what_is_not_needed_frees_what_waits_for_it_and_may_be_needed_after_all(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "permit")
    assert take(project, "not_need", cast.secretary).state == "not_needed"
    assert approval(project, "permit").holder == "village"
    assert Project.objects.get(pk=project.pk).pending_approval_count == 1
    assert take(project, "submit", cast.secretary, later=1).state == "submitted"
    assert approval(project, "permit").holder == "nobody"
    assert Project.objects.get(pk=project.pk).pending_approval_count == 2


def test_update_approval_waits_for_what_comes_first_and_names_it(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "permit", "works")
    with pytest.raises(NotNow) as refused:
        take(project, "submit", cast.secretary, "works")
    assert "乡村建设规划许可证" in str(refused.value)
    assert "用地预审" not in str(refused.value)
    granted(project, cast, "land")
    assert take(project, "submit", cast.secretary, "permit").state == "submitted"


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("step", Step.values)
def test_update_approval_follows_the_table_and_nothing_else(
    project: Project, cast: Cast, step: str, state: str
) -> None:
    needed(project, cast.secretary, "water")
    ProjectApproval.objects.update(state=state, accepted_on=TODAY if state == "accepted" else None)
    turn = TURNS[Step(step)]
    if state in turn.starts:
        assert take(project, step, cast.secretary, "water").state == (turn.end or State.SUBMITTED)
        return
    with pytest.raises(NotNow) as refused:
        take(project, step, cast.secretary, "water")
    assert refused.value.state == state


def test_update_approval_belongs_to_the_village_and_to_the_office(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "water")
    for by in (cast.planning, cast.leader, cast.neighbour):
        with pytest.raises(NotYourDuty):
            take(project, "submit", by)
    take(project, "submit", cast.township)
    for by in (cast.secretary, cast.organizer, cast.finance, cast.stranger):
        with pytest.raises(NotYourDuty):
            take(project, "accept", by)
    assert take(project, "accept", cast.planning).state == "accepted"
    # Nobody of the product decides about water: those who keep the project enter what the office did.
    take(project, "submit", cast.member, "water")
    assert take(project, "accept", cast.organizer, "water").state == "accepted"
    with pytest.raises(NotYourDuty):
        take(project, "grant", cast.planning, "water")


def test_update_approval_needs_an_approval(project: Project, cast: Cast) -> None:
    with pytest.raises(NotNow):
        take(project, "submit", cast.secretary)
    needed(project, cast.secretary, "land")
    with pytest.raises(BadInput) as bad:
        take(project, "submit", cast.secretary, "gold")
    assert list(bad.value.faults) == ["approval"]
    with pytest.raises(BadInput) as bad:
        take(project, "explode", cast.secretary)
    assert list(bad.value.faults) == ["step"]


def test_update_approval_lies_neither_in_the_future_nor_before_the_step_before(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    with pytest.raises(BadInput):
        take(project, "submit", cast.secretary, on=on(1))
    take(project, "submit", cast.secretary, on=on(-20))
    take(project, "accept", cast.planning, on=on(-10))
    with pytest.raises(BadInput) as bad:
        take(project, "grant", cast.planning, on=on(-11))
    assert list(bad.value.faults) == ["on"]
    assert take(project, "grant", cast.planning, on=on(-10)).used_days == 0


@pytest.mark.parametrize("step", [step.value for step, turn in TURNS.items() if turn.needs_note])
def test_update_approval_says_why(project: Project, cast: Cast, step: str) -> None:
    needed(project, cast.secretary, "water")
    if step != "not_need":
        take(project, "submit", cast.secretary, "water")
    with pytest.raises(BadInput) as bad:
        take(project, step, cast.secretary, "water", note="  ")
    assert list(bad.value.faults) == ["note"]


def test_the_other_side_hears_of_a_step(project: Project, cast: Cast) -> None:
    needed(project, cast.township, "land")
    take(project, "submit", cast.township)
    assert Notice.objects.filter(person=cast.planning.person, action="project.update_approval").count() == 1
    take(project, "ask_supplement", cast.planning)
    notice = Notice.objects.get(person=cast.secretary.person, action="project.update_approval")
    assert (notice.is_urgent, notice.title) == (True, "六堡茶园灌溉提升 · 用地预审")


def test_holders_follow_from_the_states() -> None:
    assert {state: handling.holder_of(state, is_ready=True) for state in State} == {
        State.NEEDED: Holder.VILLAGE,
        State.SUBMITTED: Holder.OFFICE,
        State.ACCEPTED: Holder.OFFICE,
        State.SUPPLEMENT: Holder.VILLAGE,
        State.REFUSED: Holder.VILLAGE,
        State.GRANTED: Holder.NOBODY,
        State.NOT_NEEDED: Holder.NOBODY,
    }


# ---- papers --------------------------------------------------------------------------------------------------------


def test_a_paper_is_given_once_and_serves_again_while_it_is_valid(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "water")
    file = approvals.file_of(cast.secretary)
    take(
        project, "submit", cast.secretary, materials=[{"code": "village_resolution", "file": file, "issued_on": TODAY}]
    )
    kept = Material.objects.get()
    assert (kept.village_id, kept.name, kept.valid_until) == (VILLAGE, "村民会议决议", date(2027, 5, 20))
    take(project, "submit", cast.secretary, "water", materials=[{"code": "village_resolution", "material": kept.pk}])
    assert ApprovalMaterial.objects.filter(material=kept).count() == 2
    # Another project of the village, too; and the file is nobody's to purge.
    other = projects.planned(cast.secretary)
    needed(other, cast.secretary, "land")
    take(other, "submit", cast.secretary, materials=[{"code": "village_resolution", "material": kept.pk}])
    assert purge_unattached(NOW + timedelta(days=30)) == 0
    assert Attachment.objects.filter(pk=file).exists()
    assert AuditRecord.objects.filter(action="material.give").count() == 1


def test_a_paper_handed_in_twice_hangs_once(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    kept = paper(VILLAGE, cast.secretary)
    told = {"code": "village_resolution", "material": kept.pk}
    take(project, "submit", cast.secretary, materials=[told, told])
    take(project, "ask_supplement", cast.planning)
    take(project, "supply", cast.secretary, materials=[told])
    assert ApprovalMaterial.objects.count() == 1


def test_a_paper_that_cannot_serve_is_refused_and_nothing_is_written(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    old = paper(VILLAGE, cast.secretary, issued=on(-400), until=on(-1))
    theirs = paper("450422107206", cast.neighbour)
    code, file = "village_resolution", approvals.file_of(cast.secretary)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"code": code, "material": old.pk}, "materials.0.material"),
        ({"code": code, "material": theirs.pk}, "materials.0.material"),
        ({"code": code, "material": 10**9}, "materials.0.material"),
        ({"code": "boundary_map", "material": old.pk}, "materials.0.material"),
        ({"code": "gold", "file": file}, "materials.0.code"),
        ({"code": code}, "materials.0"),
        ({"code": code, "file": file, "material": old.pk}, "materials.0"),
        ({"code": code, "file": approvals.file_of(cast.neighbour)}, "materials.0.file"),
        ({"code": code, "file": file, "issued_on": on(1)}, "materials.0.issued_on"),
        ({"code": code, "file": file, "issued_on": on(-400)}, "materials.0.valid_until"),
    ]
    for told, field in cases:
        with pytest.raises(BadInput) as bad:
            take(project, "submit", cast.secretary, materials=[told])
        assert list(bad.value.faults) == [field], told
    assert not ApprovalStep.objects.exists()
    assert Attachment.objects.get(pk=file).attached_at is None


def test_papers_come_with_handing_in_only(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    take(project, "submit", cast.secretary)
    kept = paper(VILLAGE, cast.secretary)
    with pytest.raises(BadInput) as bad:
        take(project, "accept", cast.planning, materials=[{"code": "village_resolution", "material": kept.pk}])
    assert list(bad.value.faults) == ["materials"]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 5, 20), 12, date(2027, 5, 20)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_after_keeps_to_the_months_last_day(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then
