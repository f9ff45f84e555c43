"""Which milestone the money does not reach."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhitongche.express.projects.coverage import Cost, uncovered

JUNE, SEPTEMBER, DECEMBER = date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 20)


def costs(*, done: int = 0) -> list[Cost]:
    told = ((JUNE, "20000"), (SEPTEMBER, "200000"), (DECEMBER, "130000.01"))
    return [Cost(on, Decimal(amount), number < done) for number, (on, amount) in enumerate(told)]


def test_the_first_milestone_that_is_not_covered_is_named_to_the_cent() -> None:
    assert uncovered(costs(), Decimal(0)) == (JUNE, Decimal(20000))
    assert uncovered(costs(), Decimal(20000)) == (SEPTEMBER, Decimal(200000))
    assert uncovered(costs(), Decimal(350000)) == (DECEMBER, Decimal("0.01"))
    assert uncovered(costs(), Decimal("350000.01")) is None
    assert uncovered([], Decimal(0)) is None


def test_what_is_done_is_asked_for_no_more_but_has_used_its_money() -> None:
    assert uncovered(costs(done=1), Decimal(0)) == (SEPTEMBER, Decimal(220000))
    assert uncovered(costs(done=3), Decimal(0)) is None


@given(st.lists(st.tuples(st.decimals(0, 10**6, places=2), st.booleans()), max_size=9), st.decimals(0, 10**7, places=2))
def test_everything_before_what_is_named_is_covered(told: list[tuple[Decimal, bool]], committed: Decimal) -> None:
    rows = [Cost(date.fromordinal(739_000 + number), *one) for number, one in enumerate(told)]
    found = uncovered(rows, committed)
    sums = [sum((row.amount for row in rows[: end + 1]), Decimal(0)) for end in range(len(rows))]
    wanting = [
        (row.on, total - committed)
        for row, total in zip(rows, sums, strict=True)
        if total > committed and not row.is_done
    ]
    assert found == (wanting[0] if wanting else None)
