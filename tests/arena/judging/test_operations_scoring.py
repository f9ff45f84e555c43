"""Sealed scores: whose, when, how often, and what becomes of a change."""

from datetime import timedelta

import pytest

from tests.factories import contests, people
from tests.factories.contests import NOW, SCORES_CLOSE, Cast
from zhitongche.arena.contests.models import Contest, ContestRules, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations, queries
from zhitongche.arena.judging.models import JudgeSeat, Recusal, ScoreSheet, ScoreVersion
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db
SHEET = {"site": "88.5", "oral": "90"}


def scored(made: Contest, judge, entry: int = 1, **told) -> ScoreSheet:
    given = {"points": SHEET, **told}
    return operations.score(made, by=judge, now=NOW, entry=entry, **given)


def whole(made: Contest, cast: Cast) -> None:
    for judge in cast.judges:
        for entry in queries.entries_to_judge(made):
            operations.score(made, by=judge, now=NOW, entry=entry.serial, points=SHEET)


def test_score_keeps_one_row_and_every_version(judged: Contest, cast: Cast) -> None:
    judge = cast.judges[0]
    first = scored(judged, judge, comment="好")
    assert (first.version, first.points, first.source) == (1, {"site": "88.5", "oral": "90"}, "screen")
    second = scored(judged, judge, points={"site": "89.0", "oral": "90"}, seen=1)
    assert (second.pk, second.version) == (first.pk, 2)
    assert [one.points["site"] for one in ScoreVersion.objects.filter(sheet=first)] == ["88.5", "89"]
    assert scored(judged, judge, points={"site": "89", "oral": "90.0"}, seen=2).version == 2
    assert ScoreSheet.objects.count() == 1


def test_score_tells_the_slower_of_two_devices(judged: Contest, cast: Cast) -> None:
    judge = cast.judges[0]
    scored(judged, judge, seen=0)
    for seen in (0, 2):
        with pytest.raises(NotNow, match="another device"):
            scored(judged, judge, points={"site": "1"}, seen=seen)
    scored(judged, judge, points={"site": "1"})


def test_score_is_bound_by_the_record_which_tells_no_point(judged: Contest, cast: Cast) -> None:
    before = judged.events.count()
    scored(judged, cast.judges[0], comment="很好的项目")
    line = AuditRecord.objects.get(action="scoresheet.score")
    assert line.subject_id == f"{judged.number}/1/1"
    assert "88.5" not in line.facts
    assert "很好" not in line.facts
    assert judged.events.count() == before


def test_score_refuses_above_the_maximum_and_what_is_no_half_point(judged: Contest, cast: Cast) -> None:
    for text in ("100.5", "-1", "87.3", "九十"):
        with pytest.raises(BadInput, match="现场观摩"):
            scored(judged, cast.judges[0], points={"site": text, "oral": "90"})
    with pytest.raises(BadInput, match="no such entry"):
        scored(judged, cast.judges[0], entry=9)


def test_score_after_closing_is_refused(cast: Cast) -> None:
    for state in (State.DRAFT, State.OPEN, State.SCORED, State.FINAL):
        made = contests.running(cast, state)
        with pytest.raises(NotNow):
            scored(made, cast.judges[0])
    made = contests.running(cast)
    with pytest.raises(NotNow, match="time for scores is over"):
        operations.score(made, by=cast.judges[0], now=SCORES_CLOSE, entry=1, points=SHEET)
    operations.score(made, by=cast.judges[0], now=SCORES_CLOSE - timedelta(seconds=1), entry=1, points=SHEET)


def test_score_is_the_judges_own(judged: Contest, cast: Cast) -> None:
    outside = people.posting("judge", "370681")
    for stranger in (cast.organizer, cast.supervisor, cast.secretaries[0], outside):
        with pytest.raises(NotYourDuty):
            scored(judged, stranger)
    Contest.objects.filter(pk=judged.pk).update(judges_per_entry=2)
    with pytest.raises(NotYourDuty, match="others of the panel"):
        scored(judged, cast.judges[0])
    JudgeSeat.objects.filter(contest=judged, serial=1).update(declared_at=None)
    with pytest.raises(NotNow, match="declare"):
        scored(judged, cast.judges[0])


