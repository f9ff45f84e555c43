"""Standing still, handing over, and leaders' instructions: what each leaves behind, whose duty it is, and when."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import projects
from tests.factories.projects import LATER, NOW, TODAY, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import GatePolicy, Project, ProjectFile, ProjectInstruction
from zhitongche.express.projects.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db

REASON = {"reason": "因雨季停工。"}


def kept(project: Project) -> Project:
    """The project as the database holds it."""
    return Project.objects.get(pk=project.pk)


# ---- suspend, resume, hand over --------------------------------------------------------------------------------------


def test_suspend_and_resume_hold_every_step_forward(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    operations.suspend(project, by=cast.organizer, now=NOW, **REASON)
    assert (kept(project).is_suspended, kept(project).state) == (True, "under_way")
    with pytest.raises(NotNow):
        operations.report_progress(project, by=cast.secretary, now=NOW)
    operations.resume(project, by=cast.organizer, now=NOW, **REASON)
    operations.report_progress(project, by=cast.secretary, now=NOW)
    assert not kept(project).is_suspended


@pytest.mark.parametrize("verb", ["suspend", "resume"])
def test_standing_still_keeps_the_reason(project: Project, cast: Cast, verb: str) -> None:
    operations.suspend(project, by=cast.organizer, now=NOW, reason="汛期。")
    if verb == "resume":
        operations.resume(project, by=cast.city, now=LATER, reason="汛期已过。")
    event = project.events.order_by("sequence").last()
    assert (event.action, event.body) == (verb, {"reason": "汛期。" if verb == "suspend" else "汛期已过。"})
    assert kept(project).is_suspended == (verb == "suspend")


@pytest.mark.parametrize("verb", ["suspend", "resume"])
def test_standing_still_is_the_organizers_duty(project: Project, cast: Cast, verb: str) -> None:
    for other in (cast.secretary, cast.township, cast.leader, cast.finance, cast.stranger):
        with pytest.raises(NotYourDuty):
            getattr(operations, verb)(project, by=other, now=NOW, **REASON)


@pytest.mark.parametrize("verb", ["suspend", "resume"])
def test_standing_still_is_refused_where_it_is_so_already_or_over(project: Project, cast: Cast, verb: str) -> None:
    act = getattr(operations, verb)
    if verb == "suspend":
        act(project, by=cast.organizer, now=NOW, **REASON)
    for thing in (project, projects.brought_to(State.ACCEPTED, cast)):
        with pytest.raises(NotNow):
            act(thing, by=cast.organizer, now=NOW, **REASON)


def test_hand_over_names_who_keeps_it_and_shows_the_paper(cast: Cast) -> None:
    project = projects.brought_to(State.HANDED_OVER, cast)
    fresh = kept(project)
    assert (fresh.state, fresh.custodian, fresh.is_open) == ("handed_over", "建新村股份经济合作社", False)
    assert fresh.handed_over_on == TODAY
    assert ProjectFile.objects.filter(project=project, side="paper").count() == 1
    assert operations.recount(now=NOW) == 0


def test_hand_over_asks_for_the_acceptance_paper_unless_it_is_waived(cast: Cast) -> None:
    project = projects.brought_to(State.ACCEPTED, cast)
    with pytest.raises(BadInput) as bad:
        operations.hand_over(project, by=cast.secretary, now=NOW, custodian="村集体")
    assert set(bad.value.faults) == {"papers"}
    GatePolicy.objects.create(region=cast.organizer.region, gate="hand_over", waived=["paper"])
    operations.hand_over(project, by=cast.secretary, now=NOW, custodian="村集体")
    assert kept(project).state == "handed_over"


def test_hand_over_is_the_duty_of_secretary_township_and_organizer(cast: Cast) -> None:
    project = projects.brought_to(State.ACCEPTED, cast)
    for other in (cast.member, cast.neighbour, cast.leader, cast.finance, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.hand_over(project, by=other, now=NOW, custodian="村集体")


def test_hand_over_is_refused_before_the_works_are_accepted(cast: Cast) -> None:
    for state in (State.PLANNED, State.UNDER_WAY, State.HANDED_OVER):
        with pytest.raises(NotNow):
            project = projects.brought_to(state, cast)
            operations.hand_over(project, by=cast.secretary, now=NOW, custodian="村集体")


# ---- instructions ----------------------------------------------------------------------------------------------------

Instruct = Callable[..., Project]


@pytest.fixture
def instruct(project: Project) -> Instruct:
    def leave(by: Posting, **told: Any) -> Project:
        given = {"text": "请财政局一周内落实。", "due_on": TODAY + timedelta(days=7)} | told
        return operations.instruct(project, by=by, now=NOW, **given)

    return leave


def test_instruct_keeps_the_leaders_words_and_the_oldest_is_answered_first(cast: Cast, instruct: Instruct) -> None:
    project = instruct(cast.leader)
    instruct(cast.organizer, text="第二条。", leader="林县长", photos=[projects.photo(cast.organizer)])
    operations.answer_instruction(project, by=cast.secretary, now=LATER, text="已落实20万元。")
    first, second = ProjectInstruction.objects.order_by("pk")
    assert (first.leader_name, first.answer, first.answered_at) == ("林县", "已落实20万元。", LATER)
    assert (second.leader_name, second.answered_at) == ("林县长", None)
    operations.answer_instruction(project, by=cast.organizer, now=LATER, text="已办。")
    assert AuditRecord.objects.filter(action="project.answer_instruction").count() == 2


def test_instruct_for_a_leader_names_the_leader_and_shows_the_paper(cast: Cast, instruct: Instruct) -> None:
    with pytest.raises(BadInput) as bad:
        instruct(cast.organizer, due_on=TODAY - timedelta(days=1))
    assert set(bad.value.faults) == {"leader", "photos", "due_on"}
    with pytest.raises(BadInput):
        instruct(cast.leader, due_on=date(9999, 12, 31))
    assert not ProjectInstruction.objects.exists()


def test_instruct_is_the_duty_of_leaders_and_organizers_of_its_places(cast: Cast, instruct: Instruct) -> None:
    for other in (cast.secretary, cast.township, cast.finance, cast.stranger):
        with pytest.raises(NotYourDuty):
            instruct(other)


def test_instruct_is_possible_in_every_state_and_loses_to_whoever_was_faster(cast: Cast) -> None:
    """No state forbids it: NotNow comes only from an act in between."""
    project = projects.brought_to(State.HANDED_OVER, cast)
    stale = Project.objects.get(pk=project.pk)
    told = {"text": "请总结经验。", "due_on": TODAY}
    operations.instruct(project, by=cast.leader, now=NOW, **told)
    stale.state = State.ACCEPTED
    with pytest.raises(NotNow):
        operations.instruct(stale, by=cast.leader, now=NOW, **told)


def test_answer_instruction_keeps_the_answer_beside_the_words(cast: Cast, instruct: Instruct) -> None:
    operations.answer_instruction(instruct(cast.leader), by=cast.city, now=LATER, text="已到位。")
    one = ProjectInstruction.objects.get()
    assert (one.text, one.answer, one.answered_at) == ("请财政局一周内落实。", "已到位。", LATER)


def test_answer_instruction_is_the_duty_of_secretary_and_organizer(cast: Cast, instruct: Instruct) -> None:
    project = instruct(cast.leader)
    for other in (cast.leader, cast.member, cast.township, cast.neighbour, cast.finance, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.answer_instruction(project, by=other, now=NOW, text="已办。")


def test_answer_instruction_is_refused_where_none_waits(cast: Cast, project: Project, instruct: Instruct) -> None:
    with pytest.raises(NotNow):
        operations.answer_instruction(project, by=cast.secretary, now=NOW, text="已办。")
    instruct(cast.leader)
    operations.answer_instruction(project, by=cast.secretary, now=NOW, text="已办。")
    with pytest.raises(NotNow):
        operations.answer_instruction(project, by=cast.secretary, now=NOW, text="已办。")
