"""The workbook of a first batch over the API, by token."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import batches, people
from tests.factories.projects import NOW, Cast
from zhitongche.express.batches import api, intake
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects.models import Project
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
IMPORT = "/api/v1/projects/import"


def caller(posting: Posting) -> Callable[..., Any]:
    token = new_token(people.account(f"u{posting.person_id}", of=posting.person), by=None, now=NOW)

    def call(path: Path | None, asked: str = "", key: str = "") -> Any:
        file = {"file": SimpleUploadedFile(path.name, path.read_bytes())} if path else {}
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en", "Idempotency-Key": key or str(uuid4())}
        return Client().post(IMPORT + asked, file, headers=headers)

    return call


def test_a_check_says_what_would_be_done_and_does_nothing(cast: Cast, tmp_path: Path) -> None:
    answer = caller(cast.organizer)(batches.first(tmp_path), "?check=1")
    told = answer.json()
    assert (answer.status_code, len(told["rows"]), len(told["problems"]), told["done"]) == (200, 37, 110, 0)
    assert {row["fate"] for row in told["rows"]} == {"new"}
    assert not Project.objects.exists()


def test_an_import_takes_both_lists_once(cast: Cast, tmp_path: Path) -> None:
    call, path = caller(cast.organizer), batches.first(tmp_path)
    answers = [call(path, key="k") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["done"] == 147
    numbers = {row["number"] for row in answers[0].json()["rows"]}
    assert numbers == set(Project.objects.values_list("number", flat=True))
    again = call(path)
    assert (again.status_code, again.json()["done"]) == (201, 0)
    assert (Project.objects.count(), Problem.objects.count()) == (37, 110)


def test_faults_are_named_by_list_row_and_column(cast: Cast, tmp_path: Path) -> None:
    wrong = batches.problem(1, 1)
    wrong[6] = "炼丹"
    answer = caller(cast.organizer)(batches.book(tmp_path, [batches.project(1, days="明年")], [wrong]))
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [
        ["body", "rows", "3", "9"],
        ["body", "problems", "2", "7"],
    ]
    assert not Project.objects.exists()


def test_who_may_not_plan_is_refused_and_what_is_no_workbook(cast: Cast, tmp_path: Path) -> None:
    assert caller(cast.finance)(batches.first(tmp_path)).status_code == 403
    assert Client().post(IMPORT).status_code == 401
    assert caller(cast.organizer)(None).status_code == 422
    broken = tmp_path / "a.exe"
    broken.write_bytes(b"MZ")
    answer = caller(cast.township)(broken)
    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", "file"])


def test_a_long_workbook_is_a_job(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "INTAKE", dataclasses.replace(intake.INTAKE, at_once=10))
    answer = caller(cast.organizer)(batches.first(tmp_path))
    told = answer.json()
    assert (answer.status_code, told["state"], told["total"]) == (202, "waiting", 147)
