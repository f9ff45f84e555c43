"""What the planner promises, held against a checker of its own and against trying everything."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.express.meetings.timetable.checking import brute_span, draw_setting, faults
from zhitongche.express.meetings.timetable.asking import Progress, conflict, replan, solve
from zhitongche.express.meetings.timetable.order import list_order
from zhitongche.express.meetings.timetable.searching import Search
from zhitongche.express.meetings.timetable.searching import conflict as conflict_here
from zhitongche.express.meetings.timetable.searching import solve as solve_here
from zhitongche.express.meetings.timetable.setting import Interval, Item, Room, Setting, span, waiting
from zhitongche.express.meetings.timetable.wire import from_setting, to_plan, to_setting
from zhitongche.express.meetings.timetable.wishes import Kind, Wish

ROOMS = (Room("1", "a"), Room("2", "b"))


def _item(code: str, departments: str, fixed: tuple[str, int] | None = None) -> Item:
    return Item(code, 10, frozenset(departments), f"v{code}", "", fixed)


def test_solve_never_clashes_and_what_it_cannot_plan_has_a_minimal_reason(
    rounds: Callable[..., int], figure: Callable[[str, object], None]
) -> None:
    planned = 0
    count = rounds(short=12, long=500)
    for seed in range(count):
        setting = draw_setting(seed, most=12)
        found = solve_here(Search(), setting, 4)
        if found["plan"] is not None:
            plan = to_plan(found["plan"])
            assert faults(setting, plan) == [], seed
            assert (found["span"], found["waiting"]) == (span(setting, plan), waiting(setting, plan))
            planned += 1
        else:
            assert found["conflict"], seed
            assert found["conflict"]["is_minimal"], seed
    figure("planned", planned)
    assert planned > count // 3


def test_solve_finds_the_span_that_trying_everything_finds(rounds: Callable[..., int]) -> None:
    for seed in range(1000, 1000 + rounds(short=8, long=60)):
        setting = draw_setting(seed, most=8, slots=10)
        found = solve_here(Search(), setting, 6)
        assert (found.get("span") if found["plan"] is not None else None) == brute_span(setting), seed
        if found["plan"] is not None:
            assert found["span_bound"] == found["span"], seed


def test_solve_in_a_child_tells_how_far_it_is_and_stops_when_told() -> None:
    draw = Random(1)
    items = tuple(
        Item(f"p{number}", draw.choice((10, 20, 30)), frozenset(draw.sample("ABCDEFGHJK", 2)), f"v{number}")
        for number in range(24)
    )
    setting = Setting(items, ROOMS, 540, 1200, 10, {}, {("a", "b"): 10})
    told: list[Progress] = []
    found = solve(setting, 60, told.append, lambda: bool(told) and told[-1].phase == "waiting")
    assert found.plan is not None
    assert faults(setting, found.plan) == []
    assert found.is_stopped
    assert found.seconds < 40
    assert told[0].best is not None


def test_conflict_names_a_department_that_is_free_at_no_time() -> None:
    setting = Setting((_item("1", "A"), _item("2", "B")), ROOMS, 540, 600, 10, {"A": ()})
    found = conflict(setting)
    assert found is not None
    assert found.wishes == (Wish(Kind.FREE, "A"),)
    assert found.is_smallest
    assert solve(setting, 2).conflict == found


def test_conflict_names_two_items_fixed_at_one_hour_in_one_room() -> None:
    items = (_item("1", "A", ("1", 540)), _item("2", "B", ("1", 540)), _item("3", "C"))
    found = conflict_here(Search(), Setting(items, ROOMS, 540, 600), 10)
    assert found is not None
    named = {tuple(wish) for wish in found["wishes"]}
    assert named == {("fixed", "1"), ("fixed", "2"), ("one_item", "1")}


def test_conflict_names_a_department_fixed_in_two_rooms_and_the_way_between_them() -> None:
    items = (_item("1", "A", ("1", 540)), _item("2", "A", ("2", 540)))
    found = conflict_here(Search(), Setting(items, ROOMS, 540, 600), 10)
    assert found is not None
    assert {tuple(wish) for wish in found["wishes"]} == {("fixed", "1"), ("fixed", "2"), ("one_place", "A")}
    later = (items[0], replace(items[1], fixed=("2", 550)))
    found = conflict_here(Search(), Setting(later, ROOMS, 540, 600, 10, {}, {("a", "b"): 10}), 10)
    assert found is not None
    assert ["travel", ""] in found["wishes"]


def test_conflict_names_a_day_that_is_too_short_and_nothing_where_all_holds() -> None:
    setting = Setting(tuple(_item(str(number), "A") for number in range(7)), ROOMS, 540, 600)
    found = conflict_here(Search(), setting, 10)
    assert found is not None
    assert {tuple(wish) for wish in found["wishes"]} == {("day", ""), ("one_place", "A")}
    assert conflict_here(Search(), replace(setting, ends=700), 10) is None


def test_replan_keeps_all_that_need_not_move() -> None:
    setting = Setting(tuple(_item(str(number), "AB"[number % 2]) for number in range(8)), ROOMS, 540, 720)
    plan = list_order(setting)
    assert plan is not None
    # The hour that item 0 is moved to is item 6's: only that one must give way.
    target = (plan["6"].room, plan["6"].start)
    found = replan(plan, setting, {"0": target})
    assert found.plan is not None
    assert faults(setting, found.plan) == []
    assert found.plan["0"][:2] == target
    assert {code for code in plan if plan[code] != found.plan[code]} == {"0", "6"}
    assert found.is_fewest


def test_replan_to_an_hour_that_cannot_be_says_why() -> None:
    setting = Setting((_item("1", "A"), _item("2", "B")), ROOMS, 540, 600, 10, {"A": (Interval(540, 560),)})
    plan = list_order(setting)
    assert plan is not None
    found = replan(plan, setting, {"1": ("1", 570)})
    assert found.plan is None
    assert found.conflict is not None
    assert set(found.conflict.wishes) == {Wish(Kind.FREE, "A"), Wish(Kind.FIXED, "1")}


def test_a_setting_comes_back_from_the_wire_as_it_went() -> None:
    for seed in range(5):
        setting = draw_setting(seed, most=8)
        assert to_setting(from_setting(setting)) == setting
