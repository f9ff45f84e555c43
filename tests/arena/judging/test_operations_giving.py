"""Points that no judge gives, exclusions, adjustments, the made-up entry, and the hall."""

from decimal import Decimal
from typing import Any

import pytest

from tests.factories import contests
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations, queries
from zhitongche.arena.judging.models import Calibration, CalibrationSheet, Given
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db
SHEET = {"site": "88.5", "oral": "90"}
BODIES: dict[str, dict[str, Any]] = {
    "give_points": {"entry": 1, "component": "records", "points": Decimal("92.25"), "source": "指标库 GV-01"},
    "exclude": {"entry": 1, "excluded": "vetoed", "reason": "弄虚作假"},
    "adjust": {"entry": 1, "adjustment": Decimal("-1.5"), "reason": "超时"},
}


def given(made: Contest, by, verb: str, **told) -> Contest:
    return getattr(operations, verb)(made, by=by, now=NOW, **{**BODIES[verb], **told})


def test_give_points_takes_the_old_ones_place_and_stays_out_of_the_history(judged: Contest, cast: Cast) -> None:
    given(judged, cast.organizer, "give_points")
    given(judged, cast.second_organizer, "give_points", points=Decimal(95))
    one = Given.objects.get()
    assert (one.points, one.source, one.posting) == (Decimal(95), "指标库 GV-01", cast.second_organizer)
    assert "95" not in str(judged.events.latest("sequence").body)
    assert "92.25" not in "".join(
        AuditRecord.objects.filter(action="contest.give_points").values_list("facts", flat=True)
    )


def test_give_points_stays_within_the_maximum(judged: Contest, cast: Cast) -> None:
    for points in (Decimal("100.01"), Decimal(-1), Decimal("1.001")):
        with pytest.raises(BadInput, match="0 to 100"):
            given(judged, cast.organizer, "give_points", points=points)
    with pytest.raises(BadInput, match="no such component"):
        given(judged, cast.organizer, "give_points", component="site")
    with pytest.raises(BadInput, match="no such entry"):
        given(judged, cast.organizer, "give_points", entry=9)


def test_exclude_leaves_out_and_lets_count_again(judged: Contest, cast: Cast) -> None:
    given(judged, cast.organizer, "exclude")
    assert Entry.objects.get(contest=judged, serial=1).excluded_because == "弄虚作假"
    assert [one.serial for one in queries.entries_to_judge(judged)] == [2, 3]
    given(judged, cast.organizer, "exclude", excluded="none")
    assert Entry.objects.get(contest=judged, serial=1).excluded == ""


def test_exclude_names_one_of_the_reasons(judged: Contest, cast: Cast) -> None:
    with pytest.raises(BadInput, match="none of the reasons"):
        given(judged, cast.organizer, "exclude", excluded="ugly")


def test_adjust_adds_deducts_and_takes_back(judged: Contest, cast: Cast) -> None:
    given(judged, cast.organizer, "adjust")
    assert Entry.objects.get(contest=judged, serial=1).adjustment == Decimal("-1.5")
    given(judged, cast.organizer, "adjust", adjustment=Decimal(0))
    assert Entry.objects.get(contest=judged, serial=1).adjustment is None


def test_adjust_keeps_to_a_hundred_points_and_two_digits(judged: Contest, cast: Cast) -> None:
    for adjustment in (Decimal("100.5"), Decimal("0.001")):
        with pytest.raises(BadInput):
            given(judged, cast.organizer, "adjust", adjustment=adjustment)


@pytest.mark.parametrize("verb", ["give_points", "exclude", "adjust"])
def test_what_no_judge_gives_is_the_keepers_until_it_is_settled(judged: Contest, cast: Cast, verb: str) -> None:
    for stranger in (cast.judges[0], cast.supervisor, cast.alliances.neighbour):
        with pytest.raises(NotYourDuty):
            given(judged, stranger, verb)
    given(contests.running(cast, State.SCORED), cast.organizer, verb)
    for state in (State.OPEN, State.SETTLED):
        with pytest.raises(NotNow):
            given(contests.running(cast, state), cast.organizer, verb)


