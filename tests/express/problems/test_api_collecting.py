"""Consulting and tying problems to each other, over the API: bodies by the contract, the resource's further fields."""

from datetime import timedelta

import pytest

from tests.express.problems.test_api import Caller, call
from tests.factories import people, problems
from tests.factories.problems import LATER, Cast, act
from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State

pytestmark = pytest.mark.django_db
__all__ = ["call"]


def post(call: Caller, by: object, problem: Problem, verb: str, body: dict[str, object]) -> tuple[int, dict]:
    answer = call(by, "POST", f"problems/{problem.number}/{verb}", body)
    return answer.status_code, answer.json()


def test_a_consultation_from_the_question_to_the_conclusion(cast: Cast, call: Caller) -> None:
    problem = problems.problem(cast, State.POOLED)
    asked = {"departments": ["450422-01", "450422-02"], "question": "由谁增容？", "due_on": "2099-05-29"}
    status, body = post(call, cast.organizer, problem, "consult", asked)
    assert (status, body["state"]) == (200, "in_consultation")
    assert body["consultation"]["conclusion"] is None
    status, body = post(call, cast.power, problem, "give_opinion", {"opinion": "我局负责。"})
    given, silent = body["consultation"]["opinions"]
    assert (status, given["department"]["code"], given["opinion"]) == (200, "450422-01", "我局负责。")
    assert (given["given_at"] is None, given["silent"]) == (False, False)
    assert silent == {
        "department": {"code": "450422-02", "name": "藤县水利局"},
        "opinion": None,
        "given_at": None,
        "silent": False,
    }
    assert post(call, cast.power, problem, "give_opinion", {"opinion": "再说一次。"})[0] == 409
    status, body = post(call, cast.organizer, problem, "conclude", {"conclusion": "供电局牵头。"})
    assert (status, body["state"], body["consultation"]["conclusion"]) == (200, "pooled", "供电局牵头。")


def test_silence_is_told(cast: Cast, call: Caller) -> None:
    problem = problems.problem(cast, State.IN_CONSULTATION)
    operations.record_silence(now=LATER + timedelta(days=20))
    body = call(cast.organizer, "GET", f"problems/{problem.number}").json()
    assert [one["silent"] for one in body["consultation"]["opinions"]] == [True, True]
    events = call(cast.organizer, "GET", f"problems/{problem.number}/events").json()["items"]
    assert (events[-1]["action"], events[-1]["by"]) == ("silence", None)


def test_consult_finds_each_fault(cast: Cast, call: Caller) -> None:
    problem = problems.problem(cast, State.POOLED)
    status, body = post(call, cast.organizer, problem, "consult", {"departments": [], "question": ""})
    assert status == 422
    assert sorted({fault["loc"][-1] for fault in body["errors"]}) == ["departments", "due_on", "question"]
    strange = {"departments": ["x-1"], "question": "问。", "due_on": "2099-05-29"}
    status, body = post(call, cast.organizer, problem, "consult", strange)
    assert (status, body["errors"][0]["loc"][-1]) == (422, "departments")


def test_merge_and_unmerge(cast: Cast, call: Caller) -> None:
    target, problem = problems.problem(cast, State.POOLED), problems.problem(cast, State.POOLED)
    status, body = post(call, cast.organizer, problem, "merge", {"into": target.number, "reason": "同一条线路。"})
    assert (status, body["state"], body["merged_into"]) == (200, "merged", target.number)
    status, body = post(call, cast.organizer, problem, "unmerge", {"reason": "不是一件事。"})
    assert (status, body["state"], body["merged_into"]) == (200, "pooled", None)
    status, body = post(call, cast.organizer, problem, "merge", {"into": problem.number, "reason": "同一件事。"})
    assert (status, body["errors"][0]["loc"][-1]) == (422, "into")


def test_link_unlink_and_mark_relapse(cast: Cast, call: Caller) -> None:
    parent, problem = problems.problem(cast, State.POOLED), problems.problem(cast, State.POOLED)
    status, body = post(call, cast.organizer, problem, "link", {"parent": parent.number})
    assert (status, body["parent"]) == (200, parent.number)
    status, body = post(call, cast.organizer, problem, "unlink", {"reason": "单独办。"})
    assert (status, body["parent"]) == (200, None)
    earlier = act("verify", problems.confirmed(cast), cast.organizer)
    again = problems.report(cast.secretary, LATER + timedelta(days=3))
    status, body = post(call, cast.organizer, again, "mark_relapse", {"earlier": earlier.number})
    assert (status, body["relapse_of"]) == (200, earlier.number)


def test_check_is_the_townships(cast: Cast, call: Caller) -> None:
    problem = problems.problem(cast)
    township = people.posting("township_committee", "450422107")
    assert post(call, cast.organizer, problem, "check", {"opinion": "属实。"})[0] == 403
    assert post(call, township, problem, "check", {})[0] == 422
    assert post(call, township, problem, "check", {"opinion": "属实。"})[0] == 200
    assert post(call, township, problem, "check", {"opinion": "属实。"})[0] == 409
