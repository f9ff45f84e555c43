"""Contests on the to-do page: an entry due, a pledge due, a late request, a change of rules, a draft."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import contests
from tests.factories.contests import ENTRIES_CLOSE, NOW, SCORES_CLOSE, TODAY, Cast
from zhitongche.arena.contests import operations
from zhitongche.arena.contests.models import LateRequest, Pledge
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.todo import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return contests.cast()


def waiting(posting: Posting) -> dict[str, list[tuple[str, object]]]:
    """The numbers that wait under each verb, each with its last day."""
    found = queries.sections([posting.as_of(TODAY)], TODAY)
    return {
        one.verb: [(task.thing.number, task.thing.due_on) for task in one.tasks]
        for one in found
        if one.tasks[0].room.kind == "contest"
    }


def test_an_open_contest_waits_for_each_members_entry(cast: Cast) -> None:
    draft = contests.drawn_up(cast)
    closes = ENTRIES_CLOSE.date()
    assert waiting(cast.organizer) == {"open": [(draft.number, closes)]}
    operations.open_(draft, by=cast.organizer, now=NOW)
    assert waiting(cast.secretaries[0]) == {"begin_entry": [(draft.number, closes)]}
    contests.entered(draft, cast.secretaries[0])
    assert waiting(cast.secretaries[0]) == {}
    assert waiting(cast.secretaries[1]) == {"begin_entry": [(draft.number, closes)]}
    assert waiting(cast.alliances.northern[0]) == {}


def test_late_requests_wait_for_the_organizer(cast: Cast) -> None:
    made = contests.contest(cast)
    operations.close_entries(made, by=cast.organizer, now=NOW)
    operations.ask_late(made, by=cast.secretaries[0], now=NOW, reason="停电")
    assert waiting(cast.organizer) == {"decide_late": [(made.number, SCORES_CLOSE.date())]}
    assert waiting(cast.alliances.neighbour) == {}
    asked = LateRequest.objects.get()
    operations.decide_late(made, by=cast.organizer, now=NOW, request=asked.pk, granted=False, reason="不属实")
    assert waiting(cast.organizer) == {}


def test_a_change_of_rules_waits_for_whoever_did_not_propose_it(cast: Cast) -> None:
    made = contests.contest(cast)
    told = {"reason": "延期", "scores_close_at": SCORES_CLOSE + timedelta(days=1)}
    operations.propose_rules(made, by=cast.organizer, now=NOW, **told)
    assert waiting(cast.organizer) == {}
    for posting in (cast.second_organizer, cast.supervisor):
        assert list(waiting(posting)) == ["sign_rules"]
    operations.sign_rules(made, by=cast.supervisor, now=NOW)
    assert waiting(cast.second_organizer) == {}


def test_a_pledge_waits_for_its_report_by_its_day(cast: Cast) -> None:
    made = contests.contest(cast)
    entry = contests.entered(made, cast.secretaries[0])
    operations.close_entries(made, by=cast.organizer, now=NOW)
    entry.contest.refresh_from_db()
    for days in (10, 3):
        told = {"measure": "植树", "unit": "株", "target": Decimal(9), "due_on": TODAY + timedelta(days=days)}
        operations.pledge(entry, by=cast.secretaries[0], now=NOW, text="种树", **told)
    assert waiting(cast.secretaries[0]) == {"report_pledge": [(made.number, TODAY + timedelta(days=3))]}
    assert waiting(cast.secretaries[1]) == {}
    for pledge in Pledge.objects.all():
        told = {"pledge": pledge.pk, "done": Decimal(9), "text": "种完了"}
        operations.report_pledge(entry, by=cast.secretaries[0], now=NOW, **told)
    assert waiting(cast.secretaries[0]) == {}
