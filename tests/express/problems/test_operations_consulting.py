"""会诊: who is asked, what each says once, silence kept, and a conclusion that cites them all."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import people, problems
from tests.factories.problems import ASKED, LATER, NOW, TODAY, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Consultation, Opinion, Problem, ProblemEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit import verification
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
PAST = NOW + timedelta(days=12)


def opinions(problem: Problem) -> dict[str, Opinion]:
    rows = Opinion.objects.filter(consultation__problem=problem).select_related("department")
    return {one.department.code: one for one in rows}


def told(verb: str) -> set[int]:
    return set(Notice.objects.filter(action=f"problem.{verb}").values_list("person_id", flat=True))


# ---- asking --------------------------------------------------------------------------------------------------------


def test_consult_asks_departments_by_a_date(cast: Cast) -> None:
    problem = act("consult", problems.problem(cast, State.POOLED), cast.organizer)
    assert (problem.state, problem.due_on) == (State.IN_CONSULTATION, ASKED["due_on"])
    assert sorted(opinions(problem)) == ["450422-01", "450422-02"]
    event = problem.events.get(action="consult")
    assert event.body == {**ASKED, "due_on": "2026-05-29"}
    assert told("consult") >= {cast.power.person_id, cast.water.person_id, cast.secretary.person_id}


def test_consult_lets_a_city_department_see_the_problem(cast: Cast) -> None:
    city = people.posting("department_liaison", people.department("4504-09", "梧州市供电局"))
    problem = problems.problem(cast, State.POOLED)
    assert not queries.visible_to(city).exists()
    operations.consult(problem, by=cast.organizer, now=LATER, **{**ASKED, "departments": ["4504-09"]})
    assert queries.visible_to(city).get() == problem


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"departments": []}, "departments"),
        ({"departments": ["450421-01"]}, "departments"),
        ({"departments": ["no such"]}, "departments"),
        ({"departments": [f"450422-{number}" for number in range(11)]}, "departments"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_consult_refuses_what_cannot_be_asked(cast: Cast, change: dict[str, Any], field: str) -> None:
    people.department("450421-01", "苍梧县供电局")
    problem = problems.problem(cast, State.POOLED)
    with pytest.raises(BadInput) as refused:
        operations.consult(problem, by=cast.organizer, now=NOW, **{**ASKED, **change})
    assert list(refused.value.faults) == [field]
    assert (Consultation.objects.count(), Problem.objects.get().state) == (0, State.POOLED)


def test_consult_asks_each_department_once_however_often_it_is_named(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    operations.consult(problem, by=cast.organizer, now=LATER, **{**ASKED, "departments": ["450422-01", "450422-01"]})
    assert list(opinions(problem)) == ["450422-01"]


def test_consult_is_the_organizers(cast: Cast) -> None:
    for posting in (cast.secretary, cast.power, people.posting("leader", "450422")):
        with pytest.raises(NotYourDuty):
            act("consult", problems.problem(cast, State.POOLED), posting)


@pytest.mark.parametrize("state", [State.REPORTED, State.IN_CONSULTATION, State.IN_PROGRESS, State.CLOSED])
def test_consult_is_for_the_pool(cast: Cast, state: State) -> None:
    with pytest.raises(NotNow):
        act("consult", problems.problem(cast, state), cast.organizer)


# ---- saying --------------------------------------------------------------------------------------------------------


def test_give_opinion_is_kept_once_for_all(cast: Cast) -> None:
    problem = act("give_opinion", problems.problem(cast, State.IN_CONSULTATION), cast.power)
    given = opinions(problem)["450422-01"]
    assert (given.text, given.posting, given.given_at) == ("可以在年内增容。", cast.power, LATER)
    with pytest.raises(NotNow):
        operations.give_opinion(problem, by=cast.power, now=LATER, opinion="另一种说法。")
    assert opinions(problem)["450422-01"].text == "可以在年内增容。"
    assert told("give_opinion") == {cast.organizer.person_id}


def test_give_opinion_is_taken_after_the_date_while_the_consultation_is_open(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_CONSULTATION)
    operations.record_silence(now=PAST)
    problem = act("give_opinion", Problem.objects.get(pk=problem.pk), cast.power, PAST)
    given = opinions(problem)["450422-01"]
    assert (given.given_at, given.silent_at) == (PAST, PAST)


def test_give_opinion_is_for_the_departments_asked(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_CONSULTATION)
    strange = people.posting("department_liaison", people.department("450422-07", "藤县林业局"))
    for posting in (
        strange,
        cast.organizer,
        cast.secretary,
        people.posting("department_leader", cast.power.department),
    ):
        with pytest.raises(NotYourDuty):
            act("give_opinion", problem, posting)


def test_give_opinion_ends_with_the_consultation(cast: Cast) -> None:
    problem = act("conclude", problems.problem(cast, State.IN_CONSULTATION), cast.organizer)
    with pytest.raises(NotNow):
        act("give_opinion", problem, cast.power)


def test_give_opinion_is_for_this_time(cast: Cast) -> None:
    """Asked in an earlier consultation is not asked in this one."""
    problem = act("conclude", problems.problem(cast, State.IN_CONSULTATION), cast.organizer)
    operations.consult(problem, by=cast.organizer, now=LATER, **{**ASKED, "departments": ["450422-02"]})
    with pytest.raises(NotYourDuty):
        act("give_opinion", Problem.objects.get(pk=problem.pk), cast.power)


# ---- silence -------------------------------------------------------------------------------------------------------


def chief(liaison: Posting) -> Posting:
    return people.posting("department_leader", liaison.department)


def test_record_silence_keeps_once_who_let_the_date_pass(cast: Cast) -> None:
    leaders = [chief(cast.power), chief(cast.water)]
    problem = act("give_opinion", problems.problem(cast, State.IN_CONSULTATION), cast.power)
    due = problem.due_on
    assert operations.record_silence(now=NOW + timedelta(days=9)) == 0
    assert operations.record_silence(now=PAST) == 1
    assert operations.record_silence(now=PAST) == 0
    event = problem.events.get(action="silence")
    assert (event.posting, event.body["departments"], event.before, event.after) == (
        None,
        ["450422-02"],
        State.IN_CONSULTATION,
        State.IN_CONSULTATION,
    )
    problem = Problem.objects.get(pk=problem.pk)
    assert (problem.event_count, event.sequence, problem.due_on) == (5, 5, due)
    assert {code: one.silent_at for code, one in opinions(problem).items()} == {"450422-01": None, "450422-02": PAST}
    assert told("silence") == {cast.organizer.person_id, leaders[1].person_id}
    assert AuditRecord.objects.filter(action="problem.silence").count() == 1
    assert verification.verify().holds


def test_record_silence_leaves_alone_what_was_claimed_meanwhile(cast: Cast) -> None:
    act("claim", problems.problem(cast, State.IN_CONSULTATION), cast.power)
    assert operations.record_silence(now=PAST) == 0
    assert not ProblemEvent.objects.filter(action="silence").exists()


# ---- concluding ----------------------------------------------------------------------------------------------------


def test_conclude_cites_every_department_asked(cast: Cast) -> None:
    problem = act("give_opinion", problems.problem(cast, State.IN_CONSULTATION), cast.power)
    said = problem.events.get(action="give_opinion")
    problem = act("conclude", problem, cast.organizer)
    body = problem.events.get(action="conclude").body
    words = digest(said.salt, canonical(said.body))
    assert body["opinions"] == [
        {"department": "450422-01", "given_at": LATER.isoformat(), "silent": False, "digest": words},
        {"department": "450422-02", "given_at": None, "silent": True, "digest": None},
    ]
    # The very digest that the record holds, so that a conclusion cannot cite what was not said.
    assert words in AuditRecord.objects.get(action="problem.give_opinion").facts
    ended = Consultation.objects.get()
    assert (ended.conclusion, ended.concluded_at) == ("由供电局牵头，水利局配合。", LATER)


def test_conclude_begins_the_claim_limit_again(cast: Cast) -> None:
    problem = act("conclude", problems.problem(cast, State.IN_CONSULTATION), cast.organizer)
    assert (problem.state, problem.due_on) == (State.POOLED, workdays().add(TODAY + timedelta(days=1), 1))


def test_conclude_is_the_organizers(cast: Cast) -> None:
    for posting in (cast.secretary, cast.power):
        with pytest.raises(NotYourDuty):
            act("conclude", problems.problem(cast, State.IN_CONSULTATION), posting)


def test_conclude_needs_a_consultation(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("conclude", problems.problem(cast, State.POOLED), cast.organizer)


def test_claim_ends_the_consultation_and_keeps_what_was_said(cast: Cast) -> None:
    problem = act("give_opinion", problems.problem(cast, State.IN_CONSULTATION), cast.water)
    problem = act("claim", problem, cast.power)
    ended = Consultation.objects.get()
    assert (problem.state, ended.concluded_at, ended.conclusion) == (State.IN_PROGRESS, LATER, "")
    assert opinions(problem)["450422-02"].text == "可以在年内增容。"


# ---- what waits ----------------------------------------------------------------------------------------------------


def test_an_opinion_waits_for_the_departments_asked(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_CONSULTATION)
    assert list(queries.waiting_for_opinion(cast.power)) == [problem]
    problem = act("give_opinion", problem, cast.power)
    assert list(queries.waiting_for_opinion(cast.power)) == []
    assert list(queries.waiting_for_opinion(cast.water)) == [problem]


def test_a_conclusion_waits_once_nobody_is_awaited(cast: Cast) -> None:
    problem = act("give_opinion", problems.problem(cast, State.IN_CONSULTATION), cast.power)
    assert list(queries.waiting_for_conclusion(cast.organizer)) == []
    operations.record_silence(now=PAST)
    assert list(queries.waiting_for_conclusion(cast.organizer)) == [problem]
    assert list(queries.waiting_for_conclusion(cast.secretary)) == []
