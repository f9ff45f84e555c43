"""Plans looked at by separate code, and refusals proved by counting."""

from collections.abc import Callable
from itertools import combinations, product
from random import Random

import pytest

from zhitongche.arena.assignment.assigning import assign
from zhitongche.arena.assignment.checking import faults
from zhitongche.arena.assignment.setting import NoPlan, Reason, Setting


def setting(draw: Random, judges: int, entries: int, per_entry: int, conflicts: float) -> Setting:
    names = tuple(f"J{number}" for number in range(judges))
    codes = tuple(f"E{number}" for number in range(entries))
    return Setting(
        names,
        codes,
        per_entry,
        frozenset(pair for pair in product(names, codes) if draw.random() < conflicts),
    )


def proves(one: Setting, refusal: NoPlan) -> bool:
    """Whether the judges and entries named really leave no plan, counted here and nowhere else."""
    free = {entry: {judge for judge in one.judges if (judge, entry) not in one.conflicts} for entry in one.entries}
    if refusal.reason is Reason.TOO_FEW_JUDGES:
        return one.per_entry > len(one.judges)
    if refusal.reason is Reason.TOO_MANY_CONFLICTS:
        return bool(refusal.entries) and all(len(free[entry]) < one.per_entry for entry in refusal.entries)
    if refusal.reason is Reason.TOO_FEW_SCORES:
        return len(one.entries) * one.per_entry < len(one.entries) + len(one.judges) - 1
    if refusal.reason is Reason.CANNOT_BE_COMPARED:
        inside = all(free[entry] <= refusal.judges for entry in refusal.entries)
        outside = all(not free[entry] & refusal.judges for entry in set(one.entries) - refusal.entries)
        return inside and outside and refusal.judges < set(one.judges)
    if refusal.reason is Reason.TOO_LITTLE_FOR:
        most = sum(min(one.per_entry, len(free[entry] & refusal.judges)) for entry in refusal.entries)
        elsewhere = any(free[entry] & refusal.judges for entry in set(one.entries) - refusal.entries)
        return not elsewhere and most < len(refusal.judges) * one.least_load
    if refusal.reason is Reason.TOO_MUCH_FOR:
        needed = sum(max(0, one.per_entry - len(free[entry] - refusal.judges)) for entry in refusal.entries)
        return needed > len(refusal.judges) * one.most_load
    return False


def test_a_thousand_random_settings_are_planned_or_refused_with_proof(figure: Callable[[str, object], None]) -> None:
    told: dict[str, int] = {}
    for seed in range(1000):
        draw = Random(seed)
        judges = draw.randint(2, 12)
        one = setting(
            draw, judges, draw.randint(1, 40), draw.randint(1, min(7, judges)), draw.choice((0, 0.05, 0.1, 0.3))
        )
        try:
            plan = assign(one, draw)
        except NoPlan as refusal:
            assert proves(one, refusal), (seed, refusal)
            told[refusal.reason] = told.get(refusal.reason, 0) + 1
        else:
            assert faults(one, plan) == [], seed
            told["planned"] = told.get("planned", 0) + 1
    for reason, count in sorted(told.items()):
        figure(reason, count)
    assert told["planned"] > 400


def possible(one: Setting) -> bool:
    """Tries every plan there is."""
    choices = [
        [
            frozenset(some)
            for some in combinations(one.judges, one.per_entry)
            if all(one.may(judge, entry) for judge in some)
        ]
        for entry in one.entries
    ]
    return any(faults(one, dict(zip(one.entries, plan, strict=True))) == [] for plan in product(*choices))


