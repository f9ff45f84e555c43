"""Outlines from GeoJSON (RFC 7946): checked, projected, coarsened, and turned into the path of an SVG. Pure.

Coordinates become whole units of the Web Mercator square, ten million of which make the way round the Earth: one is
four metres at the equator, less than any screen shows of a county.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput

ROUND = 10_000_000
# Beyond this latitude the projection has no end.
MOST_NORTH = 85.0
# The whole of a file is drawn on a grid of so many steps: a screen shows no more.
FINENESS = 800
MOST_FEATURES = 500
# Where the makers of such files write the place's code.
CODES = ("adcode", "code", "gb")
# The national standard writes the country, 156, before the code.
COUNTRY = "156"

Point = tuple[int, int]
Ring = Sequence[Point]


@dataclass(frozen=True)
class Outline:
    """What is drawn of one place, what it lies within, and where its name stands."""

    code: str
    path: str
    west: int
    north: int
    east: int
    south: int
    middle_x: int
    middle_y: int


def read(data: bytes) -> list[Outline]:
    """The outlines of a file, one for each place. Raises BadInput with every fault at the field `file`."""
    try:
        found = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise _bad(_("This is not a GeoJSON file.")) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise _bad(_("The file holds no places: a GeoJSON FeatureCollection is needed."))
    if len(features) > MOST_FEATURES:
        raise _bad(_("The file holds more than %(most)d places.") % {"most": MOST_FEATURES})
    places = dict(_named(feature, number) for number, feature in enumerate(features, start=1))
    if len(places) < len(features):
        raise _bad(_("The file holds a place twice."))
    west, north, east, south = _box([ring for rings in places.values() for ring in rings])
    step = max(1, max(east - west, south - north) // FINENESS)
    return [_outline(code, rings, step) for code, rings in places.items()]


def _named(feature: Any, number: int) -> tuple[str, list[Ring]]:
    """The code of a place and its rings in whole units."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    code = _code(properties) if isinstance(properties, dict) else ""
    if not code:
        raise _bad(_("Place %(number)d has no code: write it as “adcode” or “code”.") % {"number": number})
    rings = [_projected(ring) for ring in _rings(geometry)] if isinstance(geometry, dict) else []
    if not rings or not all(rings):
        raise _bad(_("The outline of %(code)s is not a polygon of longitudes and latitudes.") % {"code": code})
    return code, rings


def _outline(code: str, rings: Sequence[Ring], step: int) -> Outline:
    west, north, east, south = _box(rings)
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    middle_x, middle_y = _middle(largest)
    # An island smaller than the grid is left out, but never all of a place.
    kept = [ring for ring in (_snapped(ring, step) for ring in rings) if len(ring) > 3] or [largest]
    return Outline(code, "".join(map(_path, kept)), west, north, east, south, middle_x, middle_y)


def _box(rings: Sequence[Ring]) -> tuple[int, int, int, int]:
    across = [x for ring in rings for x, _y in ring]
    down = [y for ring in rings for _x, y in ring]
    return min(across), min(down), max(across), max(down)


def _code(properties: Mapping[str, Any]) -> str:
    for name in CODES:
        written = str(properties.get(name) or "").strip()
        if written.startswith(COUNTRY) and len(written) == len(COUNTRY) + 6:
            written = written.removeprefix(COUNTRY)
        if written.isascii() and written.isdigit():
            return written
    return ""


def _rings(geometry: Mapping[str, Any]) -> Iterator[Any]:
    """The rings of a Polygon or MultiPolygon, holes among them; nothing else has any."""
    shapes = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        shapes = [shapes]
    elif geometry.get("type") != "MultiPolygon":
        return
    for shape in shapes if isinstance(shapes, list) else []:
        yield from shape if isinstance(shape, list) else [None]


def _projected(ring: Any) -> Ring:
    """The ring in whole units; empty where it is none: at least three places, closed, each on the globe."""
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        return []
    points = []
    for place in ring:
        is_pair = isinstance(place, list) and len(place) >= 2
        if not is_pair or not all(type(number) in {int, float} for number in place[:2]):
            return []
        east, north = float(place[0]), float(place[1])
        if not (abs(east) <= 180 and abs(north) <= MOST_NORTH):
            return []
        turned = math.log(math.tan(math.pi / 4 + math.radians(north) / 2))
        points.append((round(ROUND * (east + 180) / 360), round(ROUND * (0.5 - turned / (2 * math.pi)))))
    return points


def _snapped(ring: Ring, step: int) -> Ring:
    """The ring on a grid, a point that falls on the one before left out: neighbours share a grid, and meet without a gap."""
    points = [(x // step * step, y // step * step) for x, y in ring]
    return [point for point, before in zip(points, [None, *points], strict=False) if point != before]


def _area(ring: Ring) -> float:
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring)) / 2


def _middle(ring: Ring) -> Point:
    """The centre of gravity of a ring, of its points where it has no area."""
    area = _area(ring)
    if not area:
        return ring[0]
    x0, y0 = ring[0]
    across = down = 0.0
    # From the first point, so that large coordinates do not swallow small differences.
    for (x, y), (next_x, next_y) in pairwise(ring):
        part = (x - x0) * (next_y - y0) - (next_x - x0) * (y - y0)
        across += (x + next_x - 2 * x0) * part
        down += (y + next_y - 2 * y0) * part
    return round(x0 + across / (6 * area)), round(y0 + down / (6 * area))


def _path(ring: Ring) -> str:
    """Each point by its way from the one before, which is shorter to send."""
    ways = (f"{x - before_x},{y - before_y}" for (before_x, before_y), (x, y) in pairwise(ring))
    return f"M{ring[0][0]},{ring[0][1]}l{' '.join(ways)}z"


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _bad(sentence: str) -> BadInput:
    return BadInput({"file": sentence})
