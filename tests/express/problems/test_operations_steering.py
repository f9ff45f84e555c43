"""挂账、提请上级、批示: set aside, raised, sent back, instructed, and taken up again."""

from datetime import date, timedelta

import pytest

from tests.factories import files, people, problems
from tests.factories.problems import BODIES, DUE, LATER, NOW, TODAY, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Claim, Instruction, Limit, Problem, ProblemEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
VERBS = ["shelve", "revive", "escalate", "send_back", "instruct", "answer_instruction"]


def city_organizer() -> Posting:
    people.place("4504", "梧州市")
    return people.posting("organizer", "4504", people.person("黄启明"))


def leader() -> Posting:
    return people.posting("leader", "450422", people.person("莫县长"))


def afresh(problem: Problem) -> Problem:
    return Problem.objects.get(pk=problem.pk)


def ready(cast: Cast, verb: str) -> tuple[Problem, Posting]:
    """A problem on which the verb may be done now, and who may."""
    match verb:
        case "revive":
            return act("shelve", problems.problem(cast, State.POOLED), cast.organizer), cast.organizer
        case "send_back":
            return act("escalate", problems.problem(cast, State.POOLED), cast.organizer), city_organizer()
        case "instruct":
            return problems.problem(cast, State.IN_PROGRESS), leader()
        case "answer_instruction":
            return act("instruct", problems.problem(cast, State.IN_PROGRESS), leader()), cast.power
    return problems.problem(cast, State.POOLED), cast.organizer


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_keeps_its_words_and_records_itself(cast: Cast, verb: str) -> None:
    problem, by = ready(cast, verb)
    after = act(verb, problem, by)
    event = ProblemEvent.objects.filter(problem=after).latest("sequence")
    line = AuditRecord.objects.filter(subject_id=after.number).latest("sequence")
    said = {key: value for key, value in BODIES[verb].items() if isinstance(value, str)}
    assert (event.action, event.posting, event.sequence) == (verb, by, after.event_count)
    assert said.items() <= event.body.items()
    assert (line.action, line.person_id, line.after) == (f"problem.{verb}", by.person_id, after.state)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_refused_to_whoever_has_not_the_duty(cast: Cast, verb: str) -> None:
    problem, _by = ready(cast, verb)
    with pytest.raises(NotYourDuty):
        act(verb, problem, cast.secretary)
    assert afresh(problem).event_count == problem.event_count


@pytest.mark.parametrize("verb", ["shelve", "revive", "escalate", "send_back", "answer_instruction"])
def test_each_verb_is_refused_where_it_stands_otherwise(cast: Cast, verb: str) -> None:
    problem = problems.problem(cast, State.CLOSED)
    by = city_organizer() if verb == "send_back" else cast.organizer
    with pytest.raises(NotNow) as refused:
        act(verb, problem, by)
    assert refused.value.state == State.CLOSED


def test_instruct_is_refused_where_somebody_was_faster(cast: Cast) -> None:
    """Every state takes an instruction; a page read too early does not."""
    stale = problems.problem(cast, State.POOLED)
    act("shelve", afresh(stale), cast.organizer)
    with pytest.raises(NotNow):
        act("instruct", stale, leader())
    assert not Instruction.objects.exists()


# ---- shelve and revive --------------------------------------------------------------------------------------------


def test_shelve_stops_the_clock_and_stays_in_sight(cast: Cast) -> None:
    problem = act("shelve", problems.problem(cast, State.POOLED), cast.organizer)
    assert (problem.state, problem.is_open, problem.review_on) == (State.SHELVED, True, DUE)
    assert (problem.due_on, problem.solve_on, problem.reply_on) == (None, None, None)


def test_shelve_of_a_report_does_not_accept_it(cast: Cast) -> None:
    problem = act("shelve", problems.problem(cast, State.REPORTED), cast.organizer)
    assert problem.accepted_at is None
    assert not queries.visible_to(cast.power).exists()


