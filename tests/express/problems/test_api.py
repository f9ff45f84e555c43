"""The contract's `problems` over HTTP: shapes, the order of refusals, scope, keys."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import people, problems
from tests.factories.problems import DUE, VILLAGE, Cast, act
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db

Caller = Callable[..., Any]


@pytest.fixture
def call() -> Caller:
    """`call(posting, "POST", "problems", {...})`: one request with a token of the posting's person."""
    tokens: dict[int, str] = {}

    def send(
        by: Posting | None, method: str, path: str, body: Any = None, *, key: str | None = "", **headers: str
    ) -> Any:
        if by is not None:
            if by.person_id not in tokens:
                account = people.account(f"u{by.person_id}", of=by.person)
                tokens[by.person_id] = new_token(account, by=None, now=problems.NOW)
            headers["Authorization"] = f"Bearer {tokens[by.person_id]}"
        if method == "POST" and key is not None:
            headers["Idempotency-Key"] = key or str(uuid4())
        return Client().generic(
            method, f"/api/v1/{path}", _text(body), content_type="application/json", headers=headers
        )

    return send


def _text(body: Any) -> Any:
    return json.dumps(body) if isinstance(body, dict) else body or ""


def plan() -> dict[str, str]:
    return {"measures": "现场勘查，重新制定供电方案。", "due_on": "2099-06-10"}


def test_a_problem_goes_the_whole_way(cast: Cast, call: Caller) -> None:
    made = call(cast.secretary, "POST", "problems", {"category": "electricity", "description": problems.DESCRIPTION})
    number = made.json()["number"]
    steps = [
        (cast.organizer, "accept", {}, "pooled"),
        (cast.power, "claim", plan(), "in_progress"),
        (cast.power, "report_progress", {"text": "立杆 11 根。"}, "in_progress"),
        (cast.power, "submit_closure", {"evidence": "已通电。"}, "closing"),
        (cast.secretary, "confirm", {"satisfaction": "satisfied"}, "closing"),
        (cast.organizer, "verify", {"opinion": "属实。"}, "closed"),
    ]
    states = []
    for by, verb, body, _state in steps:
        answer = call(by, "POST", f"problems/{number}/{verb}", body)
        assert answer.status_code == 200, answer.content
        states.append(answer.json()["state"])
    events = call(cast.secretary, "GET", f"problems/{number}/events").json()["items"]
    assert made.status_code == 201
    assert states == [state for *_rest, state in steps]
    assert [event["action"] for event in events] == ["report", *(verb for _by, verb, *_rest in steps)]
    assert [event["sequence"] for event in events] == list(range(1, 8))
    assert events[2]["by"] == {"name": "李志明", "role": "department_liaison", "department": "450422-01"}
    assert (events[2]["before"], events[2]["after"]) == ("pooled", "in_progress")


def test_report_answers_with_the_whole_resource(cast: Cast, call: Caller) -> None:
    body = {
        "category": "electricity",
        "description": problems.DESCRIPTION,
        "amount": "380000.50",
        "request": "增容改造",
        "urgency": "urgent",
    }
    answer = call(cast.secretary, "POST", "problems", body).json()
    assert answer["number"] == Problem.objects.get().number
    assert answer["label"] == f"藤县{answer['number'][6:]}"
    assert {name: answer[name] for name in ("state", "region", "amount", "request", "urgency", "level")} == {
        "state": "reported",
        "region": VILLAGE,
        "amount": "380000.50",
        "request": "增容改造",
        "urgency": "urgent",
        "level": "county",
    }
    assert (answer["lead"], answer["supporters"], answer["requests"], answer["outcome"]) == (None, [], [], None)


def test_report_finds_each_fault_and_writes_nothing(cast: Cast, call: Caller) -> None:
    answer = call(cast.secretary, "POST", "problems", {"category": "electricity", "description": "长" * 10_000, "x": 1})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert sorted(fault["loc"][-1] for fault in answer.json()["errors"]) == ["description", "x"]
    assert Problem.objects.count() == 0


def test_report_takes_no_binary_fraction_for_money(cast: Cast, call: Caller) -> None:
    body = {"category": "electricity", "description": "供电不足。", "amount": 0.1}
    assert call(cast.secretary, "POST", "problems", body).status_code == 422


