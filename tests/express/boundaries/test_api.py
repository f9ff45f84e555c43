"""Boundaries for programs: the city's organizer lays them under a key, whoever sees a place reads its outlines."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import people
from tests.factories.outlines import SQUARE, collection, place
from zhitongche.express.boundaries import operations
from zhitongche.express.boundaries.models import Boundary
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db
NOW = people.NOW
NUMBER = "桂S(2026)01-001号"


@pytest.fixture
def city() -> Posting:
    """梧州's organizer, with two counties."""
    people.place("450421", "苍梧县")
    people.place("450422", "藤县")
    return people.posting(Role.ORGANIZER, people.place("4504", "梧州市"))


def token_of(by: Posting) -> str:
    return new_token(people.account(of=by.person), by=None, now=NOW)


def file(*features: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("wuzhou.geojson", collection(*features))


def both() -> tuple[Any, Any]:
    return place(), place("450421000000", [[x + 0.5, y] for x, y in SQUARE])


def lay(token: str, key: str = "k", **parts: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return Client().post("/api/v1/boundaries", parts, headers=headers)


def read(token: str, asked: str = "") -> Any:
    return Client().get(f"/api/v1/boundaries{asked}", headers={"Authorization": f"Bearer {token}"})


def test_lay_takes_the_file_once_under_its_key_and_answers_how_many(city: Posting) -> None:
    token = token_of(city)
    for _time in range(2):
        answer = lay(token, file=file(*both()), approval=NUMBER)
        assert (answer.status_code, answer.json()) == (201, {"count": 2, "approval": NUMBER})
    assert answer.headers["Idempotency-Replayed"] == "true"
    assert lay(token, file=file(place()), approval=NUMBER).status_code == 422


def test_lay_is_refused_by_duty_before_what_was_sent(city: Posting) -> None:
    county = token_of(people.posting(Role.ORGANIZER, "450422"))
    assert lay(county).status_code == 403
    assert not Boundary.objects.exists()


def test_lay_names_what_is_wrong_and_keeps_nothing(city: Posting) -> None:
    token = token_of(city)
    empty = lay(token, "none")
    assert (empty.status_code, {one["loc"][1] for one in empty.json()["errors"]}) == (422, {"file", "approval"})
    strange = lay(token, "strange", file=file(place(), place(370681)), approval=NUMBER)
    assert (strange.status_code, strange.json()["errors"][0]["loc"]) == (422, ["body", "file"])
    assert "370681" in strange.json()["errors"][0]["msg"]
    assert not Boundary.objects.exists()


def test_read_gives_the_outlines_within_reach_by_code(city: Posting) -> None:
    operations.lay_boundaries(by=city, now=NOW, data=collection(*both()), approval=NUMBER)
    token = token_of(city)
    found = read(token).json()
    assert [one["region"] for one in found["items"]] == ["450421", "450422"]
    first = found["items"][0]
    assert (first["name"], first["approval"], first["path"][0]) == ("苍梧县", NUMBER, "M")
    assert first["west"] <= first["middle"][0] <= first["east"]
    page = read(token, "?limit=1").json()
    assert read(token, f"?limit=1&cursor={page['next']}").json()["items"] == found["items"][1:]
    assert [one["region"] for one in read(token, "?region=450422").json()["items"]] == ["450422"]
    assert read(token, "?region=nowhere").status_code == 422
    assert [one["region"] for one in read(token_of(people.posting(Role.LEADER, "450422"))).json()["items"]] == [
        "450422"
    ]
    people.place("370681", "龙口市")
    assert read(token_of(people.posting(Role.LEADER, "370681"))).json()["items"] == []


def test_read_is_for_whoever_sees_a_place_in_figures(city: Posting) -> None:
    assert read(token_of(people.posting(Role.SYSTEM_ADMIN, "4504"))).status_code == 404
    assert Client().get("/api/v1/boundaries").status_code == 401


@pytest.mark.parametrize("count", [1, 3])
def test_read_asks_as_often_however_many_there_are(city: Posting, count: int) -> None:
    people.place("450423", "蒙山县")
    codes = ("450421", "450422", "450423")[:count]
    operations.lay_boundaries(by=city, now=NOW, data=collection(*map(place, codes)), approval=NUMBER)
    token = token_of(city)
    read(token)
    with CaptureQueriesContext(connection) as asked:
        assert len(read(token).json()["items"]) == count
    assert len(asked) == 2
