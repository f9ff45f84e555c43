"""Recusals are proposed, decided once by the supervisor, and a gap is filled."""

import pytest

from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests import operations as entering
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations, presenting, queries
from zhitongche.arena.judging.models import Assignment, JudgeSeat, Recusal
from zhitongche.arena.ring.actions import ACTIONS as RING
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Person, Posting

pytestmark = pytest.mark.django_db


def proposed(made: Contest, by, judge: int = 1, entry: int = 1) -> Recusal:
    operations.recuse(made, by=by, now=NOW, judge=judge, entry=entry, reason="亲属")
    return Recusal.objects.get(seat__serial=judge, entry__serial=entry, seat__contest=made)


def test_recuse_is_proposed_by_judge_organizer_and_supervisor(judged: Contest, cast: Cast) -> None:
    for at, by in enumerate((cast.judges[0], cast.organizer, cast.supervisor), start=1):
        assert proposed(judged, by, entry=at).state == "proposed"
    assert Notice.objects.filter(action="contest.recuse", person=cast.supervisor.person).count() == 2


def test_recuse_is_not_proposed_twice(judged: Contest, cast: Cast) -> None:
    proposed(judged, cast.judges[0])
    with pytest.raises(BadInput, match="stands already"):
        proposed(judged, cast.judges[0])
    assert Notice.objects.filter(action="contest.recuse", person=cast.supervisor.person).count() == 1


def test_recuse_by_a_judge_is_for_the_own_seat(judged: Contest, cast: Cast) -> None:
    with pytest.raises(NotYourDuty, match="own seat"):
        proposed(judged, cast.judges[1])
    for stranger in (cast.secretaries[0], cast.alliances.neighbour, people.posting("judge", "370681")):
        with pytest.raises(NotYourDuty):
            proposed(judged, stranger)
    with pytest.raises(NotNow):
        proposed(contests.running(cast, State.SCORED), cast.organizer)
    for judge, entry in ((9, 1), (1, 9)):
        with pytest.raises(BadInput):
            operations.recuse(judged, by=cast.organizer, now=NOW, judge=judge, entry=entry, reason="亲属")


def test_decide_recusal_confirms_or_dismisses_with_a_reason(judged: Contest, cast: Cast) -> None:
    one, other = proposed(judged, cast.judges[0]), proposed(judged, cast.judges[1], judge=2)
    decide = {"by": cast.supervisor, "now": NOW}
    operations.decide_recusal(judged, recusal=one.pk, confirmed=True, **decide)
    operations.decide_recusal(judged, recusal=other.pk, confirmed=False, reason="同名不同人", **decide)
    assert list(Recusal.objects.order_by("pk").values_list("state", flat=True)) == ["confirmed", "dismissed"]
    # Dismissed, and proposed again with another reason.
    assert proposed(judged, cast.judges[1], judge=2).decided_by is None


def test_decide_recusal_wants_a_reason_and_one_that_waits(judged: Contest, cast: Cast) -> None:
    one = proposed(judged, cast.judges[0])
    decide = {"by": cast.supervisor, "now": NOW}
    with pytest.raises(BadInput, match="Say why"):
        operations.decide_recusal(judged, recusal=one.pk, confirmed=False, **decide)
    operations.decide_recusal(judged, recusal=one.pk, confirmed=True, **decide)
    with pytest.raises(NotNow, match="decided already"):
        operations.decide_recusal(judged, recusal=one.pk, confirmed=False, reason="x", **decide)
    with pytest.raises(BadInput, match="no such recusal"):
        operations.decide_recusal(judged, recusal=one.pk + 100, confirmed=True, **decide)


def test_decide_recusal_is_the_supervisors(judged: Contest, cast: Cast) -> None:
    one = proposed(judged, cast.judges[0])
    for stranger in (cast.organizer, cast.judges[0], people.posting("supervisor", "370682")):
        with pytest.raises(NotYourDuty):
            operations.decide_recusal(judged, by=stranger, now=NOW, recusal=one.pk, confirmed=True)
    Contest.objects.filter(pk=judged.pk).update(state=State.SCORED)
    with pytest.raises(NotNow):
        operations.decide_recusal(judged, by=cast.supervisor, now=NOW, recusal=one.pk, confirmed=True)


