"""The arithmetic of a plan of works: progress, the next day and its light, slip, and when reports are owed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.express.projects import works
from zhitongche.express.projects.works import Step
from zhitongche.foundation.calendar.workdays import Workdays

DAYS = Workdays()
JUNE, SEPTEMBER, DECEMBER = date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 20)
BEGUN = date(2026, 5, 20)


def step(weight: str, on: date, done_on: date | None = None, cost: str = "0") -> Step:
    return Step(Decimal(weight), Decimal(cost), on, done_on)


def test_progress_is_the_sum_of_what_is_done() -> None:
    steps = [step("20.5", JUNE, BEGUN), step("49.5", SEPTEMBER), step("30", DECEMBER, BEGUN)]
    assert works.progress(steps) == Decimal("50.5")
    assert works.progress([]) == 0


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=20), st.data())
def test_progress_of_whole_plans_is_between_nought_and_a_hundred(parts: list[int], data: st.DataObject) -> None:
    """Weights that add up to 100 give exactly 100 when all is done, however crooked they are."""
    total = sum(parts)
    weights = [(Decimal(part) * 100 / total).quantize(Decimal("0.01")) for part in parts[:-1]]
    weights.append(Decimal(100) - sum(weights))
    done = data.draw(st.lists(st.booleans(), min_size=len(weights), max_size=len(weights)))
    told = list(zip(weights, done, strict=True))
    steps = [Step(weight, Decimal(0), JUNE, JUNE if is_done else None) for weight, is_done in told]
    assert works.progress(steps) == sum(weight for weight, is_done in told if is_done)
    assert works.progress([Step(weight, Decimal(0), JUNE, JUNE) for weight in weights]) == 100


def test_nothing_is_due_before_the_works_have_begun() -> None:
    kept = works.columns([step("100", JUNE)], Decimal(0), None, DAYS)
    assert (kept["due_on"], kept["soon_on"], kept["progress"], kept["milestone_count"]) == (None, None, 0, 1)


def test_the_next_open_milestone_is_due_and_its_light_turns_yellow_before() -> None:
    steps = [step("20", JUNE, JUNE), step("50", SEPTEMBER), step("30", DECEMBER)]
    kept = works.columns(steps, Decimal(0), BEGUN, DAYS)
    assert kept["due_on"] == SEPTEMBER
    # Four fifths of the working days between the last one done and this one.
    used, whole = DAYS.between(JUNE, kept["soon_on"]), DAYS.between(JUNE, SEPTEMBER)
    assert used * 100 // whole in range(78, 83)


def test_when_all_is_done_nothing_is_due() -> None:
    kept = works.columns([step("100", JUNE, JUNE)], Decimal(0), BEGUN, DAYS)
    assert (kept["due_on"], kept["soon_on"], kept["progress"]) == (None, None, 100)


def test_a_milestone_whose_day_lies_before_the_beginning_is_yellow_at_once() -> None:
    kept = works.columns([step("100", BEGUN - timedelta(days=9))], Decimal(0), BEGUN, DAYS)
    assert kept["soon_on"] == kept["due_on"] == BEGUN - timedelta(days=9)


def test_what_is_not_covered_is_named_with_its_day() -> None:
    steps = [step("20", JUNE, cost="20000"), step("50", SEPTEMBER, cost="200000"), step("30", DECEMBER, cost="130000")]
    kept = works.columns(steps, Decimal("100000.01"), None, DAYS)
    assert (kept["uncovered_on"], kept["uncovered_amount"]) == (SEPTEMBER, Decimal("119999.99"))
    kept = works.columns(steps, Decimal(350000), None, DAYS)
    assert (kept["uncovered_on"], kept["uncovered_amount"]) == (None, 0)


@pytest.mark.parametrize(
    ("done", "today", "slip"),
    [
        (None, JUNE, 0),
        (None, JUNE - timedelta(days=30), 0),
        (None, JUNE + timedelta(days=12), 12),
        (JUNE + timedelta(days=3), DECEMBER, 3),
        (JUNE - timedelta(days=5), DECEMBER, -5),
        (JUNE, DECEMBER, 0),
    ],
)
def test_slip_is_counted_from_the_approved_day(done: date | None, today: date, slip: int) -> None:
    assert works.slip_of(JUNE, done, today) == slip


@given(st.dates(date(2004, 1, 1), date(2100, 1, 1)))
def test_a_months_report_is_owed_on_the_fifth_working_day_of_the_next(day: date) -> None:
    month = works.month_of(day)
    owed = works.owed_on(month, DAYS)
    after = works.following(month)
    assert DAYS.is_workday(owed)
    assert works.month_of(owed) == after
    assert sum(DAYS.is_workday(after + timedelta(days=number)) for number in range((owed - after).days + 1)) == 5
    assert works.month_told(owed, owed) == month


def test_the_month_told_is_the_one_owed_and_never_one_to_come() -> None:
    owed = works.owed_on(date(2026, 5, 1), DAYS)
    assert works.month_told(owed, date(2026, 8, 3)) == date(2026, 5, 1)
    assert works.month_told(owed, date(2026, 5, 20)) == date(2026, 5, 1)
    assert works.month_told(works.owed_on(date(2026, 6, 1), DAYS), date(2026, 5, 21)) == date(2026, 5, 1)
    assert works.month_told(None, date(2026, 5, 21)) == date(2026, 5, 1)
    assert works.following(date(2026, 12, 1)) == date(2027, 1, 1)


def test_planning_anew_does_not_put_off_what_was_approved() -> None:
    late = works.Step(Decimal(100), Decimal(0), date(2027, 1, 5), None, date(2026, 5, 4))
    kept = works.columns([late], Decimal(0), date(2026, 4, 1), Workdays())
    assert kept["due_on"] == date(2026, 5, 4)
