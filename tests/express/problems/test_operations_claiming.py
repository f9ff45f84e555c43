"""交办、签收、推荐、退回、配合: who is to lead and who helps."""

from datetime import timedelta

import pytest

from tests.factories import people, problems
from tests.factories.problems import BODIES, DUE, LATER, TODAY, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Claim, Problem, Rectification, RectificationEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit import verification
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db


def told(action: str) -> set[int]:
    return set(Notice.objects.filter(action=action).values_list("person_id", flat=True))


def city_liaison() -> Posting:
    people.place("4504", "梧州市")
    return people.posting("department_liaison", people.department("4504-09", "梧州市供电局"))


def declined(cast: Cast) -> Problem:
    return act("decline", problems.suggested(cast), cast.water)


# ---- assign --------------------------------------------------------------------------------------------------------


def test_assign_names_the_lead_who_has_not_signed_yet(cast: Cast) -> None:
    problem = problems.assigned(cast)
    claim, item = Claim.objects.get(), Rectification.objects.get()
    assert (problem.state, problem.lead, problem.due_on) == (State.IN_PROGRESS, cast.power.department, DUE)
    assert (problem.is_assigned, problem.acknowledged_at, problem.is_locked) == (True, None, False)
    assert (claim.department, claim.due_on, claim.is_in_time) == (cast.power.department, DUE, None)
    assert (item.origin, item.due_on, item.number) == ("assign", DUE, f"ZG-{problem.number}-1")
    assert told("problem.assign") == {cast.power.person_id, cast.secretary.person_id}


def test_assign_gives_each_supporter_an_item_of_its_own(cast: Cast) -> None:
    city = city_liaison()
    problem = problems.assigned(cast, supporters=["450422-02", "4504-09"])
    items = Rectification.objects.order_by("number")
    assert [(one.department.code, one.origin, one.due_on) for one in items] == [
        ("450422-01", "assign", DUE),
        ("450422-02", "support", DUE),
        ("4504-09", "support", DUE),
    ]
    assert [one.number for one in items] == [f"ZG-{problem.number}-{number}" for number in (1, 2, 3)]
    assert [one.code for one in queries.supporters_of(problem)] == ["4504-09", "450422-02"]
    assert queries.visible_to(city).get() == problem
    assert city.person_id in told("problem.assign")


