"""On which knot a project is stuck: a pure function, case by case and against every order of the same knots."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from zhitongche.oversight.chains.deciding import Kind, Knot, stuck_on

TODAY = date(2026, 5, 20)


def knot(kind: Kind, days: int | None = None, *, is_late: bool = False) -> Knot:
    since = None if days is None else TODAY - timedelta(days=days)
    return Knot(kind, kind.name, "somebody", since, is_late)


STOPPED = knot(Kind.SUSPENSION, 1)
ASKED = knot(Kind.ADMISSION, 3)
APPROVAL = knot(Kind.APPROVAL, 12)
LATE_APPROVAL = knot(Kind.APPROVAL, 4, is_late=True)
MONEY = knot(Kind.MONEY, 40)
PROBLEM = knot(Kind.PROBLEM, 7)
OLD_PROBLEM = knot(Kind.PROBLEM, 70)
LATE_PROBLEM = knot(Kind.PROBLEM, 2, is_late=True)
LATE_WORKS = knot(Kind.WORKS, 90, is_late=True)
NEXT = knot(Kind.NEXT_STEP)


@pytest.mark.parametrize(
    ("knots", "first"),
    [
        ([NEXT], NEXT),
        ([NEXT, PROBLEM], PROBLEM),
        # What others hold explains why the works are late; the lateness itself does not.
        ([LATE_WORKS, PROBLEM], PROBLEM),
        ([LATE_WORKS, NEXT], LATE_WORKS),
        ([APPROVAL, MONEY, PROBLEM], APPROVAL),
        ([APPROVAL, MONEY, LATE_PROBLEM], LATE_PROBLEM),
        ([LATE_PROBLEM, LATE_APPROVAL], LATE_APPROVAL),
        ([PROBLEM, OLD_PROBLEM], OLD_PROBLEM),
        ([ASKED, APPROVAL], ASKED),
        ([STOPPED, LATE_APPROVAL, LATE_PROBLEM, LATE_WORKS], STOPPED),
    ],
)
def test_the_knot_to_be_undone_first(knots: list[Knot], first: Knot) -> None:
    assert all(stuck_on(order, TODAY) == first for order in permutations(knots))


def test_nothing_holds_up_what_has_no_knot() -> None:
    assert stuck_on([], TODAY) is None


@pytest.mark.parametrize(("held", "days"), [(0, 0), (1, 1), (9, 9), (-2, 0), (None, None)])
def test_days_are_counted_from_the_day_it_came(held: int | None, days: int | None) -> None:
    assert knot(Kind.PROBLEM, held).days(TODAY) == days
