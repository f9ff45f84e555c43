from dataclasses import replace
from itertools import permutations

import pytest

from tests.express.meetings.timetable.checking import draw_setting, faults
from zhitongche.express.meetings.timetable.order import arrivals, in_order, list_order, retime
from zhitongche.express.meetings.timetable.setting import Item, Placed, Room, Setting, shortest, span, waiting


def _setting(*items: Item) -> Setting:
    return Setting(items, (Room("1"),), 540, 720)


def _item(code: str, departments: str, minutes: int = 8, *, is_unkept: bool = False) -> Item:
    return Item(code, minutes, frozenset(departments), f"v{code}", is_unkept=is_unkept)


def test_in_order_groups_by_department_with_unkept_promises_in_front() -> None:
    setting = _setting(
        _item("1", "A"), _item("2", "B"), _item("3", "A"), _item("4", "B"), _item("5", "B", is_unkept=True)
    )
    plan = in_order(setting)
    assert sorted(plan, key=lambda code: plan[code].start) == ["5", "2", "4", "1", "3"]
    assert [plan[code].start for code in ("5", "2", "4", "1", "3")] == [540, 548, 556, 564, 572]


def test_in_order_of_equal_ones_keeps_the_agenda() -> None:
    plan = in_order(_setting(*(_item(str(number), "A") for number in range(5))))
    assert list(plan) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("seed", range(10))
def test_in_order_lets_hardly_more_departments_in_than_the_best_order(seed: int) -> None:
    items = [replace(item, fixed=None) for item in draw_setting(seed, most=6).items]
    plan = in_order(_setting(*items))
    mine = sorted(items, key=lambda item: plan[item.code].start)
    assert arrivals(mine) <= min(arrivals(one) for one in permutations(items)) + 1


def test_retime_in_one_room_lets_a_gap_take_lateness_up() -> None:
    plan = {"a": Placed("1", 540, 10), "b": Placed("1", 550, 10), "c": Placed("1", 600, 10)}
    assert retime(plan, 545, 15) == {"a": plan["a"], "b": Placed("1", 565, 10), "c": plan["c"]}
    assert retime(plan, 700, 15) == plan


def test_retime_of_several_rooms_moves_all_alike_and_a_hall_that_is_ahead_never_before_now() -> None:
    plan = {"a": Placed("1", 540, 10), "b": Placed("2", 550, 10), "c": Placed("1", 600, 10)}
    assert [one.start for one in retime(plan, 545, 15).values()] == [540, 565, 615]
    assert [one.start for one in retime(plan, 545, -15).values()] == [540, 545, 595]


@pytest.mark.parametrize("seed", range(30))
def test_list_order_has_no_fault_where_it_finds_a_place_for_all(seed: int) -> None:
    setting = draw_setting(seed, most=10)
    plan = list_order(setting)
    assert plan is None or (faults(setting, plan) == [] and span(setting, plan) >= shortest(setting))


def test_waiting_counts_what_lies_between_a_departments_first_and_last() -> None:
    setting = _setting(_item("1", "A", 10), _item("2", "B", 15), _item("3", "A", 10))
    plan = {"1": Placed("1", 540, 10), "2": Placed("1", 550, 15), "3": Placed("1", 580, 10)}
    assert waiting(setting, plan) == 30
    assert span(setting, plan) == 50


def test_a_setting_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="no code twice"):
        _setting(_item("1", "A"), _item("1", "B"))
    with pytest.raises(ValueError, match="takes no time"):
        _setting(_item("1", "A", 0))
    with pytest.raises(ValueError, match="no beginning of a slot"):
        _setting(Item("1", 10, frozenset("A"), "v", "", ("1", 545)))
