"""The lot, who judges what, and the reason where nobody can."""

import random

import pytest

from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations, queries
from zhitongche.arena.judging.models import Assignment, JudgeSeat, Recusal
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db


def recused(made: Contest, judge: int, entry: int, state: str = "confirmed") -> None:
    seat = JudgeSeat.objects.get(contest=made, serial=judge)
    about = Entry.objects.get(contest=made, serial=entry)
    Recusal.objects.create(seat=seat, entry=about, ground="declared", state=state, raised_at=NOW)


def test_draw_order_can_be_redone_by_anybody(judged: Contest, cast: Cast) -> None:
    operations.draw_order(judged, by=cast.organizer, now=NOW)
    serials = [1, 2, 3]
    random.Random(judged.order_seed).shuffle(serials)
    turns = list(Entry.objects.filter(contest=judged).order_by("turn").values_list("serial", flat=True))
    assert turns == serials
    assert judged.events.get(action="draw_order").body["seed"] == judged.order_seed
    with pytest.raises(NotNow, match="drawn once"):
        operations.draw_order(judged, by=cast.organizer, now=NOW)


def test_draw_order_lets_late_entries_follow(judged: Contest, cast: Cast) -> None:
    operations.draw_order(judged, by=cast.organizer, now=NOW)
    for secretary in cast.alliances.northern:
        contests.entry(judged, secretary)
    seed = judged.order_seed
    operations.draw_order(judged, by=cast.organizer, now=NOW)
    serials = [4, 5]
    random.Random(f"{seed}:4").shuffle(serials)
    assert list(Entry.objects.filter(turn__gt=3).order_by("turn").values_list("serial", flat=True)) == serials
    assert judged.order_seed == seed


@pytest.mark.parametrize("verb", ["draw_order", "assign_judges"])
def test_lot_and_plan_are_the_keepers_while_it_is_judged(judged: Contest, cast: Cast, verb: str) -> None:
    act = getattr(operations, verb)
    for stranger in (cast.judges[0], cast.supervisor, cast.alliances.neighbour):
        with pytest.raises(NotYourDuty):
            act(judged, by=stranger, now=NOW)
    with pytest.raises(NotNow):
        act(contests.running(cast, State.OPEN), by=cast.organizer, now=NOW)


def test_assign_judges_to_all_lets_alternates_even_out(judged: Contest, cast: Cast) -> None:
    contests.seat(judged, people.posting("judge", "370681"), is_alternate=True)
    recused(judged, 1, 1)
    recused(judged, 2, 3)
    recused(judged, 6, 3)
    operations.assign_judges(judged, by=cast.organizer, now=NOW)
    assert list(Assignment.objects.values_list("seat__serial", "entry__serial")) == [(6, 1)]
    body = judged.events.get(action="assign_judges").body
    assert (body["filled"], body["short"]) == ([1], [3])
    # Again, and nothing is doubled.
    operations.assign_judges(judged, by=cast.organizer, now=NOW)
    assert Assignment.objects.count() == 1


def test_assign_judges_shares_entries_out_evenly(judged: Contest, cast: Cast) -> None:
    for secretary in cast.alliances.northern:
        contests.entry(judged, secretary)
    recused(judged, 1, 1)
    operations.assign_judges(judged, by=cast.organizer, now=NOW, judges_per_entry=3)
    panel = queries.panel(judged)
    assert [panel.expected(one) for one in panel.entries] == [3] * 5
    assert [len(panel.duty(one)) for one in panel.seats] == [3] * 5
    assert (1, 1) not in set(Assignment.objects.values_list("seat__serial", "entry__serial"))


def test_assign_judges_takes_alternates_where_the_panel_is_not_enough(judged: Contest, cast: Cast) -> None:
    contests.seat(judged, people.posting("judge", "370681"), is_alternate=True)
    for judge in (1, 2, 3):
        recused(judged, judge, 1)
    operations.assign_judges(judged, by=cast.organizer, now=NOW, judges_per_entry=3)
    assert judged.events.latest("sequence").body["judges"] == [1, 2, 3, 4, 5, 6]


def test_assign_judges_tells_why_it_is_impossible(judged: Contest, cast: Cast) -> None:
    for judge in (1, 2, 3):
        recused(judged, judge, 1)
    with pytest.raises(BadInput, match="fewer than 3 judges for: 南村201书记"):
        operations.assign_judges(judged, by=cast.organizer, now=NOW, judges_per_entry=3)
    with pytest.raises(BadInput, match="fewer than 9 judges"):
        operations.assign_judges(judged, by=cast.organizer, now=NOW, judges_per_entry=9)
    with pytest.raises(BadInput, match="too few sheets"):
        operations.assign_judges(judged, by=cast.organizer, now=NOW, judges_per_entry=1)
    assert Contest.objects.get(pk=judged.pk).judges_per_entry is None
    Entry.objects.filter(contest=judged).update(excluded="vetoed")
    with pytest.raises(BadInput, match="no judge or no entry"):
        operations.assign_judges(judged, by=cast.organizer, now=NOW, judges_per_entry=2)


def test_assign_judges_waits_for_recusals_and_stays_after_the_first_sheet(judged: Contest, cast: Cast) -> None:
    recused(judged, 1, 1, "proposed")
    with pytest.raises(NotNow, match="supervisor decides"):
        operations.assign_judges(judged, by=cast.organizer, now=NOW)
    Recusal.objects.update(state="dismissed")
    operations.score(judged, by=cast.judges[1], now=NOW, entry=1, points={"site": "80"})
    with pytest.raises(NotNow, match="stays as it is"):
        operations.assign_judges(judged, by=cast.organizer, now=NOW)
