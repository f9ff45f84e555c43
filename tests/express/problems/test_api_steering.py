"""Setting aside, raising and instructing over HTTP: strangers find nothing, and the words come back."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import people, problems
from tests.factories.problems import NOW, Cast
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
VERBS = ["shelve", "revive", "escalate", "send_back", "instruct", "answer_instruction"]


def post(by: Posting, path: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
    account = Account.objects.filter(person=by.person_id).first() or people.account(f"u{by.person_id}", of=by.person)
    headers = {"Authorization": f"Bearer {new_token(account, by=None, now=NOW)}", "Idempotency-Key": str(uuid4())}
    answer = Client().post(f"/api/v1/problems/{path}", body, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_is_answered_404(cast: Cast, verb: str) -> None:
    problem = problems.problem(cast, State.POOLED)
    assert post(people.posting("organizer", "450421"), f"{problem.number}/{verb}", {})[0] == 404


def test_escalate_then_send_back_by_the_contract(cast: Cast) -> None:
    number = problems.problem(cast, State.POOLED).number
    city = people.posting("organizer", "4504")
    status, raised = post(cast.organizer, f"{number}/escalate", {"reason": "县里解决不了。"})
    assert (status, raised["level"], raised["state"]) == (200, "city", "pooled")
    assert post(cast.organizer, f"{number}/escalate", {"reason": "再提。"})[0] == 409
    assert post(cast.organizer, f"{number}/send_back", {"reason": "……"})[0] == 403
    status, back = post(city, f"{number}/send_back", {"reason": "县里可以解决。"})
    assert (status, back["level"]) == (200, "county")
    assert post(city, f"{number}/send_back", {"reason": "再退。"})[0] == 409


def test_shelve_asks_for_basis_and_day(cast: Cast) -> None:
    number = problems.problem(cast, State.POOLED).number
    status, told = post(cast.organizer, f"{number}/shelve", {"reason": "等资金。"})
    assert status == 422
    assert {str(error["loc"][-1]) for error in told["errors"]} == {"basis", "review_on"}  # type: ignore[attr-defined]
    body = {"reason": "等资金。", "basis": "电网规划。", "review_on": "2099-01-05"}
    status, told = post(cast.organizer, f"{number}/shelve", body)
    assert (status, told["state"], told["review_on"], told["light"]) == (200, "shelved", "2099-01-05", "none")


def test_instruct_for_a_leader_without_the_paper_is_bad_input(cast: Cast) -> None:
    number = problems.problem(cast, State.POOLED).number
    status, told = post(cast.organizer, f"{number}/instruct", {"text": "请速办。", "due_on": "2099-01-05"})
    assert status == 422
    assert {str(error["loc"][-1]) for error in told["errors"]} == {"leader", "photos"}  # type: ignore[attr-defined]
    leader = people.posting("leader", "450422")
    assert post(leader, f"{number}/instruct", {"text": "请速办。", "due_on": "2099-01-05"})[0] == 200
