"""销号: evidence, the village's word, the check by a third person; and back again."""

from datetime import timedelta

import pytest
from django.conf import settings

from tests.factories import people, problems
from tests.factories.problems import DUE, LATER, NOW, TODAY, VILLAGE, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Claim, Closure, Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db


def test_confirm_once_is_enough(cast: Cast) -> None:
    problem = problems.confirmed(cast)
    with pytest.raises(NotNow):
        operations.confirm(problem, by=cast.secretary, now=LATER, satisfaction="satisfied")


def test_confirm_of_a_team_member_is_refused(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSING)
    with pytest.raises(NotYourDuty):
        operations.confirm(problem, by=people.posting("team_member", VILLAGE), now=LATER, satisfaction="satisfied")


@pytest.mark.parametrize(("days", "may"), [(6, False), (7, True)])
def test_confirm_passes_to_the_township_after_seven_silent_days(cast: Cast, days: int, *, may: bool) -> None:
    problem = problems.problem(cast, State.CLOSING)
    township = people.posting("township_committee", "450422107")
    moment = NOW + timedelta(days=days)
    if not may:
        with pytest.raises(NotNow):
            operations.confirm(problem, by=township, now=moment, satisfaction="fairly")
        return
    operations.confirm(problem, by=township, now=moment, satisfaction="fairly")
    assert Closure.objects.get().is_unconfirmed_by_raiser is True


def test_confirm_passes_to_the_township_at_once_where_nobody_is_in_post(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSING)
    Posting.objects.filter(pk=cast.secretary.pk).update(ends_on=TODAY)
    township = people.posting("township_committee", "450422107")
    operations.confirm(problem, by=township, now=LATER, satisfaction="fairly")
    assert Closure.objects.get().is_unconfirmed_by_raiser is True


def test_verify_closes_what_is_solved(cast: Cast) -> None:
    problem = act("verify", problems.confirmed(cast), cast.organizer)
    closure = Closure.objects.get()
    assert (problem.state, problem.is_open, problem.closed_at, problem.due_on) == (State.CLOSED, False, LATER, None)
    assert (closure.verified_by, closure.ended_at) == (cast.organizer.person, LATER)


def test_verify_shelves_the_rest_with_a_review_date(cast: Cast) -> None:
    problem = problems.confirmed(cast, outcome="long_term")
    with pytest.raises(BadInput) as refused:
        operations.verify(problem, by=cast.organizer, now=LATER, opinion="条件不成熟。")
    operations.verify(problem, by=cast.organizer, now=LATER, opinion="条件不成熟。", review_on=DUE)
    problem = Problem.objects.get(pk=problem.pk)
    assert list(refused.value.faults) == ["review_on"]
    assert (problem.state, problem.is_open, problem.review_on, problem.closed_at) == (State.SHELVED, True, DUE, None)


def test_verify_waits_for_the_village(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSING)
    with pytest.raises(NotNow):
        operations.verify(problem, by=cast.organizer, now=LATER, opinion="属实。")


def test_verify_takes_a_third_person(cast: Cast) -> None:
    """One person holding two posts may not sign twice: 10 ways of cheating, the first of them."""
    problem = problems.confirmed(cast)
    promoted = people.posting("organizer", "450422", cast.secretary.person)
    with pytest.raises(NotYourDuty):
        operations.verify(problem, by=promoted, now=LATER, opinion="属实。")


def test_confirm_takes_a_second_person(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSING)
    moved = people.posting("first_secretary", VILLAGE, cast.power.person)
    with pytest.raises(NotYourDuty):
        operations.confirm(problem, by=moved, now=LATER, satisfaction="satisfied")


def test_refuse_gives_the_promise_its_own_day_back(cast: Cast) -> None:
    problem = act("refuse", problems.problem(cast, State.CLOSING), cast.organizer)
    assert (problem.state, problem.outcome, problem.due_on) == (State.IN_PROGRESS, "", DUE)
    assert Closure.objects.get().ended_at == LATER


def test_refuse_then_close_again_keeps_both_attempts(cast: Cast) -> None:
    problem = act("refuse", problems.problem(cast, State.CLOSING), cast.organizer)
    problem = act("submit_closure", problem, cast.power)
    assert (problem.state, Closure.objects.count()) == (State.CLOSING, 2)


def test_verify_does_not_pass_a_closing_that_was_sent_in_anew_meanwhile(cast: Cast) -> None:
    """The organizer's page still shows the confirmed attempt; the new one waits for the village."""
    seen = problems.confirmed(cast)
    seen = queries.for_page(Problem.objects.filter(pk=seen.pk)).get()
    act("refuse", seen, cast.secretary)
    act("submit_closure", Problem.objects.get(pk=seen.pk), cast.power)
    stale = queries.for_page(Problem.objects.filter(pk=seen.pk)).get()
    seen_closure = queries.open_closure(stale)
    assert seen_closure is not None
    seen_closure.confirmed_at = NOW
    with pytest.raises(NotNow):
        operations.verify(stale, by=cast.organizer, now=LATER, opinion="属实。")
    assert Problem.objects.get(pk=seen.pk).state == State.CLOSING


@pytest.mark.parametrize(("days", "may"), [(30, True), (31, False)])
def test_reopen_is_the_secretarys_for_thirty_days(cast: Cast, days: int, *, may: bool) -> None:
    problem = act("verify", problems.confirmed(cast), cast.organizer, NOW)
    moment = NOW + timedelta(days=days)
    if may:
        assert act("reopen", problem, cast.secretary, moment).state == State.IN_PROGRESS
        return
    with pytest.raises(NotNow):
        act("reopen", problem, cast.secretary, moment)
    assert act("reopen", problem, cast.organizer, moment).state == State.IN_PROGRESS


def test_reopen_goes_to_the_pool_where_the_lead_is_no_more(cast: Cast) -> None:
    problem = act("verify", problems.confirmed(cast), cast.organizer)
    department = cast.power.department
    assert department is not None
    department.until = TODAY
    department.save()
    problem = act("reopen", Problem.objects.get(pk=problem.pk), cast.organizer)
    assert (problem.state, problem.lead, Claim.objects.filter(ended_at=None).count()) == (State.POOLED, None, 0)


def test_confirm_days_are_the_settings(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSING)
    assert problem.due_on == TODAY + timedelta(days=settings.CONFIRM_DAYS)
