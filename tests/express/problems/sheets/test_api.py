"""Lists in and out for programs."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import lists, problems
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def call(client, cast):
    def as_(posting):
        token = new_token(lists.account(posting), by=None, now=problems.NOW)

        def send(method, path, file=None, key="", **data):
            headers = {
                "Authorization": f"Bearer {token}",
                "Accept-Language": "en",
                "Idempotency-Key": key or str(uuid4()),
            }
            if method == "get":
                return client.get(f"{API}/{path}", data, headers=headers)
            return client.post(f"{API}/{path}", {"file": file} if file else {}, headers=headers)

        return send

    return as_


def sent(path):
    return SimpleUploadedFile(path.name, path.read_bytes())


def test_import_checks_then_takes_and_the_same_key_answers_alike(cast, call, tmp_path):
    send = call(cast.organizer)
    path = lists.book(tmp_path / "a.xlsx", lists.row(1, 提出时间=""), lists.row(2, village="无此村", 提出时间=""))
    checked = send("post", "problems/import?check=1", sent(path)).json()
    assert [row["fate"] for row in checked["rows"]] == ["new", "faulty"]
    assert (checked["rows"][1]["faults"][0]["column"], checked["created"]) == ("村", 0)
    refused = send("post", "problems/import", sent(path))
    assert (refused.status_code, refused.json()["errors"][0]["loc"]) == (422, ["body", "rows", "4", "6"])
    good = lists.book(tmp_path / "b.xlsx", lists.row(1, 提出时间=""))
    answers = [send("post", "problems/import", sent(good), key="k") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["rows"][0]["number"] == Problem.objects.get().number
    assert send("post", "problems/import", sent(good)).json()["created"] == 0


def test_import_is_refused_to_whose_duty_it_is_not_and_without_a_file(cast, call, tmp_path):
    path = lists.book(tmp_path / "a.xlsx", lists.row(1))
    assert call(cast.power)("post", "problems/import", sent(path)).status_code == 403
    assert call(cast.organizer)("post", "problems/import").status_code == 422
    broken = SimpleUploadedFile("a.exe", b"MZ")
    assert call(cast.organizer)("post", "problems/import", broken).status_code == 422


def test_export_answers_the_list_or_the_job_that_writes_it(cast, call, monkeypatch):
    problems.report(cast.secretary)
    send = call(cast.organizer)
    answer = send("get", "problems/export", kind="problems", format="csv")
    assert (answer.status_code, b"450422-2026-0001" in b"".join(answer.streaming_content)) == (200, True)
    monkeypatch.setattr("zhitongche.foundation.interchange.writing.MOST_AT_ONCE", 0)
    waiting = send("get", "problems/export", kind="problems", format="csv")
    assert waiting.status_code == 202
    job = send("get", f"jobs/{waiting.json()['job']}").json()
    assert (job["state"], job["file"]) == ("waiting", None)
    assert len(send("get", "jobs").json()["items"]) == 2
    done = Job.objects.get(state="done")
    file = send("get", f"jobs/{done.pk}/file")
    assert file.status_code == 200
    assert b"450422-2026-0001" in b"".join(file.streaming_content)
    assert call(cast.secretary)("get", f"jobs/{done.pk}").status_code == 404
    assert send("get", "problems/export", kind="x", format="csv").status_code == 422
    assert send("get", "problems/export", kind="problems", format="ods").status_code == 422
