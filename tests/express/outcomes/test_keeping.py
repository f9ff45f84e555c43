"""The kept sums equal a recount after any history, and every level is the sum of those below it."""

import random
from decimal import Decimal

import pytest

from tests.factories import outcomes, people
from tests.factories.projects import Cast
from zhitongche.express.outcomes import operations, queries
from zhitongche.express.outcomes.kinds import MEASURES, Kind
from zhitongche.express.outcomes.models import Outcome, OutcomeTally
from zhitongche.express.outcomes.operations.keeping import SUMS
from zhitongche.express.outcomes.states import State
from zhitongche.foundation.errors import Refused

pytestmark = pytest.mark.django_db
PERIODS = ("2025", "2025Q3", "2025Q4", "2026Q1", "2026Q2")
VILLAGES = (outcomes.VILLAGE, outcomes.NEIGHBOUR, "450422103206", "450421101201")


def kept() -> dict[tuple[str, str, str], dict[str, object]]:
    """The sums as they are kept; rows that came down to nothing left out."""
    rows = {
        (row.township, row.kind, row.period): {name: getattr(row, name) for name in SUMS}
        for row in OutcomeTally.objects.all()
    }
    return {key: sums for key, sums in rows.items() if any(sums.values())}


def figures(kind: str, chance: random.Random) -> dict[str, object]:
    told: dict[str, object] = {}
    for name in MEASURES[kind].names:
        if name != MEASURES[kind].main and chance.random() < 0.4:
            continue
        cents = chance.randrange(10**7)
        told[name] = chance.randrange(500) if name == "people" else Decimal(cents).scaleb(-2)
    return told


def step(chance: random.Random, by: object, checker: object) -> None:
    if chance.random() < 0.5 or not Outcome.objects.exists():
        kind = chance.choice(Kind.values)
        told = {"kind": kind, "period": chance.choice(PERIODS), "village": chance.choice(VILLAGES)}
        operations.record(by=by, now=outcomes.NOW, source="台账", **told, **figures(kind, chance))
        return
    made = chance.choice(list(Outcome.objects.all()))
    match chance.choice(["check", "correct", "withdraw"]):
        case "check":
            operations.check(made, by=checker, now=outcomes.NOW)
        case "correct":
            operations.correct(made, by=by, now=outcomes.NOW, reason="更正", **figures(made.kind, chance))
        case _:
            operations.withdraw(made, by=by, now=outcomes.NOW, reason="误报")


def test_kept_sums_equal_a_recount_after_random_histories(cast: Cast, rounds: object) -> None:
    for code in VILLAGES:
        people.place(code)
    by, checker = people.posting("organizer", "4504"), people.posting("organizer", "4504")
    chance = random.Random(20261128)
    for _number in range(rounds(short=120, long=1500)):
        try:
            step(chance, by, checker)
        except Refused:
            continue
    counted = operations.counted()
    assert kept() == counted
    assert Outcome.objects.filter(state=State.CHECKED).exists()
    # What was wrong is written anew, and told.
    OutcomeTally.objects.filter(count__gt=0).update(count=99)
    assert operations.recount(now=outcomes.NOW) == len(counted)
    assert kept() == counted
    assert operations.recount(now=outcomes.NOW) == 0


def test_each_level_is_the_sum_of_those_below(cast: Cast) -> None:
    for code in VILLAGES:
        people.place(code)
    by = people.posting("organizer", "4504")
    for place, code in enumerate(VILLAGES, start=1):
        outcomes.recorded(by, village=code, amount=Decimal(place), people=place)
    for scope in ("45", "4504", "450422", "450422107"):
        found = queries.rollup(scope, 2026)
        quarter = found.own["dividend"].quarters[0]
        below = [years["dividend"].quarters[0] for years in found.below.values()]
        assert quarter == sum(below, queries.Total())
    assert queries.rollup("45", 2026).own["dividend"].quarters[0].amount == Decimal(10)
    assert set(queries.rollup("4504", 2026).below) == {"450421", "450422"}


def test_a_flow_adds_up_and_a_level_is_the_last(cast: Cast) -> None:
    for period, area in (("2025Q1", 100), ("2025Q3", 120)):
        outcomes.recorded(cast.secretary, period=period, amount=Decimal(area))
        told = {"kind": "area", "amount": None, "people": None, "area": Decimal(area)}
        outcomes.recorded(cast.secretary, period=period, **told)
    found = queries.rollup(outcomes.VILLAGE, 2025).own
    assert (found["dividend"].so_far, found["area"].so_far, found["jobs"].so_far) == (Decimal(220), Decimal(120), None)
    assert found["area"].known == 2