@pytest.mark.parametrize("state", ["proposed", "confirmed", "dismissed"])
def test_score_stops_at_a_recusal_until_it_is_dismissed(judged: Contest, cast: Cast, state: str) -> None:
    seat = JudgeSeat.objects.get(contest=judged, serial=1)
    entry = Entry.objects.get(contest=judged, serial=1)
    Recusal.objects.create(seat=seat, entry=entry, ground="declared", state=state, raised_at=NOW)
    if state == "dismissed":
        assert scored(judged, cast.judges[0]).version == 1
        return
    with pytest.raises(NotYourDuty):
        scored(judged, cast.judges[0])


@pytest.mark.parametrize("tie", ["village", "township", "unit", "former"])
def test_score_for_ones_own_village_is_refused_though_nobody_proposed_it(judged: Contest, cast: Cast, tie: str) -> None:
    judge, secretary = cast.judges[0], cast.secretaries[0]
    village = str(secretary.region_id)
    match tie:
        case "village":
            people.posting("first_secretary", village, judge.person)
        case "township":
            people.posting("township_committee", village[:9], judge.person)
        case "unit":
            type(judge.person).objects.filter(pk__in=[judge.person_id, secretary.person_id]).update(unit="龙口市财政局")
        case "former":
            people.posting("first_secretary", village, judge.person, ends_on=people.TODAY)
    with pytest.raises(NotYourDuty, match="The records show"):
        scored(judged, judge)


def test_submit_scores_wants_every_sheet_whole(judged: Contest, cast: Cast) -> None:
    judge = cast.judges[0]
    scored(judged, judge, entry=1)
    scored(judged, judge, entry=2, points={"site": "80"})
    with pytest.raises(BadInput, match="2, 3|2、3"):
        operations.submit_scores(judged, by=judge, now=NOW)
    scored(judged, judge, entry=2)
    scored(judged, judge, entry=3)
    operations.submit_scores(judged, by=judge, now=NOW)
    assert JudgeSeat.objects.get(contest=judged, serial=1).submitted_at == NOW
    with pytest.raises(NotNow, match="already"):
        operations.submit_scores(judged, by=judge, now=NOW)


