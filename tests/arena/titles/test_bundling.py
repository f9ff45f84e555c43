"""The document of a contest: what counts in it, in one order, and the same bytes on both databases."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db.models import F

from tests.factories import contests, results
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.judging.models import Given, JudgeSeat, Recusal, ScoreSheet
from zhitongche.arena.settlement.answers import verify
from zhitongche.arena.settlement.documents import digest, line
from zhitongche.arena.titles import bundling

pytestmark = pytest.mark.django_db
# Of `results.scored` with the odd figures below, on every database and every machine.
DIGEST = "sha256:7941a948c49a7b60acef0e5313ad40dfd899b0d81e7c871152821fd9f3e6f7a4"


def document(made: Contest) -> dict:
    return bundling.document(made, results.RULES)


def recuse(seat: JudgeSeat, entry: Entry, state: str) -> Recusal:
    return Recusal.objects.create(seat=seat, entry=entry, ground="own_village", state=state, raised_at=NOW)


def test_the_same_bytes_on_both_databases(cast: Cast) -> None:
    made = results.scored(cast, by_judge={1: (79.5, 90, 66.5, 100, 0)})
    first = Entry.objects.get(contest=made, serial=1)
    first.adjustment = Decimal("-1.50")
    first.save()
    Given.objects.filter(entry=first, component="records").update(points=Decimal("87.30"))
    found = document(made)
    assert digest(found) == DIGEST
    assert found["entries"][0] == {"code": "EAAAAA", "adjustment": "-1.5"}
    assert {row["points"] for row in found["givens"] if row["entry"] == "EAAAAA"} == {"80", "87.3"}


def test_the_order_of_rows_tells_nothing(cast: Cast) -> None:
    made = results.scored(cast)
    before = line(document(made))
    draw = Random(7)
    for table in (Entry, JudgeSeat):
        rows = list(table.objects.filter(contest=made))
        table.objects.filter(contest=made).update(serial=F("serial") + 100)
        for serial, row in enumerate(draw.sample(rows, len(rows)), 1):
            table.objects.filter(pk=row.pk).update(serial=serial)
    assert line(document(made)) == before


def test_no_name_village_or_statement_is_in_it(cast: Cast) -> None:
    made = results.scored(cast)
    text = line(document(made))
    for one in Entry.objects.filter(contest=made).select_related("person", "region"):
        assert one.person.name not in text
        assert one.region.short_name not in text
        assert one.statement not in text
    assert not any(judge.person.name in text for judge in cast.judges)


def test_only_a_confirmed_recusal_is_in_it_and_what_was_scored_before_does_not_count(cast: Cast) -> None:
    made = results.scored(cast)
    seat, other = JudgeSeat.objects.filter(contest=made)[:2]
    first, second = Entry.objects.filter(contest=made)[:2]
    recuse(seat, first, Recusal.State.CONFIRMED)
    recuse(other, first, Recusal.State.DISMISSED)
    recuse(other, second, Recusal.State.PROPOSED)
    found = document(made)
    assert found["recusals"] == [[seat.code, first.code]]
    cells = {(row["judge"], row["entry"]) for row in found["scores"]}
    assert len(cells) == 24
    assert (seat.code, first.code) not in cells


def test_a_judge_who_left_counts_only_if_they_had_submitted(cast: Cast) -> None:
    made = results.scored(cast)
    gone, done = JudgeSeat.objects.filter(contest=made)[:2]
    JudgeSeat.objects.filter(pk=gone.pk).update(left_at=NOW)
    JudgeSeat.objects.filter(pk=done.pk).update(left_at=NOW, submitted_at=NOW - timedelta(days=1))
    judges = {row["judge"] for row in document(made)["scores"]}
    assert gone.code not in judges
    assert done.code in judges


def test_an_entrant_who_withdrew_after_judging_is_named_as_such_and_a_draft_is_not(cast: Cast) -> None:
    made = results.scored(cast)
    Entry.objects.filter(contest=made, serial=1).update(state=Entry.State.WITHDRAWN)
    Entry.objects.filter(contest=made, serial=2).update(excluded=Entry.Excluded.VETOED, excluded_because="弄虚作假")
    contests.entry(made, cast.alliances.northern[0], state=Entry.State.DRAFT)
    rows = document(made)["entries"]
    assert rows[:2] == [{"code": "EAAAAA", "excluded": "withdrawn"}, {"code": "EBBBBB", "excluded": "vetoed"}]
    assert len(rows) == 5


def test_a_sheet_without_a_code_is_told_and_not_dropped(cast: Cast) -> None:
    made = results.scored(cast)
    seat = JudgeSeat.objects.filter(contest=made).latest("pk")
    JudgeSeat.objects.filter(pk=seat.pk).update(code="")
    assert "" in {row["code"] for row in document(made)["judges"]}


def test_a_blank_is_a_criterion_that_is_not_there(cast: Cast) -> None:
    made = results.scored(cast)
    ScoreSheet.objects.filter(entry__serial=1).update(points={"site": "85"})
    settled = bundling.computed(document(made))
    assert settled.answer["results"][-1] == {"entry": "EAAAAA", "score": None, "rank": None, "champion": False}


def test_what_is_kept_is_verified_and_gives_the_same_settlement(cast: Cast) -> None:
    made = results.settled(cast)
    text = results.settlement(made).answer
    assert verify(text) == []
    assert bundling.kept(text).settlement == bundling.computed(document(made)).settlement
