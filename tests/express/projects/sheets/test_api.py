"""The library's list out for programs, by token."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import people, projects
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
EXPORT = "/api/v1/projects/export"


@pytest.fixture
def cast(db: None) -> projects.Cast:
    return projects.cast()


def caller(posting: Posting) -> Callable[..., Any]:
    token = new_token(people.account(f"u{posting.person_id}", of=posting.person), by=None, now=projects.NOW)

    def call(**asked: str) -> Any:
        return Client().get(EXPORT, asked, headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})

    return call


def test_export_answers_the_list_of_what_the_token_sees_and_is_recorded(cast: projects.Cast) -> None:
    project = projects.planned(cast.secretary)
    answer = caller(cast.organizer)(format="csv")
    assert (answer.status_code, project.number in b"".join(answer.streaming_content).decode("utf-8-sig")) == (200, True)
    assert AuditRecord.objects.filter(action="project.export").count() == 1


def test_export_of_a_long_list_is_a_job(cast: projects.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhitongche.foundation.interchange.writing.MOST_AT_ONCE", 0)
    projects.planned(cast.secretary)
    answer = caller(cast.organizer)(format="csv")
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")


def test_export_is_refused_without_a_token_and_as_no_known_kind_of_file(cast: projects.Cast) -> None:
    assert Client().get(EXPORT).status_code == 401
    assert caller(cast.organizer)(format="ods").status_code == 422
