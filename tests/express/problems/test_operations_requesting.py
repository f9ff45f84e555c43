"""退单、转办、延期、暂停计时: what the lead asks, what the organizer decides, what a department's leader approves."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import files, people, problems
from tests.factories.problems import BODIES, DUE, LATER, NOW, PLAN, TODAY, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Claim, Problem, ProblemEvent, ProblemFile, Rectification, Request
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
ASKED = ["hand_back", "transfer", "extend", "pause"]
LATE = DUE + timedelta(days=10)


def told(action: str) -> set[int]:
    return set(Notice.objects.filter(action=action).values_list("person_id", flat=True))


def decide(problem: Problem, request: int, cast: Cast, granted: bool = True, **more: Any) -> Problem:
    given = {"now": LATER, "reason": "经研究，请照办。"} | more
    operations.decide(problem, by=cast.organizer, request=request, granted=granted, **given)
    return Problem.objects.get(pk=problem.pk)


def after(cast: Cast, verb: str, granted: bool = True, **facts: Any) -> Problem:
    return decide(*problems.requested(cast, verb, **facts), cast, granted)


@pytest.fixture
def chief(cast: Cast) -> Posting:
    """The leader of the power department, in a county whose leaders approve."""
    problems.with_approval()
    return people.posting("department_leader", cast.power.department)


# ---- asking --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ASKED)
def test_each_request_leaves_the_state_and_waits_for_the_organizer(verb: str, cast: Cast) -> None:
    problem, key = problems.requested(cast, verb)
    request = Request.objects.get(pk=key)
    assert (problem.state, problem.lead, problem.due_on) == (State.IN_PROGRESS, cast.power.department, DUE)
    assert (request.verb, request.decided, request.department) == (verb, None, cast.power.department)
    assert told(f"problem.{verb}") == {cast.organizer.person_id}
    assert queries.waiting_for_decide(cast.organizer).get() == problem
    assert ProblemEvent.objects.filter(problem=problem).latest("sequence").action == verb


@pytest.mark.parametrize("verb", ASKED)
def test_each_request_is_asked_once_until_it_is_decided(verb: str, cast: Cast) -> None:
    problem, _key = problems.requested(cast, verb)
    with pytest.raises(NotNow):
        act(verb, problem, cast.power)
    assert Request.objects.count() == 1


@pytest.mark.parametrize("verb", [*ASKED, "resume"])
def test_each_request_is_the_leads(verb: str, cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    for other in (cast.water, cast.secretary):
        with pytest.raises(NotYourDuty):
            act(verb, problem, other)


@pytest.mark.parametrize("verb", [*ASKED, "resume"])
@pytest.mark.parametrize("state", [State.CLOSING, State.CLOSED])
def test_each_request_wants_work_in_progress(verb: str, state: State, cast: Cast) -> None:
    with pytest.raises(NotNow):
        act(verb, problems.problem(cast, state), cast.power)


@pytest.mark.parametrize(
    ("verb", "change", "field"),
    [
        ("transfer", {"department": "450422-01"}, "department"),
        ("transfer", {"department": "450421-01"}, "department"),
        ("extend", {"due_on": DUE}, "due_on"),
        ("pause", {"until": TODAY}, "until"),
    ],
)
def test_each_request_names_its_fault(verb: str, change: dict[str, Any], field: str, cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        problems.requested(cast, verb, **change)
    assert list(refused.value.faults) == [field]
    assert not Request.objects.exists()


def test_extend_after_the_promised_day_is_too_late(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    on_the_day = NOW.replace(month=6, day=10)
    with pytest.raises(NotNow):
        act("extend", problem, cast.power, now=on_the_day + timedelta(days=1))
    assert act("extend", problem, cast.power, now=on_the_day).state == State.IN_PROGRESS


def test_extend_is_granted_at_most_twice(cast: Cast) -> None:
    problem = after(cast, "extend")
    for turn in (2, 3):
        day = DUE + timedelta(days=10 * turn)
        if turn == 3:
            with pytest.raises(NotNow):
                operations.extend(problem, by=cast.power, now=LATER, reason="又下雨。", due_on=day)
            return
        operations.extend(problem, by=cast.power, now=LATER, reason="又下雨。", due_on=day)
        problem = decide(problem, Request.objects.get(decided_at=None).pk, cast)
    raise AssertionError("the third was granted")


def test_hand_back_is_asked_once_by_each_department(cast: Cast) -> None:
    problem = after(cast, "hand_back")
    problem = act("claim", problem, cast.power)
    with pytest.raises(NotNow):
        act("hand_back", problem, cast.power)


def test_pause_of_a_paused_clock_is_refused(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("pause", problems.paused(cast), cast.power)


# ---- deciding ------------------------------------------------------------------------------------------------------


def test_decide_lets_the_lead_go(cast: Cast) -> None:
    problem = after(cast, "hand_back")
    assert (problem.state, problem.lead, problem.bounce_count, problem.is_locked) == (State.POOLED, None, 1, False)
    assert problem.limit_from == TODAY + timedelta(days=1)
    assert Claim.objects.get().ended_at == LATER
    assert (Rectification.objects.get().state, Rectification.objects.get().is_dropped) == ("done", True)
    assert Request.objects.get().decided == "granted"
    assert cast.power.person_id in told("problem.decide")
    assert queries.waiting_for_ruling(cast.organizer).get() == problem


def test_decide_against_a_hand_back_is_a_ruling(cast: Cast) -> None:
    problem = after(cast, "hand_back", granted=False)
    assert (problem.state, problem.lead, problem.is_locked) == (State.IN_PROGRESS, cast.power.department, True)
    assert (Request.objects.get().decided, Request.objects.get().decision) == ("refused", "经研究，请照办。")
    for verb in ("hand_back", "transfer"):
        with pytest.raises(NotNow):
            act(verb, problem, cast.power)
    assert act("extend", problem, cast.power).is_locked


def test_decide_passes_it_on_with_the_same_day(cast: Cast) -> None:
    problem = after(cast, "transfer")
    assert (problem.state, problem.lead, problem.due_on) == (State.IN_PROGRESS, cast.water.department, DUE)
    assert (problem.is_assigned, problem.acknowledged_at) == (True, None)
    assert list(Claim.objects.order_by("pk").values_list("department__code", "ended_at", "due_on")) == [
        ("450422-01", LATER, DUE),
        ("450422-02", None, DUE),
    ]
    assert [(one.department.code, one.is_dropped) for one in Rectification.objects.order_by("pk")] == [
        ("450422-01", True),
        ("450422-02", False),
    ]
    assert told("problem.decide") >= {cast.power.person_id, cast.water.person_id}


def test_decide_moves_the_day_everywhere(cast: Cast) -> None:
    problem = after(cast, "extend")
    assert (problem.due_on, problem.extension_count) == (LATE, 1)
    assert (Claim.objects.get().due_on, Rectification.objects.get().due_on) == (LATE, LATE)
    refused = after(cast, "extend", granted=False)
    assert (refused.due_on, refused.extension_count) == (DUE, 0)


def test_decide_stops_the_clock_and_says_until_when(cast: Cast) -> None:
    problem = problems.paused(cast, until=date(2026, 6, 1))
    assert (problem.is_paused, problem.paused_on, problem.paused_until) == (
        True,
        TODAY + timedelta(days=1),
        date(2026, 6, 1),
    )
    assert problem.state == State.IN_PROGRESS


def test_decide_a_second_time_is_told_so(cast: Cast) -> None:
    problem, key = problems.requested(cast, "pause")
    stale = Problem.objects.get(pk=problem.pk)
    decide(problem, key, cast)
    with pytest.raises(NotNow):
        decide(stale, key, cast, granted=False)
    assert Request.objects.get().decided == "granted"


def test_decide_of_another_problems_request_is_a_fault(cast: Cast) -> None:
    _other, key = problems.requested(cast, "pause")
    problem, _key = problems.requested(cast, "pause")
    with pytest.raises(BadInput) as refused:
        decide(problem, key, cast)
    assert list(refused.value.faults) == ["request"]


def test_decide_is_the_organizers(cast: Cast) -> None:
    problem, key = problems.requested(cast, "pause")
    for other in (cast.power, people.posting("organizer", "450421"), people.posting("leader", "450422")):
        with pytest.raises(NotYourDuty):
            operations.decide(problem, by=other, now=LATER, request=key, granted=True, reason="同意。")


def test_decide_where_nothing_is_asked_is_too_early(cast: Cast) -> None:
    with pytest.raises(NotNow):
        decide(problems.problem(cast, State.IN_PROGRESS), 1, cast)


def test_what_was_asked_falls_away_with_the_state(cast: Cast) -> None:
    problem, key = problems.requested(cast, "pause")
    act("submit_closure", problem, cast.power)
    assert Request.objects.get(pk=key).decided == "lapsed"
    assert not queries.waiting_for_decide(cast.organizer).exists()


# ---- the clock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["power", "organizer"])
def test_resume_puts_every_limit_off_by_the_days_it_stood_still(who: str, cast: Cast) -> None:
    problem = act("resume", problems.paused(cast), getattr(cast, who), now=LATER + timedelta(days=7))
    # Five working days between the two Thursdays.
    assert (problem.is_paused, problem.paused_until, problem.due_on) == (False, None, date(2026, 6, 17))
    assert (Claim.objects.get().due_on, Rectification.objects.get().due_on) == (problem.due_on, problem.due_on)


def test_resume_of_a_running_clock_is_refused(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("resume", problems.problem(cast, State.IN_PROGRESS), cast.power)


def test_resume_comes_by_itself_on_the_day_and_once(cast: Cast) -> None:
    until = TODAY + timedelta(days=8)
    problem = problems.paused(cast, until=until)
    open_ended = problems.paused(cast)
    assert operations.resume_paused(now=NOW + timedelta(days=7)) == 0
    assert operations.resume_paused(now=NOW + timedelta(days=8)) == 1
    assert operations.resume_paused(now=NOW + timedelta(days=9)) == 0
    event = ProblemEvent.objects.filter(problem=problem).latest("sequence")
    assert (event.action, event.posting) == ("resume", None)
    assert Problem.objects.get(pk=open_ended.pk).is_paused


# ---- the leader's approval -----------------------------------------------------------------------------------------


def test_claim_waits_for_the_leader_where_the_place_wants_it(cast: Cast, chief: Posting) -> None:
    problem = act("claim", problems.problem(cast, State.POOLED), cast.power)
    assert (problem.state, problem.lead, Claim.objects.count()) == (State.POOLED, None, 0)
    assert told("problem.ask_approval") == {chief.person_id}
    assert queries.waiting_for_approve(chief).get() == problem
    assert AuditRecord.objects.filter(action="problem.ask_approval").count() == 1
    with pytest.raises(NotNow):
        act("claim", problem, cast.power)


def answer(verb: str, problem: Problem, chief: Posting, **body: Any) -> Problem:
    key = Request.objects.get(problem=problem, decided_at=None).pk
    getattr(operations, verb)(problem, by=chief, now=LATER, request=key, **body)
    return Problem.objects.get(pk=problem.pk)


def test_approve_does_it_in_the_liaisons_name(cast: Cast, chief: Posting) -> None:
    problem = act("claim", problems.problem(cast, State.POOLED), cast.power)
    problem = answer("approve", problem, chief)
    event = ProblemEvent.objects.get(problem=problem, action="claim")
    record = AuditRecord.objects.get(action="problem.claim", subject_id=problem.number)
    assert (problem.state, problem.lead, problem.due_on) == (State.IN_PROGRESS, cast.power.department, DUE)
    assert (event.posting, event.body["measures"]) == (cast.power, PLAN["measures"])
    assert f'"approved_by":{chief.pk}' in record.facts
    assert told("problem.approve") == {cast.power.person_id}


def test_approve_checks_the_rules_again(cast: Cast, chief: Posting) -> None:
    problem = act("claim", problems.problem(cast, State.POOLED), cast.power)
    key = Request.objects.get().pk
    Posting.objects.filter(pk=cast.power.pk).update(ends_on=TODAY)
    with pytest.raises(NotNow):
        operations.approve(problem, by=chief, now=LATER, request=key)
    assert Request.objects.get().decided is None


def test_approve_comes_too_late_where_another_department_leads(cast: Cast, chief: Posting) -> None:
    other = people.posting("department_leader", cast.water.department)
    problem = problems.problem(cast, State.POOLED)
    act("claim", problem, cast.power)
    mine = Request.objects.get().pk
    act("claim", Problem.objects.get(pk=problem.pk), cast.water)
    theirs = Request.objects.get(department=cast.water.department).pk
    operations.approve(Problem.objects.get(pk=problem.pk), by=other, now=LATER, request=theirs)
    with pytest.raises(NotNow):
        operations.approve(Problem.objects.get(pk=problem.pk), by=chief, now=LATER, request=mine)
    assert Request.objects.get(pk=mine).decided == "lapsed"


def test_approve_is_the_leader_of_the_own_department(cast: Cast, chief: Posting) -> None:
    problem = act("claim", problems.problem(cast, State.POOLED), cast.power)
    key = Request.objects.get().pk
    for verb in ("approve", "disapprove"):
        with pytest.raises(NotYourDuty):
            getattr(operations, verb)(problem, by=cast.power, now=LATER, request=key, reason="……")
        with pytest.raises(NotNow):
            other = people.posting("department_leader", cast.water.department)
            getattr(operations, verb)(problem, by=other, now=LATER, request=key, reason="……")


@pytest.mark.parametrize("verb", ["approve", "disapprove"])
def test_approve_and_disapprove_want_an_open_problem(verb: str, cast: Cast) -> None:
    leader = people.posting("department_leader", cast.power.department)
    with pytest.raises(NotNow):
        getattr(operations, verb)(problems.problem(cast, State.CLOSED), by=leader, now=LATER, request=1, reason="……")


@pytest.mark.parametrize("verb", ["approve", "disapprove"])
def test_approve_and_disapprove_are_not_an_organizers_duty(verb: str, cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        getattr(operations, verb)(
            problems.problem(cast, State.POOLED), by=cast.organizer, now=LATER, request=1, reason="……"
        )


def test_disapprove_ends_it_and_tells_the_liaison(cast: Cast, chief: Posting) -> None:
    problem = act("claim", problems.problem(cast, State.POOLED), cast.power)
    problem = answer("disapprove", problem, chief, reason="人手不足。")
    assert (problem.state, Request.objects.get().decided) == (State.POOLED, "refused")
    assert told("problem.disapprove") == {cast.power.person_id}
    assert act("claim", problem, cast.power).state == State.POOLED


def test_decline_waits_for_the_leader_too(cast: Cast) -> None:
    problem = problems.suggested(cast)
    problems.with_approval()
    leader = people.posting("department_leader", cast.water.department)
    problem = act("decline", problem, cast.water)
    assert (problem.suggested, problem.bounce_count) == (cast.water.department, 0)
    problem = answer("approve", problem, leader)
    assert (problem.suggested, problem.bounce_count) == (None, 1)
    assert ProblemEvent.objects.get(problem=problem, action="decline").body == BODIES["decline"]


def test_submit_closure_keeps_its_files_until_the_leader_approves(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    problems.with_approval()
    leader = people.posting("department_leader", cast.power.department)
    photo = file_operations.keep_photo(
        account=people.account(of=cast.power.person), upload=files.upload(files.picture()), by=cast.power, now=NOW
    )
    operations.submit_closure(problem, by=cast.power, now=LATER, evidence="已通电。", photos=[photo.pk])
    assert Attachment.objects.get().attached_at == LATER
    assert Problem.objects.get(pk=problem.pk).state == State.IN_PROGRESS
    problem = answer("approve", Problem.objects.get(pk=problem.pk), leader)
    assert problem.state == State.CLOSING
    assert ProblemFile.objects.get().event.action == "submit_closure"


def test_disapprove_gives_the_files_back(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    problems.with_approval()
    leader = people.posting("department_leader", cast.power.department)
    photo = file_operations.keep_photo(
        account=people.account(of=cast.power.person), upload=files.upload(files.picture()), by=cast.power, now=NOW
    )
    operations.submit_closure(problem, by=cast.power, now=LATER, evidence="已通电。", photos=[photo.pk])
    answer("disapprove", Problem.objects.get(pk=problem.pk), leader, reason="再核实。")
    assert Attachment.objects.get().attached_at is None


def test_without_the_setting_nobody_is_asked(cast: Cast) -> None:
    assert act("claim", problems.problem(cast, State.POOLED), cast.power).state == State.IN_PROGRESS
    assert not Request.objects.exists()