def test_a_confirmed_recusal_is_filled_by_the_alternate_with_least_to_do(judged: Contest, cast: Cast) -> None:
    spare = [contests.seat(judged, people.posting("judge", "370681"), is_alternate=True) for _one in range(2)]
    entry = Entry.objects.get(contest=judged, serial=1)
    Recusal.objects.create(seat=spare[0], entry=entry, ground="declared", state="confirmed", raised_at=NOW)
    for judge in (1, 2):
        one = proposed(judged, cast.organizer, judge=judge)
        operations.decide_recusal(judged, by=cast.supervisor, now=NOW, recusal=one.pk, confirmed=True)
    assert list(Assignment.objects.values_list("seat__serial", "entry__serial")) == [(spare[1].serial, 1)]
    panel = queries.panel(judged)
    assert [panel.expected(one) for one in panel.entries] == [4, 5, 5]
    assert judged.events.latest("sequence").body["short"] == [1]


def test_propose_recusals_adds_each_once(judged: Contest, cast: Cast) -> None:
    people.posting("township_committee", str(cast.secretaries[0].region_id)[:9], cast.judges[3].person)
    assert operations.propose_recusals(judged, by=cast.organizer, now=NOW) == 3
    assert operations.propose_recusals(judged, by=None, now=NOW) == 0
    JudgeSeat.objects.filter(contest=judged, serial=4).update(left_at=NOW)
    assert queries.panel(judged).undecided == []


# ---- entries that change after the panel was named ---------------------------------------------------------------------


def from_one_unit(judge: Posting, secretary: Posting) -> None:
    Person.objects.filter(pk__in=[judge.person_id, secretary.person_id]).update(unit="龙口市水务局")


def test_a_late_entry_brings_its_recusal_although_the_panel_has_declared(cast: Cast) -> None:
    made = contests.contest(cast, State.OPEN)
    for judge in cast.judges:
        contests.seat(made, judge)
    late = cast.secretaries[0]
    from_one_unit(cast.judges[0], late)
    entering.close_entries(made, by=cast.organizer, now=NOW)
    assert operations.propose_left(now=NOW) == 0
    entering.ask_late(made, by=late.as_of(contests.TODAY), now=NOW, reason="停电")
    request = made.late_requests.get().pk
    entering.decide_late(made, by=cast.organizer, now=NOW, request=request, granted=True, reason="属实")
    entry = contests.entered(made, late)
    assert entry.is_late
    assert operations.propose_left(now=NOW) == 1
    found = Recusal.objects.get()
    assert (found.seat.serial, found.entry, found.ground, found.raised_by) == (1, entry, "own_unit", None)
    assert Notice.objects.filter(action="contest.recuse", person=cast.supervisor.person).count() == 1
    assert presenting.told_panel(made)["recusals"][0]["state"] == "proposed"
    with pytest.raises(NotYourDuty, match="waits for the supervisor"):
        operations.score(made, by=cast.judges[0], now=NOW, entry=entry.serial, points={"site": "80", "oral": "80"})
    operations.decide_recusal(made, by=cast.supervisor, now=NOW, recusal=found.pk, confirmed=True)
    # Looked at once, and no more until something changes.
    assert operations.propose_left(now=NOW) == 0


def test_entries_closed_by_the_clock_bring_the_recusals_of_whoever_entered_last(cast: Cast) -> None:
    made = contests.contest(cast, State.OPEN)
    for judge in cast.judges:
        contests.seat(made, judge)
    from_one_unit(cast.judges[1], cast.secretaries[1])
    contests.entered(made, cast.secretaries[1])
    assert operations.propose_left(now=NOW) == 0
    assert entering.close_due(now=contests.ENTRIES_CLOSE) == 1
    assert operations.propose_left(now=contests.ENTRIES_CLOSE) == 1
    assert Recusal.objects.get().seat.serial == 2


def test_entries_closed_by_a_person_bring_them_at_once(cast: Cast) -> None:
    made = contests.contest(cast, State.OPEN)
    for judge in cast.judges:
        contests.seat(made, judge)
    from_one_unit(cast.judges[1], cast.secretaries[1])
    contests.entered(made, cast.secretaries[1])
    RING["close_entries"].run(made, by=cast.organizer, now=NOW)
    assert Recusal.objects.get().seat.serial == 2
    assert Notice.objects.filter(action="contest.recuse", person=cast.supervisor.person).count() == 1
    assert operations.propose_left(now=NOW) == 0


def test_a_contest_whose_scores_are_closed_is_left_as_it_is(cast: Cast) -> None:
    made = contests.contest(cast, State.OPEN)
    contests.seat(made, cast.judges[1])
    from_one_unit(cast.judges[1], cast.secretaries[1])
    contests.entered(made, cast.secretaries[1])
    entering.close_entries(made, by=cast.organizer, now=NOW)
    Contest.objects.filter(pk=made.pk).update(state=State.SCORED)
    assert operations.propose_left(now=NOW) == 0
    assert not Recusal.objects.exists()