def test_submit_scores_is_a_judges_in_time(judged: Contest, cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        operations.submit_scores(judged, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow):
        operations.submit_scores(judged, by=cast.judges[0], now=SCORES_CLOSE)
    idle = contests.seat(judged, people.posting("judge", "370681"), is_alternate=True)
    with pytest.raises(NotNow, match="No entry"):
        operations.submit_scores(judged, by=idle.posting, now=NOW)


def test_a_change_after_handing_in_needs_its_reason(judged: Contest, cast: Cast) -> None:
    whole(judged, cast)
    judge = cast.judges[0]
    operations.submit_scores(judged, by=judge, now=NOW)
    changed = {"site": "70", "oral": "90"}
    with pytest.raises(BadInput, match="say why"):
        scored(judged, judge, points=changed)
    assert scored(judged, judge, points=changed, reason="看错照片").version == 2
    assert ScoreVersion.objects.latest("pk").reason == "看错照片"


def test_close_scores_draws_codes(judged: Contest, cast: Cast) -> None:
    whole(judged, cast)
    operations.close_scores(judged, by=cast.organizer, now=NOW)
    assert judged.state == State.SCORED
    entries = set(Entry.objects.filter(contest=judged).values_list("code", flat=True))
    judges = set(JudgeSeat.objects.filter(contest=judged).values_list("code", flat=True))
    assert (len(entries), len(judges)) == (3, 5)
    assert all(code[0] == "E" and len(code) == 6 for code in entries)
    assert len(queries.unsealed_sheets(judged)) == 15


def test_score_is_refused_once_the_scores_are_closed(judged: Contest, cast: Cast) -> None:
    whole(judged, cast)
    operations.close_scores(judged, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow, match="closed"):
        scored(judged, cast.judges[0], points={"site": "1"})
    assert len(queries.unsealed_sheets(judged)) == 15


def test_close_scores_names_who_is_missing_and_asks(judged: Contest, cast: Cast) -> None:
    scored(judged, cast.judges[0])
    assert queries.unsealed_sheets(judged) == []
    with pytest.raises(BadInput, match=r"评委1 \(2\)") as told:
        operations.close_scores(judged, by=cast.organizer, now=NOW)
    assert set(told.value.faults) == {"anyway"}
    operations.close_scores(judged, by=cast.organizer, now=NOW, anyway=True)
    assert judged.events.get(action="close_scores").body["missing"]["1"] == [2, 3]


def test_close_scores_waits_for_undecided_recusals(judged: Contest, cast: Cast) -> None:
    whole(judged, cast)
    operations.recuse(judged, by=cast.judges[0], now=NOW, judge=1, entry=1, reason="亲属")
    with pytest.raises(NotNow, match="supervisor"):
        operations.close_scores(judged, by=cast.organizer, now=NOW, anyway=True)


def test_close_scores_is_its_keepers_once(judged: Contest, cast: Cast) -> None:
    for stranger in (cast.judges[0], cast.supervisor, cast.alliances.neighbour):
        with pytest.raises(NotYourDuty):
            operations.close_scores(judged, by=stranger, now=NOW, anyway=True)
    operations.close_scores(judged, by=cast.organizer, now=NOW, anyway=True)
    with pytest.raises(NotNow):
        operations.close_scores(judged, by=cast.organizer, now=NOW, anyway=True)


def test_a_new_criterion_makes_old_sheets_blank_there(judged: Contest, cast: Cast) -> None:
    whole(judged, cast)
    rules = ContestRules.objects.get(contest=judged)
    rules.rules["criteria"].append({"code": "more", "weight": "5", "max": "10"})
    rules.save()
    panel = queries.panel(judged)
    assert all(len(panel.missing(seat)) == 3 for seat in panel.seats)


# ---- paper -----------------------------------------------------------------------------------------------------------


def test_read_paper_counts_where_two_people_agree(judged: Contest, cast: Cast) -> None:
    given = {"judge": 1, "entry": 1, "points": SHEET}
    assert operations.read_paper(judged, by=cast.organizer, now=NOW, **given) == []
    assert operations.read_paper(judged, by=cast.organizer, now=NOW, **given) == []
    assert not ScoreSheet.objects.exists()
    wrong = {**given, "points": {"site": "88.5", "oral": "91"}}
    assert operations.read_paper(judged, by=cast.second_organizer, now=NOW, **wrong) == ["oral"]
    assert not ScoreSheet.objects.exists()
    assert operations.read_paper(judged, by=cast.second_organizer, now=NOW, **given) == []
    assert (ScoreSheet.objects.get().source, ScoreSheet.objects.get().points) == ("paper", SHEET)
    with pytest.raises(NotNow, match="agree"):
        operations.read_paper(judged, by=cast.organizer, now=NOW, **given)


def test_read_paper_keeps_off_what_was_scored_on_the_screen(judged: Contest, cast: Cast) -> None:
    scored(judged, cast.judges[0])
    given = {"judge": 1, "entry": 1, "points": SHEET}
    with pytest.raises(NotNow, match="on the screen"):
        operations.read_paper(judged, by=cast.organizer, now=NOW, **given)
    for stranger in (cast.judges[0], cast.supervisor):
        with pytest.raises(NotYourDuty):
            operations.read_paper(judged, by=stranger, now=NOW, **{**given, "entry": 2})
    with pytest.raises(BadInput, match="no such judge"):
        operations.read_paper(judged, by=cast.organizer, now=NOW, **{**given, "judge": 9})


def test_close_scores_wants_a_panel(opened: Contest, cast: Cast) -> None:
    Contest.objects.filter(pk=opened.pk).update(state=State.ENTRIES_CLOSED)
    with pytest.raises(NotNow):
        operations.close_scores(Contest.objects.get(pk=opened.pk), by=cast.organizer, now=NOW, anyway=True)
