"""Many hands on one problem at one moment: one wins, the others are told so, and nothing breaks or locks."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.factories import people, problems
from tests.factories.problems import NOW, PLAN, Cast
from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Claim, Problem, ProblemEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import NotNow
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
CLAIMERS = 50
LATER = NOW + timedelta(hours=9)
InThreads = Callable[..., list[Any]]
Rounds = Callable[..., int]
Figure = Callable[[str, object], None]


@pytest.fixture
def cast(committed: str) -> Cast:
    """The people of the story, in a database whose commits are real."""
    return problems.cast()


@pytest.fixture
def liaisons(cast: Cast) -> list[Posting]:
    """One of each of fifty departments of the county."""
    offices = [
        people.department(f"450422-{number}", functions=["electricity"]) for number in range(100, 100 + CLAIMERS)
    ]
    return [people.posting("department_liaison", office) for office in offices]


def tokens(postings: Sequence[Posting]) -> list[str]:
    return [new_token(people.account(of=one.person), by=None, now=NOW) for one in postings]


def afresh(problem: Problem) -> Problem:
    """As another process reads it."""
    return Problem.objects.get(pk=problem.pk)


def told(answers: Sequence[Any]) -> Counter[str]:
    """How often each kind of answer came: "done", or the name of what was raised."""
    return Counter("done" if isinstance(one, Problem) else type(one).__name__ for one in answers)


# ---- fifty claimers ------------------------------------------------------------------------------------------------


def test_fifty_claimers_make_one_lead(
    cast: Cast, liaisons: list[Posting], in_threads: InThreads, rounds: Rounds, figure: Figure
) -> None:
    repeats = rounds(short=2, long=20)
    for _ in range(repeats):
        problem = problems.problem(cast, State.POOLED)
        answers = in_threads(
            lambda number, pooled=problem: operations.claim(afresh(pooled), by=liaisons[number], now=LATER, **PLAN),
            CLAIMERS,
        )
        assert told(answers) == {"done": 1, "NotNow": CLAIMERS - 1}
        winner = next(one for one in answers if isinstance(one, Problem))
        claim = Claim.objects.get(problem=problem)
        assert (afresh(problem).lead_id, claim.department_id) == (winner.lead_id, winner.lead_id)
        assert list(problem.events.values_list("sequence", "action")) == [(1, "report"), (2, "accept"), (3, "claim")]
    figure("claims", repeats * CLAIMERS)
    assert verification.verify().holds


def test_fifty_claimers_over_http_make_one_lead(
    cast: Cast, liaisons: list[Posting], served: str, in_threads: InThreads, rounds: Rounds, figure: Figure
) -> None:
    bearers = tokens(liaisons)
    repeats = rounds(short=2, long=20)
    for turn in range(repeats):
        number = problems.problem(cast, State.POOLED).number
        answers = in_threads(
            lambda n, turn=turn, number=number: post(
                served, f"problems/{number}/claim", bearers[n], f"{turn}-{n}", plan()
            ),
            CLAIMERS,
        )
        assert Counter(status for status, _body in answers) == {200: 1, 409: CLAIMERS - 1}
        losers = [json.loads(body) for status, body in answers if status == 409]
        # The state tells the loser what happened, and a state without words would be a lock that was not waited for.
        assert {body.get("state") for body in losers} == {"in_progress"}
        assert not [body for _status, body in answers if "locked" in body]
    figure("requests", repeats * CLAIMERS)
    assert verification.verify().holds


def plan() -> dict[str, str]:
    return {"measures": "现场勘查。", "due_on": (date.today() + timedelta(days=30)).isoformat()}


def post(address: str, path: str, token: str, key: str, body: dict[str, Any]) -> tuple[int, str]:
    """One act from outside: (status, text)."""
    place = urlsplit(address)
    line = HTTPConnection(str(place.hostname), place.port, timeout=120)
    try:
        headers = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
            "Accept-Language": "en",
        }
        line.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


# ---- controls: the same race without the guard ---------------------------------------------------------------------


def test_without_the_guard_the_race_shows(
    cast: Cast, liaisons: list[Posting], in_threads: InThreads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were this to pass with the guard off, the two tests above would prove nothing."""
    if connection.vendor == "postgresql":
        assert max(_winners_on_a_bare_table(in_threads) for _ in range(5)) > 1
        return
    # A transaction that reads before it takes the write lock cannot wait for it: SQLite refuses at once.
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
    problem, has_read = problems.problem(cast, State.POOLED), Barrier(CLAIMERS)

    def read_then_claim(number: int) -> Problem:
        with transaction.atomic():
            read = afresh(problem)
            has_read.wait()
            return operations.claim(read, by=liaisons[number], now=LATER, **PLAN)

    answers = in_threads(read_then_claim, CLAIMERS)
    assert "database is locked" in {str(one) for one in answers}


