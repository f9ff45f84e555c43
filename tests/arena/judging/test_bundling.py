"""What was judged is a document that the settlement reads without a fault."""

from decimal import Decimal

import pytest

from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.judging import bundling, operations, queries
from zhitongche.arena.settlement.reading import read
from zhitongche.arena.settlement.settling import settle
from zhitongche.foundation.errors import NotNow

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(judged: Contest, cast: Cast) -> Contest:
    """Judge 1 is recused from entry 1 and was filled in for; judge 2 left with one whole sheet; entry 3 is vetoed."""
    spare = [contests.seat(judged, people.posting("judge", "370681"), is_alternate=True) for _one in range(2)]
    for entry in (1, 2, 3):
        operations.score(judged, by=cast.judges[0], now=NOW, entry=entry, points={"site": "90", "oral": "80.5"})
    operations.recuse(judged, by=cast.judges[0], now=NOW, judge=1, entry=1, reason="亲属")
    recusal = queries.recusals_of(judged)[0]
    operations.decide_recusal(judged, by=cast.supervisor, now=NOW, recusal=recusal.pk, confirmed=True)
    operations.score(judged, by=cast.judges[1], now=NOW, entry=1, points={"site": "70", "oral": "70"})
    operations.score(judged, by=cast.judges[1], now=NOW, entry=2, points={"site": "70"})
    operations.unseat(judged, by=cast.organizer, now=NOW, judge=2, reason="病假")
    for judge in (*cast.judges[2:], *(one.posting for one in spare)):
        panel = queries.panel(judged)
        seat = next(one for one in panel.seats if one.person_id == judge.person_id)
        for entry in panel.duty(seat):
            operations.score(judged, by=judge, now=NOW, entry=entry.serial, points={"site": "85", "oral": "85"})
    for entry in (1, 2):
        for component in ("records", "villagers"):
            given = {"entry": entry, "component": component, "points": Decimal("90.50")}
            operations.give_points(judged, by=cast.organizer, now=NOW, **given)
    operations.exclude(judged, by=cast.organizer, now=NOW, entry=3, excluded="vetoed", reason="弄虚作假")
    operations.adjust(judged, by=cast.organizer, now=NOW, entry=2, adjustment=Decimal("-1.50"), reason="超时")
    operations.close_scores(judged, by=cast.organizer, now=NOW)
    return judged


def test_document_is_settled_with_equal_numbers_of_totals(closed: Contest) -> None:
    made = bundling.document(closed)
    settlement = settle(read(made))
    codes = {one.serial: one.code for one in Entry.objects.filter(contest=closed)}
    assert {entry: len(totals) for entry, totals in settlement.totals.of.items() if entry != codes[3]} == {
        codes[1]: 5,
        codes[2]: 5,
    }
    assert [row for row in made["entries"] if "excluded" in row] == [{"code": codes[3], "excluded": "vetoed"}]
    assert next(row for row in made["entries"] if row["code"] == codes[2])["adjustment"] == "-1.5"
    assert {row["points"] for row in made["givens"]} == {"90.5"}
    recused = made["recusals"][0]
    assert not [row for row in made["scores"] if [row["judge"], row["entry"]] == recused]
    # A blank is no row.
    assert not [row for row in made["scores"] if row["points"] == ""]


def test_names_lead_back_to_entries_and_seats(closed: Contest) -> None:
    known = bundling.names(closed)
    made = bundling.document(closed)
    assert {row["code"] for row in made["entries"]} | {row["code"] for row in made["judges"]} == set(known)


def test_document_waits_for_the_close(judged: Contest) -> None:
    with pytest.raises(NotNow):
        bundling.document(judged)
