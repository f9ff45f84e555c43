"""One contest by its page: what each sees of it, where it leads, and what the forms of its acts tell."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import contests, people, results
from tests.factories.contests import ENTRIES_CLOSE, NAMES, NOW, RULES, Cast
from zhitongche.arena.contests import operations as entering
from zhitongche.arena.contests import rulebook
from zhitongche.arena.contests.models import Contest, ContestRules, LateRequest
from zhitongche.arena.contests.states import State
from zhitongche.arena.ring import presenting
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db


def account_of(posting: Posting) -> Account:
    return Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)


def opens(posting: Posting, address: str) -> str:
    """A page that somebody is led to."""
    client = Client()
    client.force_login(account_of(posting))
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def page(posting: Posting, number: str) -> str:
    client = Client()
    client.force_login(account_of(posting))
    answer = client.get(reverse("ring:detail", args=[number]))
    assert answer.status_code == 200
    return answer.content.decode()


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
MOST_STATEMENTS = 17


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
    made = contests.running(cast, state, notice_ends_on=contests.TODAY)
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


def test_an_act_leads_back_to_the_page_it_belongs_to(cast: Cast) -> None:
    made = contests.running(cast)

    def led(posting: Posting, verb: str) -> str:
        return presenting.place_of(made, verb, [posting.as_of(contests.TODAY)])

    own = reverse("ring:detail", args=[made.number])
    panel, desk, result = (
        reverse(name, args=[made.number]) for name in ("judging:panel", "judging:desk", "titles:results")
    )
    assert (led(cast.organizer, "give_points"), led(cast.organizer, "close_scores")) == (panel, own)
    assert (led(cast.supervisor, "recuse"), led(cast.judges[0], "recuse")) == (panel, desk)
    assert led(cast.judges[0], "submit_scores") == desk
    assert (led(cast.second_organizer, "decide_objection"), led(cast.organizer, "publish")) == (result, own)


def test_whoever_decides_an_objection_reads_it_on_the_form(cast: Cast) -> None:
    made = results.published(cast)
    results.accepted(cast, made)
    address = f"{reverse('ring:act', args=[made.number, 'decide_objection'])}?objection=1"
    assert "实绩分与台账不符。" in opens(cast.second_organizer, address)


def test_what_is_done_on_an_entry_leads_on_to_it(cast: Cast) -> None:
    made = contests.contest(cast)
    client = Client()
    client.force_login(account_of(cast.secretaries[0]))
    assert client.get(f"/contests/{made.number}/begin_entry/").url == reverse("contests:begin", args=[made.number])
    assert client.get(f"/contests/{made.number}/report_pledge/").url == reverse("contests:mine")