def _winners_on_a_bare_table(in_threads: InThreads) -> int:
    """How many of the claimers thought they had won, where a claim reads the state and then writes the lead."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_problem")
        cursor.execute("CREATE TABLE bare_problem AS SELECT id, state, lead_id FROM express_problem WHERE false")
        cursor.execute("INSERT INTO bare_problem VALUES (1, 'pooled', NULL)")
    has_read = Barrier(CLAIMERS)

    def claim(number: int) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT state FROM bare_problem WHERE id = 1")
            (state,) = cursor.fetchone()
            has_read.wait()
            if state == "pooled":
                cursor.execute("UPDATE bare_problem SET state = 'in_progress', lead_id = %s WHERE id = 1", [number])
            return bool(state == "pooled")

    return sum(answer is True for answer in in_threads(claim, CLAIMERS))


# ---- other hands at one moment -------------------------------------------------------------------------------------


def test_one_key_sent_by_twenty_reports_once(cast: Cast, in_threads: InThreads) -> None:
    (token,) = tokens([cast.secretary])
    body = json.dumps({"category": "electricity", "description": problems.DESCRIPTION})

    def send(_number: int) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "the-same"}
        answer = Client().post("/api/v1/problems", body, content_type="application/json", headers=headers)
        return answer.status_code, answer.content

    answers = in_threads(send, 20)
    made = {content for status, content in answers if status == 201}
    assert {status for status, _content in answers} <= {201, 409}
    assert len(made) == 1
    assert Problem.objects.count() == 1


def test_numbers_of_reports_at_once_leave_none_out(cast: Cast, in_threads: InThreads) -> None:
    answers = in_threads(lambda _number: problems.report(cast.secretary), 30)
    numbers = sorted(one.number for one in answers if isinstance(one, Problem))
    assert numbers == [f"450422-2026-{number:04d}" for number in range(1, 31)]
    assert verification.verify().holds


def test_verify_and_refuse_at_once_have_one_winner(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    acts: tuple[Callable[[Problem], Problem], ...] = (
        lambda closing: operations.verify(closing, by=cast.organizer, now=LATER, opinion="属实。"),
        lambda closing: operations.refuse(closing, by=cast.secretary, now=LATER, reason="还没有通电。"),
    )
    for _ in range(rounds(short=5, long=50)):
        problem = problems.confirmed(cast)
        answers = in_threads(lambda number, closing=problem: acts[number](afresh(closing)), 2)
        assert told(answers) == {"done": 1, "NotNow": 1}
        winner = next(number for number, one in enumerate(answers) if isinstance(one, Problem))
        assert afresh(problem).state == (State.CLOSED, State.IN_PROGRESS)[winner]
        assert problem.events.filter(action__in=["verify", "refuse"]).count() == 1
    assert verification.verify().holds


def test_progress_told_at_once_stands_twice(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    other = people.posting("department_liaison", people.department("450422-01"))
    for _ in range(rounds(short=5, long=50)):
        problem = problems.problem(cast, State.IN_PROGRESS)
        answers = in_threads(
            lambda number, working=problem: operations.report_progress(
                afresh(working), by=(cast.power, other)[number], now=LATER, text=f"第 {number} 段。"
            ),
            2,
        )
        assert told(answers) == {"done": 2}
        steps = ProblemEvent.objects.filter(problem=problem, action="report_progress")
        assert sorted(step.body["text"] for step in steps) == ["第 0 段。", "第 1 段。"]
        assert sorted(steps.values_list("sequence", flat=True)) == [4, 5]
    assert verification.verify().holds


def test_a_confirmation_given_twice_at_once_counts_once(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    for _ in range(rounds(short=5, long=50)):
        problem = problems.problem(cast, State.CLOSING)
        answers = in_threads(
            lambda _number, closing=problem: operations.confirm(
                afresh(closing), by=cast.secretary, now=LATER, satisfaction="satisfied"
            ),
            2,
        )
        # Whoever comes second is refused by the guard, or, having read the first one's word, by the rule.
        assert sorted(isinstance(one, NotNow) for one in answers) == [False, True]
        assert problem.events.filter(action="confirm").count() == 1


def test_escalate_and_claim_at_once_have_one_winner(cast: Cast, in_threads: InThreads, rounds: Rounds) -> None:
    """Raised, it is the city's: no department of the county comes to lead what it had read before."""
    acts: tuple[Callable[[Problem], Problem], ...] = (
        lambda pooled: operations.escalate(pooled, by=cast.organizer, now=LATER, reason="县里解决不了。"),
        lambda pooled: operations.claim(pooled, by=cast.power, now=LATER, **PLAN),
    )
    for _ in range(rounds(short=5, long=50)):
        problem = problems.problem(cast, State.POOLED)
        read = [afresh(problem), afresh(problem)]
        answers = in_threads(lambda number, read=read: acts[number](read[number]), 2)
        assert told(answers) == {"done": 1, "NotNow": 1}
        now = afresh(problem)
        assert (now.level, now.lead) in {("city", None), ("county", cast.power.department)}
    assert verification.verify().holds
