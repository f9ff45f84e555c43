"""Many hands on one decision at one moment: one counts, the others are told so."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.factories import people, problems
from tests.factories.problems import BODIES, LATER, PLAN, Cast, act
from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Claim, Problem, ProblemEvent, Rectification, Request
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import NotNow

pytestmark = pytest.mark.django_db
InThreads = Callable[..., list[Any]]
HANDS = 8


@pytest.fixture
def cast(committed: str) -> Cast:
    """The people of the story, in a database whose commits are real."""
    return problems.cast()


def afresh(problem: Problem) -> Problem:
    return Problem.objects.get(pk=problem.pk)


def told(answers: Sequence[Any]) -> Counter[str]:
    """How often each kind of answer came: "done", "NotNow", or the name of what should not have been raised."""
    known = ((Problem, "done"), (NotNow, "NotNow"))
    return Counter(next((name for kind, name in known if isinstance(one, kind)), type(one).__name__) for one in answers)


def steps(problem: Problem, action: str) -> int:
    return ProblemEvent.objects.filter(problem=problem, action=action).count()


@pytest.mark.parametrize("verb", ["hand_back", "transfer", "extend", "pause"])
def test_organizers_who_decide_one_request_at_once_decide_it_once(verb: str, cast: Cast, in_threads: InThreads) -> None:
    problem, key = problems.requested(cast, verb)
    organizers = [people.posting("organizer", "450422") for _ in range(HANDS)]
    answers = in_threads(
        lambda number: operations.decide(
            afresh(problem),
            by=organizers[number],
            now=LATER,
            request=key,
            granted=number % 2 == 0,
            reason="经研究。",
        ),
        HANDS,
    )
    assert told(answers) == {"done": 1, "NotNow": HANDS - 1}
    assert steps(problem, "decide") == 1
    assert Request.objects.get(pk=key).is_granted is not None
    assert verification.verify().holds


def test_an_order_and_a_claim_at_once_make_one_lead(cast: Cast, in_threads: InThreads) -> None:
    for _ in range(3):
        problem = problems.problem(cast, State.POOLED)

        def one(number: int, pooled: Problem = problem) -> Problem:
            if number % 2:
                return operations.claim(afresh(pooled), by=cast.power, now=LATER, **PLAN)
            order = {**BODIES["assign"], "department": "450422-02"}
            return operations.assign(afresh(pooled), by=cast.organizer, now=LATER, **order)

        answers = in_threads(one, HANDS)
        assert told(answers) == {"done": 1, "NotNow": HANDS - 1}
        assert Claim.objects.filter(problem=problem, ended_at=None).count() == 1
        assert Rectification.objects.filter(problem=problem).count() == 1
    assert verification.verify().holds


def test_leaders_who_approve_one_claim_at_once_claim_once(cast: Cast, in_threads: InThreads) -> None:
    problems.with_approval()
    problem = act("claim", problems.problem(cast, State.POOLED), cast.power)
    leaders = [people.posting("department_leader", cast.power.department) for _ in range(HANDS)]
    key = Request.objects.get().pk
    answers = in_threads(
        lambda number: operations.approve(afresh(problem), by=leaders[number], now=LATER, request=key), HANDS
    )
    assert told(answers) == {"done": 1, "NotNow": HANDS - 1}
    assert (steps(problem, "approve"), steps(problem, "claim"), Claim.objects.count()) == (1, 1, 1)
    assert verification.verify().holds


@pytest.mark.parametrize("verb", ["hand_back", "support"])
def test_colleagues_who_say_the_same_at_once_say_it_once(verb: str, cast: Cast, in_threads: InThreads) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    office = cast.power.department if verb == "hand_back" else cast.water.department
    colleagues = [people.posting("department_liaison", office) for _ in range(HANDS)]
    answers = in_threads(lambda number: act(verb, afresh(problem), colleagues[number]), HANDS)
    assert told(answers) == {"done": 1, "NotNow": HANDS - 1}
    assert steps(problem, verb) == 1


def test_workers_who_let_clocks_run_again_do_so_once(cast: Cast, in_threads: InThreads) -> None:
    problem = problems.paused(cast, until=LATER.date())
    answers = in_threads(lambda number: operations.resume_paused(now=LATER), HANDS)
    assert sum(answers) == 1
    assert steps(problem, "resume") == 1