def test_on_small_settings_a_plan_is_found_where_there_is_one(rounds: Callable[..., int]) -> None:
    told = set()
    for seed in range(rounds(short=1500, long=20_000)):
        draw = Random(seed)
        judges = draw.randint(1, 5)
        one = setting(
            draw, judges, draw.randint(1, 5), draw.randint(1, min(3, judges)), draw.choice((0, 0.1, 0.2, 0.3, 0.4))
        )
        try:
            assign(one, draw)
        except NoPlan as refusal:
            told.add(refusal.reason)
            assert not possible(one), seed
            assert refusal.reason is Reason.NOT_FOUND or proves(one, refusal), seed
        else:
            told.add(None)
            assert possible(one), seed
    assert {None, Reason.TOO_LITTLE_FOR, Reason.TOO_MUCH_FOR, Reason.TOO_FEW_SCORES, Reason.TOO_MANY_CONFLICTS} <= told


def test_a_recorded_seed_gives_the_same_plan_again() -> None:
    one = setting(Random(1), 7, 20, 4, 0.1)
    assert assign(one, Random(9)) == assign(one, Random(9))
    assert len({tuple(sorted(map(tuple, map(sorted, assign(one, Random(seed)).values())))) for seed in range(5)}) > 1


@pytest.mark.parametrize(
    ("judges", "entries", "per_entry"), [((), ("E1",), 1), (("J1",), (), 1), (("J1",), ("E1",), 0)]
)
def test_nobody_to_judge_or_nothing_to_be_judged_is_refused(
    judges: tuple[str, ...], entries: tuple[str, ...], per_entry: int
) -> None:
    with pytest.raises(NoPlan) as refusal:
        assign(Setting(judges, entries, per_entry), Random(0))
    assert refusal.value.reason is Reason.NOBODY


def test_more_judges_than_there_are_is_refused() -> None:
    with pytest.raises(NoPlan, match="too_few_judges"):
        assign(Setting(("J1", "J2"), ("E1", "E2"), 3), Random(0))


def test_parts_that_can_never_meet_are_named() -> None:
    conflicts = frozenset(
        {("J1", "E3"), ("J1", "E4"), ("J2", "E3"), ("J2", "E4"), ("J3", "E1"), ("J3", "E2"), ("J4", "E1"), ("J4", "E2")}
    )
    with pytest.raises(NoPlan) as refusal:
        assign(Setting(("J1", "J2", "J3", "J4"), ("E1", "E2", "E3", "E4"), 2, conflicts), Random(0))
    assert refusal.value.reason is Reason.CANNOT_BE_COMPARED
    assert (refusal.value.judges, refusal.value.entries) == ({"J1", "J2"}, {"E1", "E2"})


def test_parts_that_a_drawing_left_apart_are_joined() -> None:
    """Two for each of many entries: drawn apart now and then, and joined every time."""
    for seed in range(200):
        one = Setting(tuple(f"J{number}" for number in range(6)), tuple(f"E{number}" for number in range(6)), 2)
        assert faults(one, assign(one, Random(seed))) == []


def test_the_checker_finds_every_fault() -> None:
    one = Setting(("J1", "J2", "J3", "J4"), ("E1", "E2"), 2, frozenset({("J1", "E1")}))
    plan = {"E1": frozenset({"J1", "J2"}), "E3": frozenset({"J2", "J9", "J1"})}
    assert faults(one, plan) == [
        "The plan names other entries than the setting.",
        "J1 must not judge E1.",
        "E3 has 3 judges, not 2.",
        "J9 is no judge of this setting.",
        "Loads reach from 0 to 2.",
        "Not every two judges are linked by entries.",
    ]


def test_a_bridge_that_no_balanced_plan_can_cross_ends_the_search() -> None:
    """Two halves of three judges and three entries, linked by one pair that would leave a load uneven."""
    halves = (("J1", "J2", "J3"), ("E1", "E2", "E3")), (("J4", "J5", "J6"), ("E4", "E5", "E6"))
    (one_judges, one_entries), (other_judges, other_entries) = halves
    conflicts = {*product(one_judges, other_entries), *product(other_judges, one_entries)} - {("J1", "E4")}
    bridged = Setting(one_judges + other_judges, one_entries + other_entries, 2, frozenset(conflicts))
    with pytest.raises(NoPlan) as refusal:
        assign(bridged, Random(0))
    assert refusal.value.reason is Reason.NOT_FOUND
