"""Whoever was too late asks once, and is answered once."""

from datetime import timedelta

import pytest

from tests.factories import contests
from tests.factories.contests import ENTRIES_CLOSE, NOW, Cast
from zhitongche.arena.contests import operations
from zhitongche.arena.contests.models import Contest, LateRequest
from zhitongche.arena.contests.states import State
from zhitongche.foundation.errors import BadInput, NothingWaits, NotNow, NotYourDuty

AFTER = ENTRIES_CLOSE + timedelta(hours=1)


def late(cast: Cast) -> Contest:
    made = contests.contest(cast, State.ENTRIES_CLOSED)
    return operations.ask_late(made, by=cast.secretaries[0], now=AFTER, reason="村里停电")


def test_ask_late_is_recorded_once(cast: Cast) -> None:
    made = late(cast)
    asked = LateRequest.objects.get(contest=made)
    assert (asked.person_id, asked.reason, asked.state) == (cast.secretaries[0].person_id, "村里停电", "asked")


def test_ask_late_is_not_asked_again(cast: Cast) -> None:
    made = late(cast)
    with pytest.raises(NotNow):
        operations.ask_late(made, by=cast.secretaries[0], now=AFTER, reason="再问")


def test_ask_late_is_for_members_who_were_too_late(cast: Cast) -> None:
    made = contests.contest(cast, State.ENTRIES_CLOSED)
    contests.entry(made, cast.secretaries[0])
    with pytest.raises(NothingWaits):
        operations.ask_late(made, by=cast.secretaries[0], now=AFTER, reason="晚了")
    for posting in (cast.organizer, cast.alliances.northern[0], cast.judges[0]):
        with pytest.raises(NotYourDuty):
            operations.ask_late(made, by=posting, now=AFTER, reason="晚了")
    with pytest.raises(NotNow):
        operations.ask_late(contests.contest(cast), by=cast.secretaries[0], now=NOW, reason="晚了")


def test_decide_late_grants_a_day_and_tells_who_asked(cast: Cast) -> None:
    made = late(cast)
    asked = LateRequest.objects.get(contest=made)
    operations.decide_late(made, by=cast.organizer, now=AFTER, request=asked.pk, granted=True, reason="属实")
    asked.refresh_from_db()
    assert (asked.state, asked.until) == ("granted", AFTER + timedelta(days=1))
    assert contests.told_of(made, "decide_late") == {cast.secretaries[0].person_id}


def test_decide_late_decides_once(cast: Cast) -> None:
    made = late(cast)
    asked = LateRequest.objects.get(contest=made)
    operations.decide_late(made, by=cast.organizer, now=AFTER, request=asked.pk, granted=True, reason="属实")
    with pytest.raises(NothingWaits):
        operations.decide_late(made, by=cast.organizer, now=AFTER, request=asked.pk, granted=False, reason="改")


def test_decide_late_is_for_its_keepers_and_before_the_scores_close(cast: Cast) -> None:
    made = late(cast)
    asked = LateRequest.objects.get(contest=made)
    for posting in (cast.secretaries[0], cast.supervisor, cast.alliances.neighbour):
        with pytest.raises(NotYourDuty):
            operations.decide_late(made, by=posting, now=AFTER, request=asked.pk, granted=True, reason="属实")
    for told in ({"request": 0}, {"until": AFTER}):
        with pytest.raises(BadInput):
            given = {"request": asked.pk, "granted": True, "reason": "属实", **told}
            operations.decide_late(made, by=cast.organizer, now=AFTER, **given)
    Contest.objects.filter(pk=made.pk).update(state=State.SCORED)
    with pytest.raises(NotNow):
        operations.decide_late(made, by=cast.organizer, now=AFTER, request=asked.pk, granted=True, reason="属实")


def test_a_refused_request_lets_nobody_in(cast: Cast) -> None:
    made = late(cast)
    asked = LateRequest.objects.get(contest=made)
    operations.decide_late(made, by=cast.organizer, now=AFTER, request=asked.pk, granted=False, reason="不属实")
    with pytest.raises(NotNow):
        operations.begin_entry(made, by=cast.secretaries[0], now=AFTER, statement="晚到的项目")
