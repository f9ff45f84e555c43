"""The critical path equals what counting every way by hand gives, and a circle is named."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from zhitongche.express.approvals.path import CircleError, Step, circle_in, dated, path_of
from zhitongche.foundation.calendar.workdays import Workdays

TODAY = date(2026, 9, 24)


def _graph(random: Random, most: int = 9) -> list[Step]:
    """A graph without a circle, its steps told in any order, with some that wait for what is not open any more."""
    count = random.randint(1, most)
    names = [f"s{number}" for number in range(count)]
    steps = []
    for number, name in enumerate(names):
        earlier = random.sample(names[:number], random.randint(0, min(number, 3)))
        gone = ["granted"] if random.random() < 0.2 else []
        steps.append(Step(name, random.choice([0, 1, 5, 7, 20, 45]), (*earlier, *gone), random.random() < 0.1))
    random.shuffle(steps)
    return steps


def _ways(steps: list[Step]) -> list[list[str]]:
    """Every way through the graph that can be made no longer, one by one: brute force."""
    by_code = {step.code: step for step in steps}
    before = {step.code: [] if step.is_begun else [one for one in step.after if one in by_code] for step in steps}

    def back(code: str) -> list[list[str]]:
        return [[*way, code] for one in before[code] for way in back(one)] or [[code]]

    return [way for code in by_code for way in back(code)]


def _by_hand(steps: list[Step]) -> tuple[int, dict[str, tuple[int, int]]]:
    """The working days in all; of each step when it can end, and how much it may be late: the longest way through it."""
    days = {step.code: step.days for step in steps}
    ways = _ways(steps)
    whole = max(sum(days[code] for code in way) for way in ways)
    found = {}
    for code in days:
        finish = max(sum(days[one] for one in way[: way.index(code) + 1]) for way in ways if code in way)
        through = max(sum(days[one] for one in way) for way in ways if code in way)
        found[code] = (finish, whole - through)
    return whole, found


def test_path_equals_brute_force_on_random_graphs(rounds: Callable[..., int], figure: Callable[..., Any]) -> None:
    count = rounds(short=150, long=1000)
    for seed in range(count):
        steps = _graph(Random(seed))
        path = path_of(steps)
        whole, found = _by_hand(steps)
        assert path.days == whole, seed
        assert {code: (one.finish, one.slack) for code, one in path.placed.items()} == found, seed
        assert {one.start + step.days for step in steps for one in [path.placed[step.code]]} == {
            one.finish for one in path.placed.values()
        }
        assert whole == 0 or sum(1 for code in path.critical if found[code][0] == whole) >= 1
    figure("graphs whose path equals brute force", count)


def test_path_of_nothing_is_today() -> None:
    assert path_of([]).days == 0
    assert path_of([]).critical == []


def test_path_runs_side_by_side_and_in_sequence() -> None:
    steps = [Step("permit", 7, ["plan"]), Step("plan", 20, ["land"]), Step("land", 20), Step("power", 20)]
    path = path_of(steps)
    assert (path.days, path.critical) == (47, ["land", "plan", "permit"])
    assert (path.placed["power"].start, path.placed["power"].slack) == (0, 27)
    assert list(path.placed) == ["land", "power", "plan", "permit"]


def test_what_has_begun_waits_for_nothing() -> None:
    assert path_of([Step("a", 20), Step("b", 3, ["a"], is_begun=True)]).placed["b"].finish == 3


@pytest.mark.parametrize("length", [1, 2, 5, 3000])
def test_a_circle_is_refused_and_named(length: int) -> None:
    steps = [Step(f"s{number}", 1, [f"s{(number + 1) % length}"]) for number in range(length)]
    with pytest.raises(CircleError) as refused:
        path_of([*steps, Step("beside", 1, ["s0"])])
    codes = refused.value.codes
    assert (codes[0], len(codes)) == (codes[-1], length + 1)
    after = {step.code: set(step.after) for step in steps}
    assert all(following in after[code] for code, following in pairwise(codes))


def test_circle_in_says_the_way_round() -> None:
    assert circle_in({"a": ["b"], "b": ["c"], "c": ["b"], "d": []}) == ["b", "c", "b"]
    assert circle_in({"a": ["b", "c"], "b": ["c"], "c": []}) == []
    assert circle_in({"a": ["elsewhere"]}) == []


def test_dated_counts_in_working_days_over_a_holiday() -> None:
    """国庆 2026: 1 to 7 October are off, Saturday the 10th and Sunday 20 September are worked."""
    days = Workdays()
    steps = [Step("land", 3), Step("plan", 2, ["land"]), Step("power", 1)]
    shown = dated(path_of(steps), steps, TODAY, days.add)
    assert shown["land"].ends_on == days.add(TODAY, 3)
    assert shown["plan"].ends_on == days.add(TODAY, 5)
    assert (shown["land"].starts_on, shown["power"].latest_start_on) == (TODAY, days.add(TODAY, 4))
    assert shown["plan"].if_today == days.add(TODAY, 2)
    assert [shown[code].is_critical for code in ("land", "plan", "power")] == [True, True, False]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_dated_steps_follow_on_each_other_whatever_the_year_declares(year: int) -> None:
    """A chain of limits ends where one limit of their sum ends, on every working day of three years of 调休."""
    days = Workdays()
    day = days.add(date(year, 1, 1), 0)
    steps = [Step("a", 7), Step("b", 20, ["a"])]
    while day.year == year:
        shown = dated(path_of(steps), steps, day, days.add)
        assert shown["b"].ends_on == days.add(shown["a"].ends_on, 20) == days.add(day, 27)
        day = days.add(day, 1)
