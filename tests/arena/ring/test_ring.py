"""One contest by its page and by the contract's `contests`: the whole way over the API, and what each sees of it."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import alliances, contests, people
from tests.factories.contests import ENTRIES_CLOSE, NAMES, NOW, RULES, SCORES_CLOSE, TODAY, Cast
from zhitongche.arena.alliances import operations as membership
from zhitongche.arena.contests import operations as entering
from zhitongche.arena.contests import rulebook
from zhitongche.arena.contests.models import Contest, ContestRules, LateRequest
from zhitongche.arena.contests.states import MOVES, State
from zhitongche.arena.ring import presenting
from zhitongche.arena.ring.actions import ACTIONS
from zhitongche.arena.settlement import answers
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db
TOKENS: dict[int, str] = {}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The middleware's clock stands where the test sets it."""
    TOKENS.clear()
    held = {"now": NOW}
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: held["now"])
    return held


@pytest.fixture
def cast(db: None, clock: dict[str, Any]) -> Cast:
    """南区联盟 with five members: enough for one champion."""
    actors = contests.cast()
    for number in (204, 205):
        member = alliances._secretary(f"{alliances.SOUTH}{number}", f"南村{number}")
        membership.enrol(actors.alliance, by=actors.organizer, now=NOW, people=[member.person_id])
        object.__setattr__(actors.alliances, "southern", (*actors.alliances.southern, member))
    return actors


def account_of(posting: Posting) -> Account:
    return Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)


def token_of(posting: Posting) -> str:
    """One of each person for the test: an account holds only so many."""
    account = account_of(posting)
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


def page(posting: Posting, number: str) -> str:
    client = Client()
    client.force_login(account_of(posting))
    answer = client.get(reverse("ring:detail", args=[number]))
    assert answer.status_code == 200
    return answer.content.decode()


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


def test_verbs_are_hidden_from_strangers_and_refused_to_others(cast: Cast) -> None:
    made = contests.contest(cast)
    for verb in ACTIONS:
        assert call(cast.alliances.stranger, "POST", f"/{made.number}/{verb}", {}).status_code == 404
        assert call(cast.alliances.township, "POST", f"/{made.number}/{verb}", {}).status_code == 403


def test_lists_are_narrowed_and_bad_words_refused(cast: Cast) -> None:
    made = contests.contest(cast)
    draft = contests.contest(cast, State.DRAFT)
    items = call(cast.organizer, "GET").json()["items"]
    assert {one["number"] for one in items} == {made.number, draft.number}
    assert [one["number"] for one in call(cast.organizer, "GET", "?state=open").json()["items"]] == [made.number]
    assert call(cast.organizer, "GET", "?alliance=LM-0").json()["items"] == []
    assert call(cast.organizer, "GET", "?state=half").status_code == 422


def test_the_page_shows_to_each_what_is_theirs(cast: Cast) -> None:
    made = contests.running(cast)
    kept = page(cast.organizer, made.number)
    for words in (made.title, "现场观摩", reverse("ring:act", args=[made.number, "assign_judges"])):
        assert words in kept
    seen = page(cast.secretaries[0], made.number)
    assert reverse("contests:showcase", args=[made.number]) in seen
    assert reverse("ring:act", args=[made.number, "assign_judges"]) not in seen
    assert reverse("judging:desk", args=[made.number]) not in seen
    assert reverse("judging:desk", args=[made.number]) in page(cast.judges[0], made.number)


def opens(posting: Posting, address: str) -> str:
    """A page that somebody is led to."""
    client = Client()
    client.force_login(account_of(posting))
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_every_way_on_the_page_leads_to_a_page_of_the_readers(cast: Cast) -> None:
    for state in (State.OPEN, State.ENTRIES_CLOSED):
        made = contests.contest(cast, state)
        contests.entry(made, cast.secretaries[1])
        contests.seat(made, cast.judges[0])
        readers = (*cast.secretaries[:2], cast.organizer, cast.supervisor, cast.alliances.township, cast.judges[0])
        for reader in readers:
            told = presenting.ways(made, [reader.as_of(contests.TODAY)])
            assert told or reader == cast.alliances.township
            for way in told:
                opens(reader, way["address"])


def test_a_secretary_is_led_to_the_own_entry_or_to_begin_it(cast: Cast) -> None:
    made = contests.contest(cast)
    own = contests.entry(made, cast.secretaries[1])
    assert reverse("contests:begin", args=[made.number]) in page(cast.secretaries[0], made.number)
    assert reverse("contests:entry", args=[made.number, own.serial]) in page(cast.secretaries[1], made.number)


