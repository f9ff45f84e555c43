"""Bundles as documents, drawn by a seed: small, full of ties, blanks, recusals, exclusions and odd ways of writing."""

import os
from random import Random
from typing import Any

from hypothesis import assume, settings
from hypothesis import strategies as st

from tests.harness.soak import IS_SOAK
from zhitongche.arena.settlement.answers import answered
from zhitongche.arena.settlement.bundle import Bundle
from zhitongche.arena.settlement.faults import BadBundle, Kind
from zhitongche.arena.settlement.reading import read
from zhitongche.arena.settlement.settling import Settlement, settle

SCHEMA = "zhitongche.settlement/1"
METHODS = ("mean", "trimmed_mean", "severity_adjusted")
# How often each property of the settlement is tried; less where a mutant only has to be found (tests/faults/mutants.py).
OFTEN = 10_000 if IS_SOAK else 30 if "ZTC_MUTANT" in os.environ else 100
often = settings(max_examples=OFTEN)
Drawn = tuple[dict[str, Any], Random]
MOST_POINTS = ("10", "100", "5.0")


def written(value: int, places: int, draw: Random) -> str:
    """`value` of the last place as a decimal, in one of the many ways that say the same."""
    text = str(value).rjust(places + 1, "0")
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    if "." in text and draw.random() < 0.3:
        text += "0"
    return f"0{text}" if draw.random() < 0.2 else text


def component(code: str, draw: Random, **more: str) -> dict[str, str]:
    return {
        "code": code,
        "weight": draw.choice(("1", "20", "33.3", "60")),
        "max": draw.choice(MOST_POINTS),
        **more,
    }


def points(most: str, draw: Random) -> str:
    """Few different values, so that ties are common; now and then one of many figures."""
    top = int(float(most))
    if draw.random() < 0.1:
        return written(draw.randrange(top * 1000), 3, draw)
    return written(draw.choice((top * 5, top * 8, top * 9)), 1, draw)


def bundle(
    draw: Random,
    *,
    entries: int,
    judges: int,
    method: str = "mean",
    is_full: bool = False,
    min_judges: int | None = None,
) -> dict[str, Any]:
    """The seven keys. `is_full`: every judge scores every entry, and nobody is excluded or adjusted."""
    criteria = [component(f"c{number}", draw) for number in range(draw.randint(1, 3))]
    given = [component(f"g{number}", draw, source="records") for number in range(draw.randint(0, 2))]
    breaks = ["median", *(f"criterion:{one['code']}" for one in criteria), *(f"given:{one['code']}" for one in given)]
    draw.shuffle(breaks)
    entry_codes = [f"E{number}" for number in range(entries)]
    judge_codes = [f"J{number}" for number in range(judges)]
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "rules": {
            "quota": draw.choice(("0.20", "0.5", "1", "0", "0.334")),
            "method": method,
            "min_judges": min_judges or draw.randint(1, 2),
            "tie_breaks": breaks[: draw.randint(0, len(breaks))],
            "criteria": criteria,
            "given": given,
        },
        "entries": [{"code": code} if is_full else entry(code, draw) for code in entry_codes],
        "judges": [{"code": code} for code in judge_codes],
        "recusals": [],
        "scores": [],
        "givens": [
            {"entry": code, "component": one["code"], "points": points(one["max"], draw)}
            for code in entry_codes
            for one in given
        ],
    }
    for judge in judge_codes:
        for code in entry_codes:
            if not is_full and draw.random() < 0.1:
                document["recusals"].append([judge, code])
            elif is_full or draw.random() < 0.95:
                document["scores"] += [
                    {"judge": judge, "entry": code, "criterion": one["code"], "points": points(one["max"], draw)}
                    for one in criteria
                    if is_full or draw.random() < 0.97
                ]
    return document


def entry(code: str, draw: Random) -> dict[str, str]:
    row = {"code": code}
    if draw.random() < 0.15:
        row["adjustment"] = draw.choice(("1", "-0.5", "-0.0", "003.10"))
    if draw.random() < 0.08:
        row["excluded"] = draw.choice(("withdrawn", "vetoed"))
    return row


def shuffled(document: dict[str, Any], draw: Random) -> dict[str, Any]:
    """The same document with its lists and keys in another order; tie-breaks keep theirs."""

    def mixed(rows: list[Any]) -> list[Any]:
        return [keys(row) if isinstance(row, dict) else row for row in draw.sample(rows, len(rows))]

    def keys(row: dict[str, Any]) -> dict[str, Any]:
        return {key: row[key] for key in draw.sample(list(row), len(row))}

    rules = document["rules"]
    return keys(
        document
        | {"rules": keys(rules | {"criteria": mixed(rules["criteria"]), "given": mixed(rules["given"])})}
        | {key: mixed(document[key]) for key in ("entries", "judges", "recusals", "scores", "givens")}
    )


@st.composite
def drawn(
    given: st.DrawFn,
    *,
    methods: tuple[str, ...] = METHODS,
    most_entries: int = 7,
    fewest_entries: int = 0,
    judges: tuple[int, int] = (0, 7),
    **told: Any,
) -> tuple[dict[str, Any], Random]:
    """A document, and the source of further choices."""
    draw = Random(given(st.integers(0, 2**48)))
    entries = given(st.integers(fewest_entries, most_entries))
    count = given(st.integers(*judges))
    return bundle(draw, entries=entries, judges=count, method=given(st.sampled_from(methods)), **told), draw


def settled(document: dict[str, Any]) -> Settlement:
    return settle(bundle_of(document))


def bundle_of(document: dict[str, Any]) -> Bundle:
    """The bundle; an example whose panel does not hang together is not one."""
    try:
        return read(document)
    except BadBundle as refusal:
        assert {fault.kind for fault in refusal.faults} == {Kind.NOT_CONNECTED}
        assume(False)
        raise


def answer(document: dict[str, Any]) -> dict[str, Any]:
    bundle_of(document)
    return answered(document)