def test_assign_to_a_city_department_lets_it_see_and_lead(cast: Cast) -> None:
    city = city_liaison()
    problem = problems.assigned(cast, department="4504-09")
    assert queries.visible_to(city).get() == problem
    assert act("report_progress", problem, city).last_reply_at == LATER


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"department": "450421-01"}, "department"),
        ({"department": "no such"}, "department"),
        ({"supporters": ["450421-01"]}, "supporters"),
        ({"supporters": ["450422-01"]}, "supporters"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_assign_names_each_fault(cast: Cast, change: dict[str, object], field: str) -> None:
    people.department("450421-01")
    with pytest.raises(BadInput) as refused:
        problems.assigned(cast, **change)
    assert list(refused.value.faults) == [field]
    assert Problem.objects.get().state == State.POOLED


def test_assign_of_what_was_raised_to_the_city_takes_no_county_department(cast: Cast) -> None:
    problem = act("escalate", problems.problem(cast, State.POOLED), cast.organizer)
    city = people.posting("organizer", "4504")
    with pytest.raises(BadInput):
        operations.assign(problem, by=city, now=LATER, **BODIES["assign"])


def test_assign_out_of_a_consultation_ends_it(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_CONSULTATION)
    operations.assign(problem, by=cast.organizer, now=LATER, **BODIES["assign"])
    assert problem.consultations.get().concluded_at == LATER


def test_assign_after_a_refusal_is_the_ruling(cast: Cast) -> None:
    problem = declined(cast)
    operations.assign(problem, by=cast.organizer, now=LATER, **{**BODIES["assign"], "department": "450422-02"})
    problem = Problem.objects.get(pk=problem.pk)
    assert problem.is_locked
    for verb in ("hand_back", "transfer"):
        with pytest.raises(NotNow, match=r"ruled|裁定"):
            operations_of(verb)(problem, by=cast.water, now=LATER, **BODIES[verb])


def operations_of(verb: str):  # type: ignore[no-untyped-def]  # one of many signatures
    return getattr(operations, verb)


def test_assign_takes_up_what_the_department_already_supports(cast: Cast) -> None:
    problem = act("support", problems.problem(cast, State.POOLED), cast.power)
    operations.assign(problem, by=cast.organizer, now=LATER, **BODIES["assign"])
    assert [(one.origin, one.state, one.is_dropped) for one in Rectification.objects.order_by("pk")] == [
        ("support", "done", True),
        ("assign", "open", False),
    ]
    assert queries.supporters_of(Problem.objects.get(pk=problem.pk)) == []


def test_assign_begins_the_limits_that_do_not_run_yet(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    Problem.objects.filter(pk=problem.pk).update(solve_on=None, reply_on=None)
    operations.assign(problem, by=cast.organizer, now=LATER, **BODIES["assign"])
    problem = Problem.objects.get(pk=problem.pk)
    assert problem.solve_on is not None
    assert problem.reply_on is not None
    began = problem.solve_on
    operations.hand_back(problem, by=cast.power, now=LATER, **BODIES["hand_back"])
    assert Problem.objects.get(pk=problem.pk).solve_on == began


@pytest.mark.parametrize("verb", ["assign", "suggest"])
def test_assign_and_suggest_are_the_organizers(verb: str, cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    for other in (
        cast.power,
        cast.secretary,
        people.posting("organizer", "450421"),
        people.posting("leader", "450422"),
    ):
        with pytest.raises(NotYourDuty):
            act(verb, problem, other)


@pytest.mark.parametrize("verb", ["assign", "suggest"])
@pytest.mark.parametrize("state", [State.REPORTED, State.IN_PROGRESS, State.CLOSED])
def test_assign_and_suggest_want_the_pool(verb: str, state: State, cast: Cast) -> None:
    with pytest.raises(NotNow):
        act(verb, problems.problem(cast, state), cast.organizer)


# ---- acknowledge ---------------------------------------------------------------------------------------------------


def test_acknowledge_signs_once(cast: Cast) -> None:
    problem = problems.assigned(cast)
    assert queries.waiting_for_acknowledge(cast.power).get() == problem
    problem = act("acknowledge", problem, cast.power)
    assert problem.acknowledged_at == LATER
    assert not queries.waiting_for_acknowledge(cast.power).exists()
    assert told("problem.acknowledge") == {cast.organizer.person_id}


def test_acknowledge_a_second_time_is_refused(cast: Cast) -> None:
    problem = act("acknowledge", problems.assigned(cast), cast.power)
    with pytest.raises(NotNow):
        act("acknowledge", problem, cast.power)


def test_acknowledge_is_the_leads(cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        act("acknowledge", problems.assigned(cast), cast.water)


def test_acknowledge_of_what_was_claimed_has_nothing_to_sign_for(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("acknowledge", problems.problem(cast, State.IN_PROGRESS), cast.power)


# ---- suggest and decline -------------------------------------------------------------------------------------------


def test_suggest_gives_the_department_the_limit_for_claiming(cast: Cast) -> None:
    problem = problems.suggested(cast)
    assert (problem.state, problem.suggested) == (State.POOLED, cast.water.department)
    assert problem.limit_from == TODAY + timedelta(days=1)
    assert told("problem.suggest") == {cast.water.person_id}
    assert queries.waiting_for_decline(cast.water).get() == problem
    assert not queries.waiting_for_decline(cast.power).exists()


def test_suggest_lets_a_city_department_claim(cast: Cast) -> None:
    city = city_liaison()
    problem = problems.problem(cast, State.POOLED)
    operations.suggest(problem, by=cast.organizer, now=LATER, department="4504-09")
    problem = act("claim", problem, city)
    assert (problem.lead, problem.suggested) == (city.department, None)


def test_suggest_of_a_department_that_has_declined_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        act("suggest", declined(cast), cast.organizer)
    assert list(refused.value.faults) == ["department"]


def test_decline_tells_the_organizer_who_then_rules(cast: Cast) -> None:
    problem = declined(cast)
    assert (problem.state, problem.suggested, problem.bounce_count) == (State.POOLED, None, 1)
    assert told("problem.decline") == {cast.organizer.person_id}
    assert queries.waiting_for_ruling(cast.organizer).get() == problem


def test_decline_is_said_once(cast: Cast) -> None:
    problem = declined(cast)
    Problem.objects.filter(pk=problem.pk).update(suggested=cast.water.department)
    with pytest.raises(NotNow):
        act("decline", Problem.objects.get(pk=problem.pk), cast.water)


def test_decline_is_the_suggested_departments(cast: Cast) -> None:
    problem = problems.suggested(cast)
    for other in (cast.power, cast.organizer):
        with pytest.raises(NotYourDuty):
            act("decline", problem, other)


def test_what_nobody_has_claimed_in_time_waits_for_the_organizer_of_its_level(cast: Cast) -> None:
    pooled = problems.problem(cast, State.POOLED)
    late = pooled.due_on + timedelta(days=1)
    city = people.posting("organizer", "4504").as_of(late)
    assert not queries.waiting_for_ruling(cast.organizer.as_of(pooled.due_on)).exists()
    assert queries.waiting_for_ruling(cast.organizer.as_of(late)).get() == pooled
    assert not queries.waiting_for_ruling(city).exists()
    operations.escalate(pooled, by=cast.organizer, now=LATER, reason="县里办不了。")
    assert queries.waiting_for_ruling(city.as_of(late + timedelta(days=9))).get() == pooled


def test_decline_against_a_ruling_is_too_late(cast: Cast) -> None:
    problem = problems.suggested(cast)
    Problem.objects.filter(pk=problem.pk).update(is_locked=True)
    with pytest.raises(NotNow):
        act("decline", problem, cast.water)


# ---- support -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.POOLED, State.IN_PROGRESS])
def test_support_leaves_the_state_and_makes_an_item(state: State, cast: Cast) -> None:
    problem = act("support", problems.problem(cast, state), cast.water)
    item = Rectification.objects.get(origin="support")
    assert (problem.state, item.department, item.promise) == (state, cast.water.department, BODIES["support"]["task"])
    assert [(event.action, event.posting) for event in RectificationEvent.objects.filter(rectification=item)] == [
        ("support", cast.water)
    ]
    assert cast.organizer.person_id in told("problem.support")


def test_support_lets_the_department_report_progress_until_it_has_finished(cast: Cast) -> None:
    problem = act("support", problems.problem(cast, State.IN_PROGRESS), cast.water)
    problem = act("report_progress", problem, cast.water)
    item = Rectification.objects.get(origin="support")
    operations.finish(item, by=cast.water, now=LATER, text="已迁移。")
    with pytest.raises(NotYourDuty):
        act("report_progress", Problem.objects.get(pk=problem.pk), cast.water)


def test_support_is_given_once_at_a_time(cast: Cast) -> None:
    problem = act("support", problems.problem(cast, State.POOLED), cast.water)
    with pytest.raises(NotNow):
        act("support", problem, cast.water)


def test_support_of_ones_own_lead_is_refused(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("support", problems.problem(cast, State.IN_PROGRESS), cast.power)


def test_support_of_another_places_department_is_not_its_duty(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    stranger = people.posting("department_liaison", people.department("450421-01"))
    for other in (stranger, cast.secretary, cast.organizer):
        with pytest.raises(NotYourDuty):
            act("support", problem, other)


def test_claim_takes_up_its_own_support_and_says_whether_it_was_in_time(cast: Cast) -> None:
    problem = act("support", problems.problem(cast, State.POOLED), cast.power)
    problem = act("claim", problem, cast.power)
    assert [one.origin for one in queries.promises_of(problem) if not one.is_dropped] == ["claim"]
    assert Claim.objects.get().is_in_time is True


def test_the_record_holds_after_all_of_it(cast: Cast) -> None:
    declined(cast)
    problems.assigned(cast, supporters=["450422-02"])
    assert verification.verify().holds
    said = " ".join(AuditRecord.objects.values_list("facts", flat=True))
    assert "三定方案" not in said
    assert "供电设施改造" not in said
