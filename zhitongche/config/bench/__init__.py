"""What `ztc bench` knows to measure: name → (seconds, clients) → figures, one after another."""

from collections.abc import Callable, Iterator
from typing import Any

from . import (
    acting,
    exporting,
    importing,
    library,
    listing,
    picture,
    scoring,
    screens,
    searching,
    settle,
    similar,
    timetable,
    waiting,
)

BENCHES: dict[str, Callable[[float, int], Iterator[dict[str, Any]]]] = {
    "list": listing.bench,
    "waiting": waiting.bench,
    "projects": library.bench,
    "act": acting.bench,
    "score": scoring.bench,
    "import": importing.bench,
    "export": exporting.bench,
    "search": searching.bench,
    "settle": settle.bench,
    "similar": similar.bench,
    "timetable": timetable.bench,
    "screens": screens.bench,
    "picture": picture.bench,
}