def test_who_pledged_is_led_to_the_report(cast: Cast) -> None:
    made = contests.contest(cast, State.ENTRIES_CLOSED)
    own = contests.entry(made, cast.secretaries[0])
    told = {"text": "栽树", "measure": "栽植", "unit": "亩", "target": Decimal(20)}
    entering.pledge(own, by=cast.secretaries[0], now=NOW, due_on=contests.TODAY + timedelta(days=9), **told)
    assert reverse("contests:mine") in page(cast.secretaries[0], made.number)
    assert reverse("contests:mine") not in page(cast.secretaries[1], made.number)


def test_a_late_request_is_decided_from_the_page(cast: Cast) -> None:
    made = contests.contest(cast, State.ENTRIES_CLOSED)
    entering.ask_late(made, by=cast.secretaries[0], now=NOW, reason="村里停电")
    request = LateRequest.objects.get()
    address = f"{reverse('ring:act', args=[made.number, 'decide_late'])}?request={request.pk}"
    assert address in page(cast.organizer, made.number)
    assert "南村201书记" in opens(cast.organizer, address)
    for reader, sees in ((cast.supervisor, True), (cast.secretaries[0], True), (cast.secretaries[1], False)):
        seen = page(reader, made.number)
        assert ("村里停电" in seen, address in seen) == (sees, False), reader
    made.refresh_from_db()
    entering.decide_late(made, by=cast.organizer, now=NOW, request=request.pk, granted=True, reason="停电属实")
    assert "停电属实" in page(cast.secretaries[0], made.number)
    assert address not in page(cast.organizer, made.number)


def test_whoever_signs_reads_what_would_change(cast: Cast) -> None:
    made = contests.contest(cast)
    heavier = {**RULES["criteria"][0], "weight": "25"}, {**RULES["criteria"][1], "weight": "15"}
    told = {"reason": "现场更要紧", "rules": rulebook.joined({**RULES, "criteria": list(heavier)}, NAMES)}
    entering.propose_rules(
        made, by=cast.organizer, now=NOW, entries_close_at=ENTRIES_CLOSE + timedelta(hours=1), **told
    )
    seen = opens(cast.supervisor, reverse("ring:act", args=[made.number, "sign_rules"]))
    for words in ("现场更要紧", "5 月 27 日 10:00:00", "5 月 27 日 11:00:00", "权重 20", "权重 25", "权重 15"):
        assert words in seen, words
    assert "实绩量化" not in seen
    assert "6 月 3 日" not in seen


# Of the page itself, in whatever state, for whoever reads it: an organizer's while it is judged asks so many, others less.
MOST_STATEMENTS = 15


def asked_by(reader: Posting, made: Contest) -> int:
    """How many statements the page takes for somebody who is signed in already."""
    client = Client()
    client.force_login(account_of(reader))
    address = reverse("ring:detail", args=[made.number])
    # What is built once in a process is built before anything is counted.
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as statements:
        client.get(address)
    return len(statements)


@pytest.mark.parametrize("state", [one for one in State if one != State.DRAFT])
def test_the_page_asks_little_of_the_database(cast: Cast, state: State) -> None:
    made = contests.running(cast, state, notice_ends_on=TODAY)
    proposal = {"entries_close_at": made.entries_close_at, "scores_close_at": made.scores_close_at}
    given = ContestRules.objects.get(contest=made)
    ContestRules.objects.create(
        contest=made, version=2, rules=given.rules, proposed_by=cast.organizer, proposed_at=NOW, **proposal
    )
    for reader in (cast.organizer, cast.supervisor, cast.secretaries[0], cast.judges[0]):
        assert asked_by(reader, made) <= MOST_STATEMENTS, (state, reader)


def test_the_page_asks_the_same_however_many_take_part(cast: Cast) -> None:
    asked = []
    for count in (1, 3):
        made = contests.contest(cast, State.ENTRIES_CLOSED)
        for secretary, judge in zip(cast.secretaries[:count], cast.judges[:count], strict=True):
            contests.entry(made, secretary)
            contests.seat(made, judge)
        asked.append(asked_by(cast.organizer, made))
    assert asked[0] == asked[1]


def test_what_is_done_on_an_entry_leads_on_to_it(cast: Cast) -> None:
    made = contests.contest(cast)
    client = Client()
    client.force_login(account_of(cast.secretaries[0]))
    assert client.get(f"/contests/{made.number}/begin_entry/").url == reverse("contests:begin", args=[made.number])
    assert client.get(f"/contests/{made.number}/report_pledge/").url == reverse("contests:mine")
