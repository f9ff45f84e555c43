"""Laying boundaries: by the city's organizer, page and command alike; and the map that the picture draws of them."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from tests.factories import people, problems
from tests.factories.outlines import SQUARE, collection, place
from zhitongche.express.boundaries import operations
from zhitongche.express.boundaries.models import Boundary
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db
NOW = people.NOW
NUMBER = "桂S(2026)01-001号"


@pytest.fixture
def city() -> Posting:
    """梧州's organizer, with two counties."""
    people.place("450421", "苍梧县")
    people.place("450422", "藤县")
    posting = people.posting(Role.ORGANIZER, people.place("4504", "梧州市"))
    people.account("city", of=posting.person)
    return posting


def _both() -> bytes:
    return collection(place(), place("450421000000", [[x + 0.5, y] for x, y in SQUARE]))


def _signed_in(name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Account.objects.get(username=name))
    return client


def test_lay_boundaries_takes_the_places_of_the_city_and_again_what_is_sent_anew(city: Posting) -> None:
    assert operations.lay_boundaries(by=city, now=NOW, data=_both(), approval=NUMBER) == 2
    before = Boundary.objects.get(pk="450421").path
    moved = collection(place(ring=[[x, y + 0.2] for x, y in SQUARE]))
    assert operations.lay_boundaries(by=city, now=NOW, data=moved, approval="新号") == 1
    assert {one.pk: one.approval for one in Boundary.objects.all()} == {"450421": NUMBER, "450422": "新号"}
    assert Boundary.objects.get(pk="450421").path == before
    record = AuditRecord.objects.filter(action="region.lay_boundaries").latest("pk")
    assert (record.subject_id, json.loads(record.facts)["count"]) == ("4504", 1)


def test_lay_boundaries_is_the_duty_of_the_city_alone(city: Posting) -> None:
    for other in (
        people.posting(Role.ORGANIZER, "450422"),
        people.posting(Role.ORGANIZER, "45"),
        people.posting(Role.LEADER, "4504"),
    ):
        with pytest.raises(NotYourDuty):
            operations.lay_boundaries(by=other, now=NOW, data=_both(), approval=NUMBER)


@pytest.mark.parametrize("code", ["450521", "450499", "45"])
def test_lay_boundaries_names_what_is_no_place_of_the_city_and_keeps_nothing(city: Posting, code: str) -> None:
    people.place("450521")
    with pytest.raises(BadInput) as bad:
        operations.lay_boundaries(by=city, now=NOW, data=collection(place(), place(code)), approval=NUMBER)
    assert code in str(bad.value.faults["file"])
    assert not Boundary.objects.exists()


def test_lay_boundaries_asks_for_the_number_of_the_map(city: Posting) -> None:
    with pytest.raises(BadInput) as bad:
        operations.lay_boundaries(by=city, now=NOW, data=_both(), approval=" ")
    assert list(bad.value.faults) == ["approval"]


def test_the_page_takes_the_file_and_the_picture_draws_the_map(city: Posting) -> None:
    problems.report(problems.cast().secretary)
    client = _signed_in("city")
    assert "<svg viewBox" not in client.get("/picture/").content.decode()
    sent = {"file": SimpleUploadedFile("wuzhou.geojson", _both()), "approval": NUMBER, "idempotency_key": "k" * 20}
    assert client.post("/boundaries/", sent)["Location"] == "/picture/"
    html = client.get("/picture/").content.decode()
    assert (html.count('class="shade-0"'), html.count('class="shade-4"')) == (1, 1)
    assert NUMBER in html
    assert "/picture/?region=450422" in html


@pytest.mark.parametrize(
    ("sent", "status"), [({}, 422), ({"file": SimpleUploadedFile("a.json", b"{}"), "approval": NUMBER}, 422)]
)
def test_the_page_tells_what_is_wrong_with_a_file(city: Posting, sent: dict[str, object], status: int) -> None:
    answer = _signed_in("city").post("/boundaries/", {**sent, "idempotency_key": "k" * 20})
    assert answer.status_code == status
    assert b"fault" in answer.content


def test_the_page_refuses_a_file_that_is_too_large(city: Posting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhitongche.express.boundaries.forms.MOST_MEGABYTES", 0)
    sent = {"file": SimpleUploadedFile("a.json", _both()), "approval": NUMBER, "idempotency_key": "k" * 20}
    assert _signed_in("city").post("/boundaries/", sent).status_code == 422


def test_a_countys_organizer_is_told_whose_duty_it_is(city: Posting) -> None:
    county = people.posting(Role.ORGANIZER, "450422")
    people.account("county", of=county.person)
    client = _signed_in("county")
    assert b'type="file"' not in client.get("/boundaries/").content
    assert client.post("/boundaries/", {"idempotency_key": "k" * 20}).status_code == 403


def test_the_command_lays_them_too(city: Posting, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wuzhou.geojson"
    path.write_bytes(_both())
    named = ("import", "boundaries", str(path), "--approval", NUMBER, "--as", "city")
    call_command(*named, "--check")
    assert not Boundary.objects.exists()
    call_command(*named)
    assert Boundary.objects.count() == 2
    assert "2" in capsys.readouterr().out
