"""`ztc bench timetable`: twenty days of 40 problems, 25 departments and two rooms; span, waiting, and what is proven."""

from collections.abc import Iterator
from random import Random
from statistics import median
from typing import Any

from zhitongche.express.meetings.timetable.asking import solve
from zhitongche.express.meetings.timetable.order import list_order
from zhitongche.express.meetings.timetable.setting import Interval, Item, Room, Setting, span, waiting

SEEDS = range(20)
PROBLEMS, DEPARTMENTS, VILLAGES = 40, 25, 30
# For the span, and then again for the waiting.
SECONDS = 10.0
STARTS, ENDS = 9 * 60, 20 * 60
WAY = 10


def instance(seed: int) -> Setting:
    """A day as counties have it: most problems ask for one or two departments, some departments are asked often.

    Items take 10, 20 or 30 minutes, every fifth department comes an hour late or is away for an hour, and the two rooms
    are ten minutes apart.
    """
    draw = Random(seed)  # noqa: S311  # synthetic, and repeatable
    names = [f"d{number:02}" for number in range(DEPARTMENTS)]
    weights = [1 / (1 + number / 8) for number in range(DEPARTMENTS)]
    items = []
    for number in range(PROBLEMS):
        wanted = draw.choice((1, 1, 2, 2, 3))
        asked: set[str] = set()
        while len(asked) < wanted:
            asked.update(draw.choices(names, weights))
        village = f"v{draw.randrange(VILLAGES):02}"
        items.append(Item(f"p{number:02}", draw.choice((10, 10, 20, 30)), frozenset(asked), village))
    late = (Interval(STARTS + 60, ENDS),)
    away = (Interval(STARTS, 11 * 60), Interval(12 * 60, ENDS))
    free = {name: draw.choice((late, away)) for name in draw.sample(names, DEPARTMENTS // 5)}
    rooms = (Room("1", "east"), Room("2", "west"))
    return Setting(tuple(items), rooms, STARTS, ENDS, 10, free, {("east", "west"): WAY})


def bench(_seconds: float, _clients: int, seeds: range = SEEDS, seconds: float = SECONDS) -> Iterator[dict[str, Any]]:
    """One line a day, in minutes, and one for them all."""
    proven, parts = 0, []
    for seed in seeds:
        setting = instance(seed)
        listed = list_order(setting)
        found = solve(setting, 2 * seconds)
        if listed is None or found.plan is None:
            raise RuntimeError(f"Nothing was found for seed {seed}.")
        before = waiting(setting, listed)
        proven += found.is_shortest
        parts.append(found.waiting / before if before else 0.0)
        yield {
            "bench": "timetable",
            "seed": seed,
            "span": found.span,
            "span_bound": found.span_bound,
            "span_in_list_order": span(setting, listed),
            "span_seconds": found.span_seconds,
            "waiting": found.waiting,
            "waiting_bound": found.waiting_bound,
            "waiting_in_list_order": before,
            "seconds": found.seconds,
        }
    yield {"bench": "timetable", "days": len(parts), "proven": proven, "waiting_left": round(median(parts), 2)}