def test_calibrate_is_tried_once_by_each_judge(judged: Contest, cast: Cast) -> None:
    with pytest.raises(NotNow, match="no made-up entry"):
        operations.try_calibration(judged, by=cast.judges[0], now=NOW, points=SHEET)
    with pytest.raises(BadInput, match="every criterion"):
        operations.calibrate(judged, by=cast.organizer, now=NOW, statement="示例", points={"site": "80"})
    with pytest.raises(BadInput, match="required"):
        operations.calibrate(judged, by=cast.organizer, now=NOW, statement=" ", points=SHEET)
    operations.calibrate(judged, by=cast.organizer, now=NOW, statement="示例", points={"site": "80", "oral": "70"})
    operations.calibrate(judged, by=cast.organizer, now=NOW, statement="示例二", points=SHEET, because="有台账")
    assert Calibration.objects.get().statement == "示例二"
    with pytest.raises(BadInput, match="every criterion"):
        operations.try_calibration(judged, by=cast.judges[0], now=NOW, points={"site": "80"})
    operations.try_calibration(judged, by=cast.judges[0], now=NOW, points={"site": "80", "oral": "70"})
    with pytest.raises(NotNow, match="already"):
        operations.try_calibration(judged, by=cast.judges[0], now=NOW, points=SHEET)
    with pytest.raises(NotNow, match="stays as it is"):
        operations.calibrate(judged, by=cast.organizer, now=NOW, statement="x", points=SHEET)
    assert CalibrationSheet.objects.count() == 1
    for stranger in (cast.judges[0], cast.supervisor):
        with pytest.raises(NotYourDuty):
            operations.calibrate(judged, by=stranger, now=NOW, statement="x", points=SHEET)
    with pytest.raises(NotYourDuty):
        operations.try_calibration(judged, by=cast.organizer, now=NOW, points=SHEET)


# ---- the hall --------------------------------------------------------------------------------------------------------


@pytest.fixture
def hall(judged: Contest, cast: Cast) -> Contest:
    operations.draw_order(judged, by=cast.organizer, now=NOW)
    return judged


def in_turn(made: Contest) -> list[int]:
    return list(Entry.objects.filter(contest=made).order_by("turn").values_list("serial", flat=True))


def test_call_up_opens_scoring_after_the_statement_and_shows_when_all_are_in(hall: Contest, cast: Cast) -> None:
    first, second, _third = in_turn(hall)
    keeper = {"by": cast.organizer, "now": NOW}
    operations.call_up(hall, entry=first, **keeper)
    with pytest.raises(NotNow, match="after the statement"):
        operations.score(hall, by=cast.judges[0], now=NOW, entry=first, points=SHEET)
    with pytest.raises(NotNow, match="not been heard"):
        operations.score(hall, by=cast.judges[0], now=NOW, entry=second, points=SHEET)
    with pytest.raises(NotNow, match="another step"):
        operations.show_marks(hall, **keeper)
    operations.open_scoring(hall, **keeper)
    for judge in cast.judges[:4]:
        operations.score(hall, by=judge, now=NOW, entry=first, points=SHEET)
    with pytest.raises(NotNow, match="missing: 1"):
        operations.show_marks(hall, **keeper)
    operations.score(hall, by=cast.judges[4], now=NOW, entry=first, points=SHEET)
    operations.show_marks(hall, **keeper)
    assert (hall.hall_version, hall.hall_step) == (3, "shown")
    with pytest.raises(NotNow, match="have been shown"):
        operations.score(hall, by=cast.judges[4], now=NOW, entry=first, points={"site": "1"})
    operations.call_up(hall, entry=second, **keeper)
    with pytest.raises(NotNow, match="have been shown"):
        operations.score(hall, by=cast.judges[4], now=NOW, entry=first, points={"site": "1"})
    with pytest.raises(NotNow, match="has been heard"):
        operations.call_up(hall, entry=first, **keeper)


def test_who_missed_a_statement_scores_after_it(hall: Contest, cast: Cast) -> None:
    first, second, _third = in_turn(hall)
    operations.call_up(hall, by=cast.organizer, now=NOW, entry=first)
    operations.open_scoring(hall, by=cast.organizer, now=NOW)
    operations.call_up(hall, by=cast.organizer, now=NOW, entry=second)
    operations.score(hall, by=cast.judges[0], now=NOW, entry=first, points=SHEET)


def test_the_hall_is_its_keepers_once_the_order_is_drawn(judged: Contest, cast: Cast) -> None:
    for stranger in (cast.judges[0], cast.supervisor):
        with pytest.raises(NotYourDuty):
            operations.call_up(judged, by=stranger, now=NOW, entry=1)
    with pytest.raises(NotNow, match="draw the order"):
        operations.call_up(judged, by=cast.organizer, now=NOW, entry=1)
    operations.draw_order(judged, by=cast.organizer, now=NOW)
    with pytest.raises(BadInput):
        operations.call_up(judged, by=cast.organizer, now=NOW, entry=9)
    stale = Contest.objects.get(pk=judged.pk)
    operations.call_up(judged, by=cast.organizer, now=NOW, entry=in_turn(judged)[0])
    with pytest.raises(NotNow):
        operations.call_up(stale, by=cast.second_organizer, now=NOW, entry=in_turn(judged)[0])
    Contest.objects.filter(pk=judged.pk).update(state=State.SCORED)
    with pytest.raises(NotNow, match="closed"):
        operations.open_scoring(judged, by=cast.organizer, now=NOW)
