"""`ztc bench settle`: every bout of a month for the whole nation, settled from its bundle on two cores, by each method."""

import json
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from random import Random
from typing import Any

from zhitongche.arena.settlement.answers import compute
from zhitongche.arena.settlement.bundle import SCHEMA, Method

# One bout a month of each sub-alliance, four to a county; a first secretary in each of 230,000 villages.
BOUTS, ENTRIES = 11_400, 230_000
JUDGES = 7
CORES = 2
# Every so many pairs of a judge and an entry are recused, which makes a panel that is not the same for all.
RECUSED_EVERY = 20


def bundle(seed: int, entries: int, method: Method) -> str:
    """The text of one bout by the default template: records 50, site 20, speech 20, villagers 10; half-point steps."""
    draw = Random(seed)  # noqa: S311  # synthetic, and repeatable
    codes = [f"E{number:02}" for number in range(entries)]
    judges = [f"J{number}" for number in range(JUDGES)]
    recusals = {(draw.choice(judges), draw.choice(codes)) for _ in range(entries * JUDGES // RECUSED_EVERY)}
    document = {
        "schema": SCHEMA,
        "rules": {
            "quota": "0.20",
            "method": method.value,
            "min_judges": 3,
            "tie_breaks": ["given:records", "given:villagers", "criterion:site", "median"],
            "criteria": [{"code": code, "weight": "20", "max": "100"} for code in ("site", "speech")],
            "given": [
                {"code": "records", "weight": "50", "max": "100", "source": "records"},
                {"code": "villagers", "weight": "10", "max": "100", "source": "villagers"},
            ],
        },
        "entries": [{"code": code} for code in codes],
        "judges": [{"code": code} for code in judges],
        "recusals": sorted(map(list, recusals)),
        "scores": [
            {"judge": judge, "entry": entry, "criterion": code, "points": str(draw.randrange(120, 200) / 2)}
            for judge in judges
            for entry in codes
            if (judge, entry) not in recusals
            for code in ("site", "speech")
        ],
        "givens": [
            {"entry": entry, "component": code, "points": str(draw.randrange(6000, 10_000) / 100)}
            for entry in codes
            for code in ("records", "villagers")
        ],
    }
    return json.dumps(document)


def sizes(bouts: int, entries: int) -> list[int]:
    """How many entries each bout has, as evenly as it goes."""
    return [entries // bouts + (number < entries % bouts) for number in range(bouts)]


def _settled(task: tuple[int, list[int], Method]) -> tuple[float, float]:
    """(seconds, seconds of the processor) of settling one core's share: text in, ranks and digest out."""
    seed, shares, method = task
    seconds = busy = 0.0
    for number, entries in enumerate(shares):
        text = bundle(seed + number, entries, method)
        started, was_busy = time.perf_counter(), time.process_time()
        compute(text)
        seconds += time.perf_counter() - started
        busy += time.process_time() - was_busy
    return seconds, busy


def bench(_seconds: float, _clients: int, bouts: int = BOUTS, entries: int = ENTRIES) -> Iterator[dict[str, Any]]:
    """A line for each method: the seconds of the core that took longer, reading and digesting included.

    `busy` are the processor's own; where other work shares the cores, they are what the settlement costs.
    """
    for method in Method:
        shares = sizes(bouts, entries)
        tasks = [(core * bouts, shares[core::CORES], method) for core in range(CORES)]
        # Forked: the children ask no database and no connection of ours.
        with ProcessPoolExecutor(CORES, mp_context=multiprocessing.get_context("fork")) as pool:
            parts = list(pool.map(_settled, tasks))
        seconds, busy = (max(column) for column in zip(*parts, strict=True))
        yield {
            "bench": "settle",
            "method": method.value,
            "bouts": bouts,
            "entries": entries,
            "judges": JUDGES,
            "seconds": round(seconds, 2),
            "busy": round(busy, 2),
            "bouts_a_second": round(bouts / seconds, 1),
        }
