"""The contract's `contests`: the whole way over the API, and each verb for those whose it is not."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import contests, people
from tests.factories.contests import ENTRIES_CLOSE, NAMES, NOW, RULES, SCORES_CLOSE, Cast
from zhitongche.arena.contests import rulebook
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import MOVES, State
from zhitongche.arena.ring.actions import ACTIONS
from zhitongche.arena.settlement import answers
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db
TOKENS: dict[int, str] = {}


@pytest.fixture(autouse=True)
def _tokens() -> None:
    """Each test's accounts are new."""
    TOKENS.clear()


def token_of(posting: Posting) -> str:
    """One of each person for the test: an account holds only so many."""
    account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    if account.pk not in TOKENS:
        TOKENS[account.pk] = new_token(account, by=None, now=NOW)
    return TOKENS[account.pk]


def call(posting: Posting, method: str, path: str = "", body: Any = None) -> Any:
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token_of(posting)}", "HTTP_IDEMPOTENCY_KEY": idempotency.new_key()}
    sent = json.dumps(body) if body is not None else ""
    return Client().generic(method, f"/api/v1/contests{path}", sent, "application/json", **headers)


def done(posting: Posting, path: str, body: Any, wanted: int = 200) -> Any:
    answer = call(posting, "POST", path, body)
    assert answer.status_code == wanted, answer.content.decode()
    return answer.json()


def body_of(actors: Cast) -> dict[str, Any]:
    return {
        "alliance": actors.alliance.number,
        "kind": "bout",
        "item": actors.item.code,
        "title": "企业项目比武",
        "rules": rulebook.joined(RULES, NAMES),
        "entries_close_at": ENTRIES_CLOSE.isoformat(),
        "scores_close_at": SCORES_CLOSE.isoformat(),
    }


def test_every_verb_of_the_table_of_moves_is_offered() -> None:
    assert set(ACTIONS) == set(MOVES)


@pytest.fixture
def bout(cast: Cast) -> Contest:
    return contests.contest(cast)


@pytest.mark.parametrize("verb", tuple(ACTIONS))
def test_a_verb_is_hidden_from_strangers_and_refused_to_others(cast: Cast, bout: Contest, verb: str) -> None:
    assert call(cast.alliances.stranger, "POST", f"/{bout.number}/{verb}", {}).status_code == 404
    assert call(cast.alliances.township, "POST", f"/{bout.number}/{verb}", {}).status_code == 403


def test_a_bout_goes_its_whole_way_by_the_api(cast: Cast, clock: dict[str, Any]) -> None:
    organizer = cast.organizer
    made = done(organizer, "", body_of(cast), 201)
    number = made["number"]
    assert (made["state"], made["rules"]["quota"], made["rules_version"]) == ("draft", "0.20", 0)
    assert call(cast.secretaries[0], "GET", f"/{number}").status_code == 404
    done(organizer, f"/{number}/empanel", {"judges": [one.pk for one in cast.judges]})
    assert done(organizer, f"/{number}/open", {})["rules_version"] == 1
    for secretary in cast.secretaries:
        entry = done(secretary, f"/{number}/entries", {"statement": "带动务工"}, 201)
        done(secretary, f"/{number}/entries/{entry['entry']}/submit", {})
    assert done(organizer, f"/{number}/close_entries", {})["entries"] == 5
    for judge in cast.judges:
        done(judge, f"/{number}/declare", {"entries": []})
    done(organizer, f"/{number}/assign_judges", {})
    for place, judge in enumerate(cast.judges):
        for entry in range(1, 6):
            points = {"site": str(70 + 5 * entry), "oral": str(60 + 5 * entry + place)}
            assert call(judge, "POST", f"/{number}/scores", {"entry": entry, "points": points}).status_code in {
                200,
                201,
            }
    for entry in range(1, 6):
        for component in ("records", "villagers"):
            done(organizer, f"/{number}/give_points", {"entry": entry, "component": component, "points": "80"})
    done(organizer, f"/{number}/close_scores", {})
    assert done(organizer, f"/{number}/settle", {})["state"] == "settled"
    assert done(organizer, f"/{number}/publish", {})["state"] == "published"
    answer = call(cast.secretaries[0], "GET", f"/{number}/bundle")
    assert answer.status_code == 200
    assert answers.verify(json.dumps(answer.json().get("bundle", answer.json()))) == []
    assert call(organizer, "POST", f"/{number}/finalise", {}).status_code == 409
    clock["now"] = NOW + timedelta(days=15)
    final = call(organizer, "POST", f"/{number}/finalise", {})
    assert final.json()["state"] == "final", final.content.decode()
    contest = Contest.objects.get(number=number)
    assert [one.person for one in contest.titles.all()] == [cast.secretaries[4].person]
    events = [one["action"] for one in call(organizer, "GET", f"/{number}/events").json()["items"]]
    assert [one for one in events if one in {"draw_up", "open", "close_scores", "settle", "finalise"}] == [
        "draw_up",
        "open",
        "close_scores",
        "settle",
        "finalise",
    ]


def test_lists_are_narrowed_and_bad_words_refused(cast: Cast) -> None:
    made = contests.contest(cast)
    draft = contests.contest(cast, State.DRAFT)
    items = call(cast.organizer, "GET").json()["items"]
    assert {one["number"] for one in items} == {made.number, draft.number}
    assert [one["number"] for one in call(cast.organizer, "GET", "?state=open").json()["items"]] == [made.number]
    assert call(cast.organizer, "GET", "?alliance=LM-0").json()["items"] == []
    assert call(cast.organizer, "GET", "?state=half").status_code == 422
