"""Unusual judging is seen, honest panels pass, and a lean is no signal."""

from collections.abc import Callable
from fractions import Fraction
from random import Random

from tests.factories import panels
from zhitongche.arena.settlement.settling import Totals
from zhitongche.arena.settlement.signals import Signal, Unusual, signals

PLANTED = "E03"
FAR = {Unusual.FAR_OFF, Unusual.TOGETHER}


def simulated(seed: int, lift: float = 0.0) -> list[Signal]:
    draw = Random(seed)
    worth = panels.worths(draw, 20) | {PLANTED: 68.0}
    lean = panels.leans(draw, 7, 5.0)
    lifted = {("J0", PLANTED): lift, ("J1", PLANTED): lift}
    return [one for one in signals(panels.panel(draw, worth, lean, lifted=lifted)) if one.kind in FAR]


def test_two_who_lift_an_entry_are_seen_and_honest_panels_pass(
    rounds: Callable[..., int], figure: Callable[[str, object], None]
) -> None:
    count = rounds(short=100, long=2000)
    seen = sum(any(one.entry == PLANTED for one in simulated(seed, 25.0)) for seed in range(count))
    false = sum(bool(simulated(seed)) for seed in range(count))
    figure("planted and seen", seen)
    figure("honest and signalled", false)
    assert seen >= 0.9 * count
    assert false <= 0.05 * count


def whole(table: dict[str, tuple[int, ...]]) -> Totals:
    return Totals(1, {entry: {f"J{place}": total for place, total in enumerate(row)} for entry, row in table.items()})


def test_a_judge_who_is_lenient_to_all_gives_no_signal() -> None:
    table = {f"E{number}": (50 + number, 51 + number, 90 + number) for number in range(6)}
    assert [one for one in signals(whole(table)) if one.kind in FAR] == []


def test_one_total_far_from_the_panel_is_told_with_its_points() -> None:
    table = {f"E{number}": (50 + number, 51 + number, 52 + number) for number in range(6)}
    table["E2"] = (52, 53, 94)
    assert [one for one in signals(whole(table)) if one.kind in FAR] == [
        Signal(Unusual.FAR_OFF, ("J2",), "E2", Fraction(40))
    ]


def test_two_far_the_same_way_are_told_together_by_the_lesser() -> None:
    table = {f"E{number}": (50 + number, 51 + number, 52 + number, 53 + number, 54 + number) for number in range(6)}
    table["E4"] = (54, 55, 56, 97, 88)
    told = {one.kind: one for one in signals(whole(table)) if one.kind in FAR}
    assert told[Unusual.TOGETHER] == Signal(Unusual.TOGETHER, ("J3", "J4"), "E4", Fraction(30))


def test_far_the_one_way_and_far_the_other_are_not_together() -> None:
    table = {f"E{number}": (50 + number, 51 + number, 52 + number, 53 + number, 54 + number) for number in range(6)}
    table["E4"] = (14, 55, 56, 57, 98)
    assert {one.kind for one in signals(whole(table))} == {Unusual.FAR_OFF}


def test_three_points_are_never_far() -> None:
    table = {f"E{number}": (50, 50, 50, 50) for number in range(6)} | {"E9": (50, 50, 50, 53)}
    assert [one for one in signals(whole(table)) if one.kind in FAR] == []
    table["E9"] = (50, 50, 50, 50, 50, 53, 53)
    table |= {f"E{number}": (50,) * 7 for number in range(6)}
    assert [one for one in signals(whole(table)) if one.kind in FAR] == []


def test_a_judge_who_says_the_same_of_all_is_told() -> None:
    table = {f"E{number}": (50 + number, 80) for number in range(5)}
    assert signals(whole(table)) == [Signal(Unusual.ALL_THE_SAME, ("J1",))]
    assert signals(whole(dict(list(table.items())[:4]))) == []


def test_two_judges_equal_to_the_digit_are_told() -> None:
    table = {f"E{number}": (50 + number, 50 + number, 70 - number) for number in range(5)}
    assert [one for one in signals(whole(table)) if one.kind is Unusual.TWINS] == [Signal(Unusual.TWINS, ("J0", "J1"))]
    flat = {f"E{number}": (50, 50) for number in range(5)}
    assert [one.kind for one in signals(whole(flat))] == [Unusual.ALL_THE_SAME] * 2


def test_nothing_is_told_of_nothing() -> None:
    assert signals(Totals(1, {})) == []
