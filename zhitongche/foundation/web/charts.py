"""Charts as numbers: where each part of a bar and each point of a line lies, in hundredths of the drawing. Pure.

`foundation/_bars.html` and `foundation/_series.html` draw what comes out as SVG on the server: no script, no colour
without a pattern or a shape beside it, and every figure also in words. The page keeps a table behind each chart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from django.utils.functional import Promise

Words = str | Promise
Number = Decimal | int
Worded = Callable[[Number], Words]

# How many patterns and shapes `foundation/_tones.html` knows; the eighth kind of part begins again at the first.
TONES = 7
# A part narrower than this, in hundredths, bears no number of its own; the key and the table have it.
ROOM_FOR_A_NUMBER = Decimal(7)
HUNDRED = Decimal(100)
HUNDREDTH = Decimal("0.01")
# Points lie within the drawing, so that none is cut off at its edge.
MARGIN = Decimal(4)


@dataclass(frozen=True)
class Part:
    """One part of a bar: what it is, how much in words, its tone, and where it lies."""

    label: Words
    words: Words
    tone: int
    x: str
    width: str
    middle: str
    has_room: bool


@dataclass(frozen=True)
class Bar:
    """One bar with its name and its whole in words."""

    label: Words
    words: Words
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Key:
    """One entry of the key: a tone and what it stands for."""

    label: Words
    tone: int


@dataclass(frozen=True)
class Bars:
    """Bars of one measure; `mark` is where a line crosses them all (empty: none), said by `mark_words`."""

    name: str
    bars: tuple[Bar, ...]
    key: tuple[Key, ...]
    mark: str = ""
    mark_words: Words = ""


@dataclass(frozen=True)
class Point:
    """One figure of a line."""

    x: str
    y: str
    words: Words


@dataclass(frozen=True)
class Stroke:
    """From one figure to the next."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Line:
    """One line: its figures, and the strokes between those that follow each other without a gap."""

    label: Words
    tone: int
    points: tuple[Point, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True)
class Tick:
    label: Words
    x: str


@dataclass(frozen=True)
class Series:
    """Lines over the same periods, from `low` to `high` in words."""

    name: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    low: Words
    high: Words


def stacked(
    name: str,
    rows: Mapping[Words, Sequence[tuple[Words, Number]]],
    words: Worded,
    *,
    mark: Number = 0,
    mark_words: Words = "",
) -> Bars:
    """A bar for each row, made of its parts; parts of one label have one tone in all rows. None is below nought.

    `name` is the chart's own on its page, in ASCII. The longest bar, or the mark where it lies farther, is the whole width.
    """
    used = {label for parts in rows.values() for label, amount in parts if amount}
    # In the order in which a row names its parts, also those that are nought in it: stages stay in their order.
    labels = [
        label for label in dict.fromkeys(label for parts in rows.values() for label, _amount in parts) if label in used
    ]
    tones = {label: position % TONES + 1 for position, label in enumerate(labels)}
    most = max([Decimal(mark), *(_total(parts) for parts in rows.values())], default=Decimal(0))
    return Bars(
        name=name,
        bars=tuple(
            Bar(label, words(_total(parts)), _parts(parts, most, tones, words)) for label, parts in rows.items()
        ),
        key=tuple(Key(label, tone) for label, tone in tones.items()),
        mark=_share(Decimal(mark), most) if mark else "",
        mark_words=mark_words,
    )


def bars(name: str, rows: Sequence[tuple[Words, Number]], words: Worded) -> Bars:
    """A plain bar for each row, all of one tone; the longest is the whole width."""
    most = max((Decimal(amount) for _label, amount in rows), default=Decimal(0))
    drawn = [Bar(label, words(amount), _parts([(label, amount)], most, {label: 1}, words)) for label, amount in rows]
    return Bars(name=name, bars=tuple(drawn), key=())


def series(name: str, ticks: Sequence[Words], lines: Mapping[Words, Sequence[Number | None]], words: Worded) -> Series:
    """Lines over `ticks`; None is a period of which nothing is known: the line has a gap there and is not at nought."""
    known = [Decimal(value) for values in lines.values() for value in values if value is not None]
    low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
    places = [_across(position, len(ticks)) for position in range(len(ticks))]
    return Series(
        name=name,
        lines=tuple(
            _line(label, position % TONES + 1, values, places, (low, high), words)
            for position, (label, values) in enumerate(lines.items())
        ),
        ticks=tuple(Tick(label, place) for label, place in zip(ticks, places, strict=True)),
        low=words(low),
        high=words(high),
    )


def _total(parts: Sequence[tuple[Words, Number]]) -> Decimal:
    return sum((Decimal(amount) for _label, amount in parts), Decimal(0))


def _parts(
    parts: Sequence[tuple[Words, Number]], most: Decimal, tones: Mapping[Words, int], words: Worded
) -> tuple[Part, ...]:
    drawn, reached = [], Decimal(0)
    for label, amount in parts:
        if not amount:
            continue
        start, end = HUNDRED * reached / most, HUNDRED * (reached + amount) / most
        # Cut from the sums and not added up from cut widths: parts meet without a seam.
        x, width = _cut(start), _cut(end) - _cut(start)
        drawn.append(
            Part(
                label,
                words(amount),
                tones[label],
                f"{x}%",
                f"{width}%",
                f"{x + width / 2:.2f}%",
                width >= ROOM_FOR_A_NUMBER,
            )
        )
        reached += amount
    return tuple(drawn)


def _line(
    label: Words,
    tone: int,
    values: Sequence[Number | None],
    places: Sequence[str],
    ends: tuple[Decimal, Decimal],
    words: Worded,
) -> Line:
    points = [
        None if value is None else Point(place, _height(Decimal(value), *ends), words(value))
        for place, value in zip(places, values, strict=True)
    ]
    strokes = [
        Stroke(before.x, before.y, after.x, after.y)
        for before, after in pairwise(points)
        if before is not None and after is not None
    ]
    return Line(label, tone, tuple(point for point in points if point is not None), tuple(strokes))


def _across(position: int, count: int) -> str:
    """Where the period of that position lies, the first at the left margin and the last at the right."""
    if count < 2:
        return "50.00%"
    return f"{_cut(MARGIN + (HUNDRED - 2 * MARGIN) * position / (count - 1))}%"


def _height(value: Decimal, low: Decimal, high: Decimal) -> str:
    """From above, as SVG counts."""
    share = (value - low) / (high - low) if high > low else Decimal(0)
    return f"{_cut(HUNDRED - MARGIN - (HUNDRED - 2 * MARGIN) * share)}%"


def _share(amount: Decimal, most: Decimal) -> str:
    return f"{_cut(HUNDRED * amount / most)}%"


def _cut(share: Decimal) -> Decimal:
    return share.quantize(HUNDREDTH, ROUND_HALF_UP)