def test_the_order_of_refusals_is_the_contracts(cast: Cast, call: Caller) -> None:
    number = problems.problem(cast, State.IN_PROGRESS).number
    stranger = people.posting("organizer", "450421")
    claim = f"problems/{number}/claim"
    assert call(None, "POST", claim, plan()).status_code == 401
    assert call(cast.power, "POST", claim, plan(), key=None).status_code == 400
    assert call(stranger, "POST", claim, {}).status_code == 404
    assert call(cast.secretary, "POST", claim, {"nothing": "of this"}).status_code == 403
    late = call(cast.water, "POST", claim, {"nothing": "of this"})
    assert (late.status_code, late.json()["state"]) == (409, "in_progress")
    assert call(cast.power, "POST", f"problems/{number}/report_progress", {}).status_code == 422


def test_the_same_key_gives_the_first_answer_again(cast: Cast, call: Caller) -> None:
    number = problems.problem(cast, State.POOLED).number
    first = call(cast.power, "POST", f"problems/{number}/claim", plan(), key="k1")
    again = call(cast.power, "POST", f"problems/{number}/claim", plan(), key="k1")
    other = call(cast.power, "POST", f"problems/{number}/claim", {**plan(), "measures": "另一套。"}, key="k1")
    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 422)
    assert again.content == first.content
    assert Problem.objects.get(number=number).event_count == 3


@pytest.mark.parametrize("verb", ACTIONS)
def test_every_verb_is_hidden_from_strangers(verb: str, cast: Cast, call: Caller) -> None:
    number = problems.problem(cast, State.IN_PROGRESS).number
    for role, seat in [("organizer", "450421"), ("first_secretary", "450422100226"), ("security_admin", "")]:
        answer = call(people.posting(role, seat), "POST", f"problems/{number}/{verb}", {})
        assert answer.status_code == 404, (role, answer.content)


def test_actions_lists_the_callers_verbs_with_the_sentence_that_refuses(cast: Cast, call: Caller) -> None:
    number = problems.problem(cast, State.POOLED).number
    items = {item["action"]: item for item in call(cast.secretary, "GET", f"problems/{number}/actions").json()["items"]}
    assert set(items) == {"confirm", "refuse", "resubmit", "withdraw", "reopen", "link_project"}
    assert (items["withdraw"]["allowed"], items["withdraw"]["reason"]) == (True, None)
    assert items["confirm"]["allowed"] is False
    assert "待认领" in items["confirm"]["reason"]
    assert items["withdraw"]["schema"]["required"] == ["reason"]


def test_list_filters_and_pages(cast: Cast, call: Caller) -> None:
    numbers = [problems.report(cast.secretary).number for _ in range(3)]
    problems.problem(cast, State.POOLED)
    first = call(cast.organizer, "GET", "problems?state=reported&limit=2").json()
    second = call(cast.organizer, "GET", f"problems?state=reported&limit=2&cursor={first['next']}").json()
    found = [item["number"] for item in first["items"] + second["items"]]
    assert found == numbers[::-1]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("region=450422", 2),
        ("region=450421", 0),
        ("region=450422107", 2),
        ("region=450422000000", 2),
        ("region=450400", 2),
        ("source=report", 2),
        ("source=visit", 0),
        (f"region={VILLAGE}", 2),
        ("category=electricity", 2),
        ("category=water", 0),
        ("department=450422-01", 1),
        ("department=450422-02", 0),
        ("since=2026-05-20", 2),
        ("until=2026-05-20", 0),
    ],
)
def test_list_narrows_by_each_filter(cast: Cast, call: Caller, query: str, count: int) -> None:
    problems.report(cast.secretary)
    problems.problem(cast, State.IN_PROGRESS)
    assert len(call(cast.organizer, "GET", f"problems?{query}").json()["items"]) == count


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "auditor", "judge", "expert"])
def test_list_is_empty_for_whoever_has_no_business_with_problems(cast: Cast, call: Caller, role: str) -> None:
    problems.report(cast.secretary)
    seat = "" if role in {"system_admin", "security_admin", "auditor"} else "450422"
    assert call(people.posting(role, seat), "GET", "problems").json() == {"items": [], "next": None}


def test_a_department_sees_a_problem_from_the_pool_on(cast: Cast, call: Caller) -> None:
    number = problems.report(cast.secretary).number
    before = call(cast.water, "GET", f"problems/{number}").status_code
    call(cast.organizer, "POST", f"problems/{number}/accept", {})
    after = call(cast.water, "GET", f"problems/{number}").status_code
    assert (before, after) == (404, 200)


def test_a_city_sees_its_counties_and_a_province_only_reads(cast: Cast, call: Caller) -> None:
    number = problems.report(cast.secretary).number
    city, province = people.posting("organizer", "4504"), people.posting("organizer", "45")
    assert call(city, "GET", f"problems/{number}").status_code == 200
    assert call(province, "GET", f"problems/{number}").status_code == 200
    assert call(province, "POST", f"problems/{number}/accept", {}).status_code == 403
    assert call(city, "POST", f"problems/{number}/accept", {}).status_code == 200


