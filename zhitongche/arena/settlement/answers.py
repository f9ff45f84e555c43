"""What `ztc settlement` answers: the ten keys of a computed document, and what differs from those that somebody holds."""

from collections.abc import Mapping
from typing import Any

from .bundle import ANSWER_KEYS
from .documents import arranged, digest, loaded
from .reading import read
from .settling import Settlement, settle


def results_of(settlement: Settlement) -> list[dict[str, Any]]:
    """Every entry as a document shows it: by rank, then code; the unranked last."""
    return [
        {"entry": one.entry, "score": one.shown, "rank": one.rank, "champion": one.is_champion}
        for one in settlement.placings
    ]


def answered(document: Mapping[str, Any]) -> dict[str, Any]:
    """The ten keys of a document that was loaded; `faults.BadBundle` where it cannot be settled."""
    settlement = settle(read(document))
    whole = arranged(document)
    return whole | {
        "results": results_of(settlement),
        "champions_allowed": settlement.champions_allowed,
        "digest": digest(whole),
    }


def compute(data: bytes | str) -> dict[str, Any]:
    """The ten keys of a document's text; the three of an answer that it may hold are not looked at."""
    return answered(loaded(data))


def verify(data: bytes | str) -> list[str]:
    """The answer's keys that are missing or differ from what the seven others give; none where the document is true."""
    document = loaded(data)
    afresh = answered(document)
    return [key for key in ANSWER_KEYS if key not in document or not _same(document[key], afresh[key])]


def _same(held: object, true: object) -> bool:
    """Equal in kind and value: 1, 1.0 and true are three things in JSON, and an object says each key once."""
    if isinstance(true, list):
        return (
            isinstance(held, list)
            and len(held) == len(true)
            and all(_same(one, other) for one, other in zip(held, true, strict=True))
        )
    if isinstance(true, dict):
        return (
            type(held) is dict
            and held.keys() == true.keys()
            and all(_same(held[key], value) for key, value in true.items())
        )
    return type(held) is type(true) and held == true