def test_shelve_refuses_a_review_in_the_past(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        operations.shelve(
            problems.problem(cast, State.POOLED),
            by=cast.organizer,
            now=NOW,
            reason="等资金。",
            basis="规划。",
            review_on=TODAY - timedelta(days=1),
        )
    assert list(refused.value.faults) == ["review_on"]


def test_revive_goes_to_the_pool_with_a_fresh_limit(cast: Cast) -> None:
    shelved = act("shelve", problems.problem(cast, State.REPORTED), cast.organizer)
    problem = act("revive", shelved, cast.organizer)
    assert (problem.state, problem.review_on, problem.accepted_at) == (State.POOLED, None, LATER)
    assert problem.due_on == date(2026, 5, 22)


def test_revive_of_what_verify_shelved_goes_to_its_lead(cast: Cast) -> None:
    problem = act("revive", problems.problem(cast, State.SHELVED, outcome="long_term"), cast.organizer)
    assert (problem.state, problem.lead, problem.outcome) == (State.IN_PROGRESS, cast.power.department, "")
    assert problem.due_on == date(2026, 5, 28)


def test_revive_goes_to_the_pool_where_the_lead_is_no_more(cast: Cast) -> None:
    shelved = problems.problem(cast, State.SHELVED, outcome="long_term")
    department = cast.power.department
    assert department is not None
    department.until = TODAY
    department.save()
    problem = act("revive", afresh(shelved), cast.organizer)
    assert (problem.state, problem.lead) == (State.POOLED, None)
    assert not Claim.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(("days", "waits"), [(-1, False), (0, True)])
def test_revive_waits_for_the_organizer_from_the_day_of_review(cast: Cast, days: int, *, waits: bool) -> None:
    problem = act("shelve", problems.problem(cast, State.POOLED), cast.organizer)
    on_the_day = cast.organizer.as_of(DUE + timedelta(days=days))
    assert list(queries.waiting_for_revive(on_the_day)) == ([problem] if waits else [])


# ---- to the city and back -----------------------------------------------------------------------------------------


def test_escalate_frees_the_lead_and_begins_the_citys_limit(cast: Cast) -> None:
    above = city_organizer()
    Limit.objects.create(region_id="4504", claim_days=3, reply_days=4, solve_days=9)
    Limit.objects.create(region_id="450422", claim_days=1, reply_days=1, solve_days=1)
    problem = act("escalate", problems.problem(cast, State.IN_PROGRESS), cast.organizer)
    assert (problem.state, problem.level, problem.lead) == (State.POOLED, "city", None)
    assert (problem.due_on, problem.reply_on) == (date(2026, 5, 26), date(2026, 5, 27))
    assert Claim.objects.get().ended_at == LATER
    assert Notice.objects.filter(person=above.person_id, action="problem.escalate").exists()
    assert Notice.objects.filter(person=cast.power.person_id, action="problem.escalate").exists()


def test_escalate_is_named_after_the_city(cast: Cast) -> None:
    city_organizer()
    problem = act("escalate", problems.problem(cast, State.POOLED), cast.organizer)
    assert ProblemEvent.objects.filter(problem=problem).latest("sequence").body["to"] == "梧州市"


def test_escalate_twice_is_once_too_often(cast: Cast) -> None:
    stale = problems.problem(cast, State.POOLED)
    act("escalate", afresh(stale), cast.organizer)
    with pytest.raises(NotNow):
        act("escalate", afresh(stale), cast.organizer)
    with pytest.raises(NotNow):
        act("escalate", stale, cast.organizer)


def test_escalate_leaves_the_county_nothing_to_decide(cast: Cast) -> None:
    problem = act("escalate", problems.problem(cast, State.POOLED), cast.organizer)
    for verb in ("shelve", "send_back"):
        with pytest.raises(NotYourDuty):
            act(verb, problem, cast.organizer)


def test_escalate_then_claim_of_a_county_department_read_before_is_too_late(cast: Cast) -> None:
    stale = problems.problem(cast, State.POOLED)
    act("escalate", afresh(stale), cast.organizer)
    with pytest.raises(NotNow):
        act("claim", stale, cast.power)
    assert afresh(stale).lead is None


def test_a_city_department_claims_what_was_raised(cast: Cast) -> None:
    problem = act("escalate", problems.problem(cast, State.POOLED), cast.organizer)
    office = people.department("4504-01", "梧州供电局", functions=["electricity"])
    problem = act("claim", problem, people.posting("department_liaison", office))
    assert (problem.state, problem.lead) == (State.IN_PROGRESS, office)


def test_send_back_begins_the_countys_limit(cast: Cast) -> None:
    raised = act("escalate", problems.problem(cast, State.POOLED), cast.organizer)
    problem = act("send_back", raised, city_organizer())
    assert (problem.state, problem.level, problem.due_on) == (State.POOLED, "county", date(2026, 5, 22))
    assert Notice.objects.filter(person=cast.organizer.person_id, action="problem.send_back").exists()


def test_send_back_of_what_stands_at_the_county_is_refused(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("send_back", problems.problem(cast, State.POOLED), city_organizer())


# ---- instructions -------------------------------------------------------------------------------------------------


def test_instruct_tells_the_lead_and_waits_for_its_answer(cast: Cast) -> None:
    problem = act("instruct", problems.problem(cast, State.IN_PROGRESS), leader())
    assert Notice.objects.filter(person=cast.power.person_id, action="problem.instruct").exists()
    assert list(queries.waiting_for_answer_instruction(cast.power)) == [problem]
    assert not queries.waiting_for_answer_instruction(cast.organizer).exists()


def test_instruct_on_what_nobody_leads_waits_for_the_organizer(cast: Cast) -> None:
    problem = act("instruct", problems.problem(cast, State.REPORTED), leader())
    assert list(queries.waiting_for_answer_instruction(cast.organizer)) == [problem]


def test_instruct_for_a_leader_takes_the_name_and_the_paper(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    with pytest.raises(BadInput) as refused:
        act("instruct", problem, cast.organizer)
    assert set(refused.value.faults) == {"leader", "photos"}
    account = people.account("organizer", of=cast.organizer.person)
    photo = file_operations.keep_photo(
        account=account, upload=files.upload(files.picture()), by=cast.organizer, now=NOW
    )
    body = {**BODIES["instruct"], "leader": "莫县长", "photos": [photo.pk]}
    operations.instruct(afresh(problem), by=cast.organizer, now=LATER, **body)
    assert Instruction.objects.get().leader == "莫县长"


def test_instruct_of_a_leader_elsewhere_is_refused(cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        act("instruct", problems.problem(cast, State.POOLED), people.posting("leader", "450421"))


def test_answer_instruction_answers_the_oldest_first(cast: Cast) -> None:
    problem = act("instruct", problems.problem(cast, State.IN_PROGRESS), leader())
    problem = act("instruct", problem, leader())
    problem = act("answer_instruction", problem, cast.power)
    first, second = Instruction.objects.order_by("pk")
    assert (first.answer, first.answered_at, second.answered_at) == (BODIES["answer_instruction"]["text"], LATER, None)
    act("answer_instruction", problem, cast.power)
    with pytest.raises(NotNow):
        act("answer_instruction", afresh(problem), cast.power)


def test_answer_instruction_is_not_another_departments(cast: Cast) -> None:
    problem = act("instruct", problems.problem(cast, State.IN_PROGRESS), leader())
    with pytest.raises(NotYourDuty):
        act("answer_instruction", problem, cast.water)
