"""Scores for programs: in by their judge, never out while they are sealed."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations
from zhitongche.arena.judging.models import JudgeSeat, ScoreSheet
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.web import idempotency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
SHEET = {"entry": 1, "points": {"site": "88.5", "oral": "90"}, "comment": "好"}


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edge reads the clock of the tests, so that the bout has not run out."""
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: NOW)


def call(posting: Posting, method: str, path: str, body: Any = None, key: str = "") -> Any:
    account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    token = new_token(account, by=None, now=NOW)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": key or idempotency.new_key()}
    headers["HTTP_ACCEPT_LANGUAGE"] = "en"
    sent = json.dumps(body) if body is not None else ""
    return Client().generic(method, f"/api/v1/contests/{path}", sent, "application/json", **headers)


def test_score_answers_with_what_was_sent(judged: Contest, cast: Cast) -> None:
    answer = call(cast.judges[0], "POST", f"{judged.number}/scores", SHEET)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["judge"], told["entry"], told["version"]) == (1, 1, 1)
    assert told["points"] == {"site": "88.5", "oral": "90"}


def test_score_sent_twice_is_one_sheet(judged: Contest, cast: Cast) -> None:
    first = call(cast.judges[0], "POST", f"{judged.number}/scores", SHEET, key="one")
    again = call(cast.judges[0], "POST", f"{judged.number}/scores", SHEET, key="one")
    other = call(cast.judges[0], "POST", f"{judged.number}/scores", SHEET, key="two")
    assert first.content == again.content
    assert first.json() == other.json()
    assert ScoreSheet.objects.count() == 1


def test_score_refuses_as_the_contract_says(judged: Contest, cast: Cast) -> None:
    path = f"{judged.number}/scores"
    assert call(cast.alliances.stranger, "POST", path, SHEET).status_code == 404
    assert call(people.posting("judge", "370681"), "POST", path, SHEET).status_code == 404
    assert call(cast.organizer, "POST", path, {}).status_code == 403
    above = {**SHEET, "points": {"site": "100.5"}}
    for body in (above, {**SHEET, "points": {"site": 88}}, {**SHEET, "entry": 9}, {**SHEET, "more": 1}, {}):
        assert call(cast.judges[0], "POST", path, body).status_code == 422
    operations.close_scores(judged, by=cast.organizer, now=NOW, anyway=True)
    late = call(cast.judges[0], "POST", path, SHEET)
    assert (late.status_code, late.json()["state"]) == (409, "scored")


def test_score_after_its_day_is_refused(cast: Cast) -> None:
    made = contests.running(cast, entries_close_at=NOW - timedelta(days=2), scores_close_at=NOW)
    assert call(cast.judges[0], "POST", f"{made.number}/scores", SHEET).status_code == 409


def test_sealed_scores_come_out_for_nobody(judged: Contest, cast: Cast) -> None:
    call(cast.judges[0], "POST", f"{judged.number}/scores", SHEET)
    path = f"{judged.number}/scores"
    for reader in (cast.judges[0], cast.organizer, cast.supervisor, cast.secretaries[0]):
        answer = call(reader, "GET", path)
        assert answer.status_code == 403
        assert "88.5" not in answer.content.decode()
    panel = call(cast.supervisor, "GET", f"{judged.number}/panel")
    assert "88.5" not in panel.content.decode()
    assert (panel.json()["judges"][0]["whole"], panel.json()["judges"][0]["entries"]) == (1, 3)
    operations.close_scores(judged, by=cast.organizer, now=NOW, anyway=True)
    assert len(call(cast.organizer, "GET", path).json()["items"]) == 1
    assert len(call(cast.judges[0], "GET", path).json()["items"]) == 1
    assert call(cast.judges[1], "GET", path).json()["items"] == []
    assert call(cast.secretaries[0], "GET", path).status_code == 403
    assert call(cast.alliances.stranger, "GET", path).status_code == 404


def test_panel_is_for_those_who_run_and_watch(judged: Contest, cast: Cast) -> None:
    operations.draw_order(judged, by=cast.organizer, now=NOW)
    told = call(cast.organizer, "GET", f"{judged.number}/panel").json()
    assert sorted(told["order"]) == [1, 2, 3]
    for stranger in (cast.judges[0], cast.secretaries[0], cast.alliances.stranger):
        assert call(stranger, "GET", f"{judged.number}/panel").status_code == 404


def test_submit_scores_tells_how_far_one_is(judged: Contest, cast: Cast) -> None:
    path = f"{judged.number}/submit_scores"
    assert call(cast.judges[0], "POST", path, {}).status_code == 422
    for entry in (1, 2, 3):
        call(cast.judges[0], "POST", f"{judged.number}/scores", {**SHEET, "entry": entry})
    answer = call(cast.judges[0], "POST", path, {})
    assert answer.status_code == 200, answer.content
    assert [one["judge"] for one in answer.json()["judges"]] == [1]
    assert JudgeSeat.objects.get(contest=judged, serial=1).submitted_at == NOW
    assert call(cast.judges[0], "POST", path, {}).status_code == 409
    assert call(cast.organizer, "POST", path, {}).status_code == 403
    assert call(cast.alliances.stranger, "POST", path, {}).status_code == 404
    assert Contest.objects.get(pk=judged.pk).state == State.ENTRIES_CLOSED


