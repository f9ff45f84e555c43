"""Two hands at one moment on a consultation, and on problems that are tied to each other."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import people, problems
from tests.factories.problems import NOW, PLAN, Cast
from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Consultation, Opinion, Problem, ProblemEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import NotNow

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=9)
InThreads = Callable[..., list[Any]]
Rounds = Callable[..., int]


@pytest.fixture
def cast(committed: str) -> Cast:
    """The people of the story, in a database whose commits are real."""
    return problems.cast()


def afresh(problem: Problem) -> Problem:
    return Problem.objects.get(pk=problem.pk)


def told(answers: list[Any]) -> Counter[str]:
    """How often each kind of answer came; that nothing waits any more is a "not now", too."""
    known = ((NotNow, "NotNow"), (Exception, ""))
    names = [
        next((name or type(one).__name__ for kind, name in known if isinstance(one, kind)), "done") for one in answers
    ]
    return Counter(names)


def test_two_organizers_conclude_once(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    second = people.posting("organizer", "450422")
    for _ in range(rounds(short=3, long=30)):
        problem = problems.problem(cast, State.IN_CONSULTATION)
        answers = in_threads(
            lambda n, one=problem: operations.conclude(
                afresh(one), by=(cast.organizer, second)[n % 2], now=LATER, conclusion=f"结论 {n}"
            ),
            4,
        )
        assert told(answers) == {"done": 1, "NotNow": 3}
        assert afresh(problem).state == State.POOLED
        assert problem.events.filter(action="conclude").count() == 1
        ended = Consultation.objects.get(problem=problem)
        assert ended.conclusion == problem.events.get(action="conclude").body["conclusion"]
    assert verification.verify().holds


def test_two_colleagues_give_one_opinion(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    colleague = people.posting("department_liaison", cast.power.department)
    for _ in range(rounds(short=3, long=30)):
        problem = problems.problem(cast, State.IN_CONSULTATION)
        answers = in_threads(
            lambda n, one=problem: operations.give_opinion(
                afresh(one), by=(cast.power, colleague)[n % 2], now=LATER, opinion=f"意见 {n}"
            ),
            4,
        )
        assert told(answers) == {"done": 1, "NotNow": 3}
        kept = Opinion.objects.get(consultation__problem=problem, department=cast.power.department_id)
        assert kept.text == problem.events.get(action="give_opinion").body["opinion"]


def test_a_conclusion_cites_every_opinion_that_was_taken(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    """An opinion that comes with the conclusion is either cited or refused; the worker's silence breaks neither."""
    for _ in range(rounds(short=3, long=30)):
        problem = problems.problem(cast, State.IN_CONSULTATION)
        late = NOW + timedelta(days=12)

        def one_of_three(n: int, one: Problem = problem, late: Any = late) -> Any:
            match n:
                case 0:
                    return operations.conclude(afresh(one), by=cast.organizer, now=late, conclusion="结论。")
                case 1:
                    return operations.give_opinion(afresh(one), by=cast.power, now=late, opinion="意见。")
            return operations.record_silence(now=late)

        answers = in_threads(one_of_three, 3)
        assert not [one for one in answers if isinstance(one, Exception) and type(one).__name__ != "NotNow"]
        cited = {one["department"]: one["silent"] for one in problem.events.get(action="conclude").body["opinions"]}
        given = ProblemEvent.objects.filter(problem=problem, action="give_opinion").exists()
        assert cited == {"450422-01": not given, "450422-02": True}
    assert verification.verify().holds


def test_a_problem_is_merged_or_claimed(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    for _ in range(rounds(short=3, long=30)):
        target, problem = problems.problem(cast, State.POOLED), problems.problem(cast, State.POOLED)
        answers = in_threads(
            lambda n, one=problem, into=target.number: (
                operations.merge(afresh(one), by=cast.organizer, now=LATER, into=into, reason="同一件事。")
                if n % 2
                else operations.claim(afresh(one), by=cast.power, now=LATER, **PLAN)
            ),
            4,
        )
        assert told(answers) == {"done": 1, "NotNow": 3}
        problem = afresh(problem)
        assert (problem.state == State.MERGED) == (problem.merged_into == target)
        assert (problem.state == State.IN_PROGRESS) == (problem.lead is not None)


def test_merging_and_linking_never_go_in_a_circle(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    for _ in range(rounds(short=3, long=30)):
        pair = [problems.problem(cast, State.POOLED) for _ in range(2)]
        answers = in_threads(
            lambda n, pair=pair: operations.merge(
                afresh(pair[n % 2]), by=cast.organizer, now=LATER, into=pair[1 - n % 2].number, reason="同一件事。"
            ),
            2,
        )
        assert told(answers) == {"done": 1, "BadInput": 1}
        other = [problems.problem(cast, State.POOLED) for _ in range(2)]
        answers = in_threads(
            lambda n, pair=other: operations.link(
                afresh(pair[n % 2]), by=cast.organizer, now=LATER, parent=pair[1 - n % 2].number
            ),
            2,
        )
        assert told(answers) == {"done": 1, "BadInput": 1}
        assert Problem.objects.filter(pk__in=[one.pk for one in other], parent=None).count() == 1


def test_two_colleagues_of_a_township_check_once(cast: Cast, in_threads: InThreads) -> None:
    pair = [people.posting("township_committee", "450422107") for _ in range(2)]
    problem = problems.problem(cast)
    answers = in_threads(lambda n: operations.check(afresh(problem), by=pair[n], now=LATER, opinion="属实。"), 2)
    assert told(answers) == {"done": 1, "NotNow": 1}
    assert problem.events.filter(action="check").count() == 1


def test_no_parent_is_closed_over_a_child_put_under_it(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    """Whoever checks a closing looks for open children; one that is put there at that moment counts, or is refused."""
    for _ in range(rounds(short=8, long=80)):
        parent, child = problems.confirmed(cast), problems.problem(cast, State.POOLED)
        acts: tuple[Callable[[], Problem], ...] = (
            lambda one=parent: operations.verify(afresh(one), by=cast.organizer, now=LATER, opinion="属实。"),
            lambda one=child, above=parent: operations.link(
                afresh(one), by=cast.organizer, now=LATER, parent=above.number
            ),
        )
        answers = in_threads(lambda n, acts=acts: acts[n](), 2)
        assert told(answers) in ({"done": 1, "NotNow": 1}, {"done": 1, "BadInput": 1})
        assert (afresh(parent).state == State.CLOSED) == (afresh(child).parent_id is None)
    assert verification.verify().holds


def test_two_organizers_take_a_child_out_once(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    pair = (cast.organizer, people.posting("organizer", "450422"))
    for _ in range(rounds(short=5, long=50)):
        parent, child = problems.problem(cast, State.POOLED), problems.problem(cast, State.POOLED)
        operations.link(child, by=cast.organizer, now=LATER, parent=parent.number)
        answers = in_threads(
            lambda n, one=child: operations.unlink(afresh(one), by=pair[n], now=LATER, reason="另行解决。"), 2
        )
        assert told(answers) == {"done": 1, "NotNow": 1}
        assert child.events.filter(action="unlink").count() == 1
