import hashlib

import pytest

from tests.factories import people
from tests.oversight.inspection.conftest import act
from zhitongche.foundation.audit.chain import COLUMNS
from zhitongche.foundation.people.models import ApiToken

pytestmark = pytest.mark.django_db
AUDIT = "/api/v1/audit"


def bearer(role: str, seat: str = "") -> dict[str, str]:
    posting = people.posting(role, seat)
    account = people.account(of=posting.person)
    ApiToken.objects.create(
        account=account, digest=hashlib.sha256(f"token-{account.pk}".encode()).hexdigest(), created_at=people.NOW
    )
    return {"Authorization": f"Bearer token-{account.pk}", "Accept-Language": "en"}


def test_list_records_tells_every_column_and_the_names_of_today(client):
    liaison = people.posting("department_liaison", of=people.person("李志明"))
    act("450421", "problem.claim", liaison)
    answer = client.get(AUDIT, {"region": "450421"}, headers=bearer("auditor"))
    assert (answer.status_code, answer.json()["next"]) == (200, None)
    (line,) = answer.json()["items"]
    assert set(line) == {*COLUMNS, "hash", "sentence", "by", "place"}
    assert (line["sequence"], line["action"], line["sentence"]) == (1, "problem.claim", "claimed a problem")
    assert line["by"] == {"name": "李志明", "role": "Department liaison"}


def test_list_records_pages_by_cursor(client):
    for _ in range(5):
        act("450421", "problem.claim")
    headers, seen, cursor = bearer("auditor"), [], None
    while True:
        asked = {"region": "450421", "limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = client.get(AUDIT, asked, headers=headers).json()
        seen += [line["sequence"] for line in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert seen == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "asked", [{"region": "藤县"}, {"since": "soon"}, {"person": 0}, {"cursor": "x"}, {"limit": 201}]
)
def test_list_records_refuses_what_it_cannot_read(client, asked):
    assert client.get(AUDIT, asked, headers=bearer("auditor")).status_code == 422


def test_list_records_is_for_auditors_alone(client):
    assert client.get(AUDIT).status_code == 401
    assert client.get(AUDIT, headers=bearer("system_admin")).status_code == 403


def test_list_records_stays_inside_the_auditors_place(client):
    act("450421", "problem.claim")
    act("440703", "problem.claim")
    headers = bearer("auditor", "4407")
    told = {line["chain"] for line in client.get(AUDIT, headers=headers).json()["items"]}
    assert told == {"440703"}
    assert client.get(AUDIT, {"region": "450421"}, headers=headers).json()["items"] == []