def test_somebody_whose_posting_ended_sees_nothing(cast: Cast, call: Caller) -> None:
    number = problems.report(cast.secretary).number
    Posting.objects.filter(pk=cast.secretary.pk).update(ends_on="2026-01-01", starts_on="2025-01-01")
    assert call(cast.secretary, "GET", f"problems/{number}").status_code == 404
    assert call(cast.secretary, "POST", "problems", {"category": "water", "description": "断水。"}).status_code == 403


def test_an_account_acts_under_the_first_posting_that_allows_it(cast: Cast, call: Caller) -> None:
    """Two posts, one account: it sees what either sees, and neither does the other's duty elsewhere."""
    both = cast.secretary.person
    people.posting("organizer", "450421", both)
    number = problems.report(cast.secretary).number
    assert call(cast.secretary, "GET", f"problems/{number}").status_code == 200
    assert call(cast.secretary, "POST", f"problems/{number}/accept", {}).status_code == 403


def test_categories_carry_code_and_label(cast: Cast, call: Caller) -> None:
    items = call(cast.secretary, "GET", "problems/categories").json()["items"]
    assert items[0] == {"code": "electricity", "label": "供电"}


def test_errors_speak_the_callers_language(cast: Cast, call: Caller) -> None:
    number = problems.problem(cast, State.IN_PROGRESS).number
    headers = {"Accept-Language": "en"}
    answer = call(cast.water, "POST", f"problems/{number}/claim", plan(), **headers)
    assert "In progress" in answer.json()["detail"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_statements_for_one_row_and_three(
    cast: Cast, call: Caller, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        problems.problem(cast, State.IN_PROGRESS)
    call(cast.organizer, "GET", "problems")
    with django_assert_num_queries(4):
        call(cast.organizer, "GET", "problems")


def test_due_on_and_light_follow_the_claim(cast: Cast, call: Caller) -> None:
    number = problems.problem(cast, State.POOLED).number
    answer = call(cast.power, "POST", f"problems/{number}/claim", {**plan(), "due_on": "2099-12-31"}).json()
    assert (answer["due_on"], answer["light"]) == ("2099-12-31", "green")
    assert answer["lead"] == {"code": "450422-01", "name": "藤县供电局"}
    assert DUE.isoformat() != answer["due_on"]


@pytest.mark.parametrize("path", ["problems", "rectifications"])
@pytest.mark.parametrize(
    "fault", ["region=abc", "region=45042", "state=bogus", "light=purple", "since=yesterday", "limit=0"]
)
def test_a_filter_that_is_none_is_named(fault: str, path: str, cast: Cast, call: Caller) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    answer = call(cast.organizer, "GET", f"{path}?{fault}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][:2] == ["query", fault.partition("=")[0]]


@pytest.mark.parametrize("path", ["problems", "rectifications"])
@pytest.mark.parametrize(
    ("asked", "count"),
    [("since=0001-01-01", 1), ("until=0001-01-01", 0), ("since=9999-12-31", 0), ("until=9999-12-31", 1)],
)
def test_days_out_of_all_reach_are_days(asked: str, count: int, path: str, cast: Cast, call: Caller) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    assert len(call(cast.organizer, "GET", f"{path}?{asked}").json()["items"]) == count


@pytest.mark.parametrize("source", ["report", "visit", "call", "meeting"])
def test_list_is_narrowed_by_how_it_came(source: str, cast: Cast, call: Caller) -> None:
    township = people.posting("township_committee", "450422107")
    made = {"report": problems.report(cast.secretary).number}
    for each in ("visit", "call", "meeting"):
        made[each] = problems.report(township, village=VILLAGE, reported_by="村民李某", source=each).number
    found = call(cast.organizer, "GET", f"problems?source={source}").json()["items"]
    assert [row["number"] for row in found] == [made[source]]


def test_pool_answers_what_fits_first_and_why(cast: Cast, call: Caller) -> None:
    plain = problems.report(cast.secretary, category="other", description="村口路灯不亮。")
    act("accept", plain, cast.organizer)
    fitting = problems.problem(cast, State.POOLED)
    told = call(cast.power, "GET", "problems/pool").json()
    assert [row["number"] for row in told["items"]] == [fitting.number, plain.number]
    assert told["items"][0]["why"]
    assert told["has_more"] is False
    assert call(cast.organizer, "GET", "problems/pool").status_code == 404
