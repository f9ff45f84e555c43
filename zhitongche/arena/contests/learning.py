"""Who learned from whom as a small picture: villages on a ring, an arrow to whoever took something up. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

SIDE = 320
MIDDLE = SIDE / 2
RING = 120.0
DISC = 16.0
# How long and how wide the head of an arrow is.
HEAD, WING = 12.0, 5.0


@dataclass(frozen=True)
class Disc:
    """One village: its number in the key, and where it lies."""

    number: int
    x: str
    y: str


@dataclass(frozen=True)
class Arrow:
    """From whom something was learned to who learned it."""

    x1: str
    y1: str
    x2: str
    y2: str
    head: str


@dataclass(frozen=True)
class Drawing:
    """The whole picture, in a square of `side`."""

    side: int
    discs: tuple[Disc, ...]
    arrows: tuple[Arrow, ...]


def drawn(villages: Sequence[Hashable], pairs: Sequence[tuple[Hashable, Hashable]]) -> Drawing:
    """The villages in their order around the ring; `pairs` of (learned from, learner), each drawn once."""
    places = {village: _place(at, len(villages)) for at, village in enumerate(villages)}
    discs = [Disc(at, *map(_text, places[village])) for at, village in enumerate(villages, start=1)]
    arrows = [_arrow(places[source], places[learner]) for source, learner in dict.fromkeys(pairs) if source != learner]
    return Drawing(SIDE, tuple(discs), tuple(arrows))


def _place(at: int, count: int) -> tuple[float, float]:
    """The first at the top, then as the clock goes."""
    angle = 2 * pi * at / count - pi / 2
    return MIDDLE + RING * cos(angle), MIDDLE + RING * sin(angle)


def _arrow(source: tuple[float, float], learner: tuple[float, float]) -> Arrow:
    """From edge to edge of the two discs."""
    (x1, y1), (x2, y2) = source, learner
    length = hypot(x2 - x1, y2 - y1)
    east, south = (x2 - x1) / length, (y2 - y1) / length
    tip_x, tip_y = x2 - east * DISC, y2 - south * DISC
    base_x, base_y = tip_x - east * HEAD, tip_y - south * HEAD
    corners = [
        (tip_x, tip_y),
        (base_x - south * WING, base_y + east * WING),
        (base_x + south * WING, base_y - east * WING),
    ]
    head = " ".join(f"{_text(x)},{_text(y)}" for x, y in corners)
    return Arrow(_text(x1 + east * DISC), _text(y1 + south * DISC), _text(base_x), _text(base_y), head)


def _text(value: float) -> str:
    return f"{value:.1f}"