# ---- the made-up entry -------------------------------------------------------------------------------------------------

MADE_UP = {"statement": "示例项目", "points": {"site": "80", "oral": "70.5"}, "because": "有台账"}
TRIED = {"points": {"site": "85", "oral": "60"}}


def test_calibrate_answers_with_the_made_up_entry(judged: Contest, cast: Cast) -> None:
    answer = call(cast.organizer, "POST", f"{judged.number}/calibrate", MADE_UP)
    assert (answer.status_code, answer.json()) == (200, {**MADE_UP, "mine": None})
    assert call(cast.organizer, "GET", f"{judged.number}/calibration").json() == answer.json()


def test_try_calibration_shows_the_organizers_points_after_the_own_ones(judged: Contest, cast: Cast) -> None:
    call(cast.organizer, "POST", f"{judged.number}/calibrate", MADE_UP)
    path = f"{judged.number}/calibration"
    hidden = {"statement": "示例项目", "points": None, "because": None, "mine": None}
    assert call(cast.judges[0], "GET", path).json() == hidden
    answer = call(cast.judges[0], "POST", f"{judged.number}/try_calibration", TRIED)
    assert (answer.status_code, answer.json()) == (200, {**MADE_UP, "mine": TRIED["points"]})
    # What one judge has tried tells another nothing.
    assert call(cast.judges[1], "GET", path).json() == hidden


def test_calibrate_and_try_calibration_refuse_as_the_contract_says(judged: Contest, cast: Cast) -> None:
    calibrate, attempt = f"{judged.number}/calibrate", f"{judged.number}/try_calibration"
    for path, body in ((calibrate, MADE_UP), (attempt, TRIED)):
        assert call(cast.alliances.stranger, "POST", path, body).status_code == 404
        assert call(cast.secretaries[0], "POST", path, body).status_code == 403
        assert call(cast.supervisor, "POST", path, body).status_code == 403
    assert call(cast.judges[0], "POST", calibrate, MADE_UP).status_code == 403
    assert call(cast.organizer, "POST", attempt, TRIED).status_code == 403
    assert call(cast.judges[0], "POST", attempt, TRIED).status_code == 409
    assert call(cast.organizer, "POST", calibrate, {**MADE_UP, "points": {"site": "80.2"}}).status_code == 422
    assert call(cast.organizer, "POST", calibrate, {**MADE_UP, "points": {"site": "80"}}).status_code == 422
    assert call(cast.organizer, "POST", calibrate, MADE_UP).status_code == 200
    assert call(cast.judges[0], "POST", attempt, {"points": {"site": "101", "oral": "1"}}).status_code == 422
    assert call(cast.judges[0], "POST", attempt, TRIED).status_code == 200
    assert call(cast.judges[0], "POST", attempt, TRIED).status_code == 409
    assert call(cast.organizer, "POST", calibrate, MADE_UP).status_code == 409


def test_calibration_is_for_its_organizers_and_declared_judges(judged: Contest, cast: Cast) -> None:
    path = f"{judged.number}/calibration"
    assert call(cast.organizer, "GET", path).status_code == 404
    call(cast.organizer, "POST", f"{judged.number}/calibrate", MADE_UP)
    JudgeSeat.objects.filter(contest=judged, serial=1).update(declared_at=None)
    for other in (cast.judges[0], cast.supervisor, cast.secretaries[0], cast.alliances.stranger):
        assert call(other, "GET", path).status_code == 404
    assert call(cast.judges[0], "POST", f"{judged.number}/try_calibration", TRIED).status_code == 409


def test_actions_name_what_a_judge_does_at_the_desk(judged: Contest, cast: Cast) -> None:
    call(cast.organizer, "POST", f"{judged.number}/calibrate", MADE_UP)
    told = {
        one["action"]: one["allowed"] for one in call(cast.judges[0], "GET", f"{judged.number}/actions").json()["items"]
    }
    assert told["try_calibration"]
    assert told["submit_scores"]
    assert "calibrate" not in told
    assert "calibrate" in {
        one["action"] for one in call(cast.organizer, "GET", f"{judged.number}/actions").json()["items"]
    }


def test_score_sheets_are_taken_out_empty_while_they_are_sealed(judged: Contest, cast: Cast) -> None:
    call(cast.judges[0], "POST", f"{judged.number}/scores", SHEET)
    path = f"{judged.number}/score_sheets"
    answer = call(cast.judges[0], "GET", f"{path}?format=xlsx")
    assert (answer.status_code, answer["Content-Type"].endswith("sheet")) == (200, True)
    sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")
    assert b"88.5" not in sheet
    assert call(cast.organizer, "GET", f"{path}?format=csv").status_code == 404
    assert call(cast.secretaries[0], "GET", path).status_code == 403
    assert call(cast.alliances.stranger, "GET", path).status_code == 404
    Contest.objects.filter(pk=judged.pk).update(state=State.OPEN)
    assert call(cast.organizer, "GET", path).status_code == 409
