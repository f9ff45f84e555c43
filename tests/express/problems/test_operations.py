"""Each verb: what it does, whom it refuses, when it is too late, and what it leaves in the record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.factories import people, problems
from tests.factories.problems import DUE, LATER, NOW, PLAN, TODAY, VILLAGE, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Category, Claim, Problem, ProblemEvent, Tally
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.models import WorkdayException
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db

# verb: the state it starts from, who does it, the state it ends in.
WAYS: dict[str, tuple[State, str, State]] = {
    "accept": (State.REPORTED, "organizer", State.POOLED),
    "return": (State.REPORTED, "organizer", State.RETURNED),
    "claim": (State.POOLED, "power", State.IN_PROGRESS),
    "report_progress": (State.IN_PROGRESS, "power", State.IN_PROGRESS),
    "submit_closure": (State.IN_PROGRESS, "power", State.CLOSING),
    "confirm": (State.CLOSING, "secretary", State.CLOSING),
    "refuse": (State.CLOSING, "secretary", State.IN_PROGRESS),
    "resubmit": (State.RETURNED, "secretary", State.REPORTED),
    "withdraw": (State.POOLED, "secretary", State.WITHDRAWN),
    "reopen": (State.CLOSED, "secretary", State.IN_PROGRESS),
}


@pytest.mark.parametrize("verb", WAYS)
def test_each_verb_moves_the_state_keeps_the_words_and_records_itself(verb: str, cast: Cast) -> None:
    start, actor, end = WAYS[verb]
    before = problems.problem(cast, start)
    after = act(verb, before, getattr(cast, actor))
    event = ProblemEvent.objects.filter(problem=after).latest("sequence")
    line = AuditRecord.objects.filter(subject_id=after.number).latest("sequence")
    assert after.state == end
    assert (event.action, event.before, event.after, event.sequence) == (verb, start, end, after.event_count)
    assert (line.chain, line.action, line.before, line.after) == ("450422", f"problem.{verb}", start, end)
    assert line.person_id == getattr(cast, actor).person_id


@pytest.mark.parametrize("verb", [*WAYS, "verify"])
def test_each_verb_is_refused_to_whoever_has_not_the_duty(verb: str, cast: Cast) -> None:
    problem = problems.confirmed(cast) if verb == "verify" else problems.problem(cast, WAYS[verb][0])
    leader = people.posting("leader", "450422")
    with pytest.raises(NotYourDuty):
        act(verb, problem, leader)
    assert Problem.objects.get(pk=problem.pk).event_count == problem.event_count


@pytest.mark.parametrize("verb", [*WAYS, "verify"])
def test_each_verb_is_refused_in_a_state_that_does_not_allow_it(verb: str, cast: Cast) -> None:
    wrong = (
        State.POOLED
        if verb in {"accept", "return", "resubmit", "reopen", "confirm", "refuse", "verify"}
        else State.CLOSED
    )
    problem = problems.problem(cast, wrong)
    actor = "organizer" if verb == "verify" else WAYS[verb][1]
    with pytest.raises(NotNow) as refused:
        act(verb, problem, getattr(cast, actor))
    assert refused.value.state == wrong
    assert Problem.objects.get(pk=problem.pk).state == wrong


@pytest.mark.parametrize("verb", WAYS)
def test_each_verb_read_too_early_finds_that_someone_was_faster(verb: str, cast: Cast) -> None:
    start, actor, end = WAYS[verb]
    if start == end:
        pytest.skip("a step that leaves the state as it is may be taken twice")
    stale = problems.problem(cast, start)
    act(verb, Problem.objects.get(pk=stale.pk), getattr(cast, actor))
    with pytest.raises(NotNow):
        act(verb, stale, getattr(cast, actor))


@pytest.mark.parametrize("verb", ["accept", "return", "claim", "confirm", "refuse", "withdraw", "verify"])
def test_each_verb_is_refused_to_the_same_role_of_another_place(verb: str, cast: Cast) -> None:
    problem = problems.confirmed(cast) if verb == "verify" else problems.problem(cast, WAYS[verb][0])
    neighbours = {
        "organizer": ("organizer", "450421"),
        "power": ("department_liaison", people.department("450421-01")),
        "secretary": ("first_secretary", "450422100226"),
    }
    role, seat = neighbours["organizer" if verb == "verify" else WAYS[verb][1]]
    with pytest.raises(NotYourDuty):
        act(verb, problem, people.posting(role, seat))


def test_report_takes_village_and_title_from_what_is_known(cast: Cast) -> None:
    problem = Problem.objects.get(pk=problems.report(cast.secretary).pk)
    assert problem.number == "450422-2026-0001"
    assert problem.title == "果园和茶园灌溉供电不足，水泵抽不上水"
    assert (problem.village_id, problem.county, problem.city, problem.province) == (VILLAGE, "450422", "4504", "45")
    assert (problem.state, problem.is_open, problem.event_count) == (State.REPORTED, True, 1)


def test_report_numbers_a_county_without_gaps_and_begins_anew_with_the_year(cast: Cast) -> None:
    numbers = [problems.report(cast.secretary).number for _ in range(3)]
    next_year = problems.report(cast.secretary, NOW.replace(year=2027)).number
    assert numbers == ["450422-2026-0001", "450422-2026-0002", "450422-2026-0003"]
    assert next_year == "450422-2027-0001"


def test_report_counts_the_year_in_shanghai(cast: Cast) -> None:
    new_year = NOW.replace(year=2026, month=12, day=31, hour=16, minute=30)
    assert problems.report(cast.secretary, new_year).number == "450422-2027-0001"


def test_report_on_behalf_names_village_and_reporter(cast: Cast) -> None:
    problem = problems.report(cast.organizer, village=VILLAGE, reported_by="村民代表 何桂花", source="call")
    assert (problem.village_id, problem.reported_by, problem.source) == (VILLAGE, "村民代表 何桂花", "call")


@pytest.mark.parametrize(
    ("facts", "faulty"),
    [
        ({}, {"village", "reported_by"}),
        ({"village": "999999999999", "reported_by": "何桂花"}, {"village"}),
        ({"village": "450422", "reported_by": "何桂花"}, {"village"}),
        ({"village": "370681106214", "reported_by": "何桂花"}, {"village"}),
        ({"village": VILLAGE}, {"reported_by"}),
        ({"village": VILLAGE, "reported_by": "何桂花", "category": "nothing"}, {"category"}),
    ],
)
def test_report_on_behalf_names_each_fault(cast: Cast, facts: dict[str, str], faulty: set[str]) -> None:
    people.place("370681106214", "南邢家村")
    with pytest.raises(BadInput) as refused:
        problems.report(cast.organizer, **facts)
    assert set(refused.value.faults) == faulty
    assert Problem.objects.count() == 0


def test_report_for_a_closed_village_says_since_when(cast: Cast) -> None:
    people.place("450422107206", "同敏村")
    Region.objects.filter(pk="450422107206").update(until=date(2026, 3, 1))
    with pytest.raises(BadInput) as refused:
        problems.report(cast.organizer, village="450422107206", reported_by="何桂花")
    assert "2026-03-01" in refused.value.faults["village"]


def test_report_of_a_secretary_stays_in_the_own_village(cast: Cast) -> None:
    people.place("450422100226", "谷山村")
    with pytest.raises(BadInput) as refused:
        problems.report(cast.secretary, village="450422100226")
    assert list(refused.value.faults) == ["village"]


def test_report_is_not_the_duty_of_a_department(cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        problems.report(cast.power)


def test_report_tells_the_countys_organizers_and_nobody_else(cast: Cast) -> None:
    people.posting("organizer", "450421")
    problems.report(cast.secretary)
    told = Notice.objects.values_list("person", "action")
    assert list(told) == [(cast.organizer.person_id, "problem.report")]


def test_accept_tells_the_village_and_the_departments_it_concerns(cast: Cast) -> None:
    problem = problems.report(cast.secretary)
    Notice.objects.all().delete()
    operations.accept(problem, by=cast.organizer, now=LATER)
    told = set(Notice.objects.values_list("person", flat=True))
    assert told == {cast.secretary.person_id, cast.power.person_id}


def test_accept_may_correct_category_and_urgency(cast: Cast) -> None:
    problem = problems.report(cast.secretary)
    operations.accept(problem, by=cast.organizer, now=LATER, category="water", urgency="urgent")
    problem = Problem.objects.get(pk=problem.pk)
    assert (problem.category_id, problem.urgency) == ("water", "urgent")


def test_claim_lets_one_department_lead(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    second_tab = Problem.objects.get(pk=problem.pk)
    operations.claim(problem, by=cast.power, now=LATER, **PLAN)
    with pytest.raises(NotNow) as refused:
        operations.claim(second_tab, by=cast.water, now=LATER, **PLAN)
    assert refused.value.state == State.IN_PROGRESS
    assert [claim.department for claim in Claim.objects.all()] == [cast.power.department]
    assert Problem.objects.get(pk=problem.pk).lead == cast.power.department


def test_claim_takes_the_promised_day_as_its_limit(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    assert (problem.due_on, problem.limit_days, problem.soon_on) == (DUE, None, date(2026, 6, 5))


def test_claim_refuses_a_day_in_the_past_and_writes_nothing(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    with pytest.raises(BadInput) as refused:
        operations.claim(problem, by=cast.power, now=NOW, measures="…", due_on=TODAY - timedelta(days=1))
    assert list(refused.value.faults) == ["due_on"]
    assert Problem.objects.get(pk=problem.pk).state == State.POOLED


def test_claim_today_is_still_possible(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    operations.claim(problem, by=cast.power, now=NOW, measures="今天就办。", due_on=TODAY)
    assert Problem.objects.get(pk=problem.pk).due_on == TODAY


def test_claim_of_a_city_department_is_not_its_duty(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    people.place("4504", "梧州市")
    city = people.posting("department_liaison", people.department("4504-01"))
    with pytest.raises(NotYourDuty):
        operations.claim(problem, by=city, now=LATER, **PLAN)


def test_report_progress_is_the_leads_alone(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    with pytest.raises(NotYourDuty):
        operations.report_progress(problem, by=cast.water, now=LATER, text="……")


def test_report_progress_before_anybody_leads_is_too_early(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    with pytest.raises(NotNow):
        operations.report_progress(problem, by=cast.power, now=LATER, text="……")


def test_resubmit_replaces_what_was_said_and_keeps_the_first_version_in_the_history(cast: Cast) -> None:
    problem = act("resubmit", problems.problem(cast, State.RETURNED), cast.secretary)
    first = ProblemEvent.objects.get(problem=problem, sequence=1)
    assert (problem.description, problem.category_id) == ("补充：受影响 86 户。", "water")
    assert first.body["description"] == problems.DESCRIPTION


def test_resubmit_falls_to_the_successor(cast: Cast) -> None:
    problem = problems.problem(cast, State.RETURNED)
    Posting.objects.filter(pk=cast.secretary.pk).update(ends_on=TODAY)
    successor = people.posting("first_secretary", VILLAGE, people.person("后任"))
    assert act("resubmit", problem, successor).state == State.REPORTED


def test_resubmit_keeps_the_village(cast: Cast) -> None:
    people.place("450422100226", "谷山村")
    problem = problems.problem(cast, State.RETURNED)
    with pytest.raises(BadInput) as refused:
        operations.resubmit(
            problem, by=cast.secretary, now=LATER, village="450422100226", category="water", description="换村。"
        )
    assert list(refused.value.faults) == ["village"]


def test_withdraw_after_a_claim_is_too_late(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("withdraw", problems.problem(cast, State.IN_PROGRESS), cast.secretary)


@pytest.mark.parametrize("state", [State.REPORTED, State.POOLED, State.CLOSING, State.CLOSED, State.WITHDRAWN])
def test_the_countys_figures_add_up(cast: Cast, state: State) -> None:
    for number in range(3):
        problems.problem(cast, state if number else State.IN_PROGRESS)
    tally = queries.tally(["45"])
    assert tally == {one: Problem.objects.filter(state=one).count() for one in State}
    assert sum(tally.values()) == 3


def test_a_refused_act_leaves_no_trace(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    lines, notices, tally = AuditRecord.objects.count(), Notice.objects.count(), Tally.objects.get()
    with pytest.raises(BadInput):
        operations.claim(problem, by=cast.power, now=LATER, measures="…", due_on=date(2020, 1, 1))
    assert (AuditRecord.objects.count(), Notice.objects.count()) == (lines, notices)
    assert Tally.objects.get().pooled == tally.pooled


def test_the_record_holds_no_word_that_was_said(cast: Cast) -> None:
    problems.problem(cast, State.CLOSED)
    held = " ".join(
        str(value) for row in AuditRecord.objects.filter(subject_kind="problem").values() for value in row.values()
    )
    said = [str(value) for event in ProblemEvent.objects.all() for value in event.body.values() if value]
    assert [words for words in said if len(words) > 12 and words in held] == []
    assert "石广" not in held


def test_recompute_limits_moves_what_is_counted_in_working_days(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    promised = problems.problem(cast, State.IN_PROGRESS)
    assert problem.due_on == TODAY + timedelta(days=1)
    WorkdayException.objects.create(day=TODAY + timedelta(days=1), is_workday=False, name="台风停工")
    assert operations.recompute_limits(now=LATER) >= 1
    assert Problem.objects.get(pk=problem.pk).due_on == TODAY + timedelta(days=2)
    assert Problem.objects.get(pk=promised.pk).due_on == DUE


def test_load_categories_adds_only_what_is_missing(cast: Cast) -> None:
    more = (*problems.CATEGORIES, ("roads", "交通", "Roads"))
    assert operations.load_categories(more, now=NOW) == 1
    assert operations.load_categories(more, now=NOW) == 0
    assert Category.objects.get(pk="roads").position == 4


def test_report_keeps_yuan_to_the_cent(cast: Cast) -> None:
    problem = problems.report(cast.secretary, amount=Decimal("380000.55"))
    assert Problem.objects.get(pk=problem.pk).amount == Decimal("380000.55")
