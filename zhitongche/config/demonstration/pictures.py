"""Flat drawings that stand where a phone's photographs would: drawn when loaded, none is kept in the sources.

Positions are shares of the sheet, 0…1 from its top left corner, so that a scene reads the same at any size.
"""

import io
import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

SIZE = (1200, 900)
# Drawn larger and brought down, which smooths every edge.
SCALE = 2
Colour = tuple[int, int, int]
Point = tuple[float, float]

SKY_TOP, SKY_LOW = (142, 190, 214), (236, 238, 220)
OVERCAST_TOP, OVERCAST_LOW = (150, 160, 168), (214, 214, 206)
FAR, MIDDLE, NEAR, DARK = (131, 166, 150), (98, 144, 106), (70, 118, 74), (43, 84, 56)
EARTH, PATH, STONE, STONE_DARK = (166, 128, 88), (206, 186, 150), (168, 164, 156), (118, 114, 108)
WATER, WATER_LIGHT = (104, 158, 176), (150, 192, 202)
WALL, WALL_SHADE, ROOF, STEEL, INK = (232, 226, 212), (204, 196, 180), (164, 78, 62), (120, 132, 140), (52, 56, 60)
WOOD, WOOD_LOW, WOOD_SHADE = (176, 140, 100), (150, 114, 78), (124, 94, 64)
PAPER, RED = (248, 246, 238), (186, 44, 38)
RUST, FRESH_BLUE, ORANGE, YELLOW = (146, 92, 62), (58, 116, 168), (224, 134, 44), (230, 190, 60)


class Sheet:
    """A sheet to draw on in shares of its size."""

    def __init__(self, top: Colour = SKY_TOP, low: Colour = SKY_LOW) -> None:
        self.width, self.height = SIZE[0] * SCALE, SIZE[1] * SCALE
        gradient = Image.new("RGB", (1, 64))
        for row in range(64):
            share = row / 63
            gradient.putpixel((0, row), tuple(round(a + (b - a) * share) for a, b in zip(top, low, strict=True)))
        column = gradient.resize((1, self.height), Image.Resampling.BILINEAR)
        self.image = column.resize((self.width, self.height), Image.Resampling.NEAREST)
        self._pen = ImageDraw.Draw(self.image)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.width, y * self.height) for x, y in points]

    def area(self, colour: Colour, *points: Point) -> None:
        self._pen.polygon(self._at(points), fill=colour)

    def box(self, colour: Colour, left: float, top: float, right: float, bottom: float) -> None:
        self._pen.rectangle(self._at([(left, top), (right, bottom)]), fill=colour)

    def round(self, colour: Colour, x: float, y: float, radius: float, flat: float = 1.0) -> None:
        """A disc; `radius` is a share of the width, `flat` below 1 presses it down."""
        across, down = radius * self.width, radius * self.width * flat
        middle_x, middle_y = x * self.width, y * self.height
        self._pen.ellipse([middle_x - across, middle_y - down, middle_x + across, middle_y + down], fill=colour)

    def line(self, colour: Colour, width: float, *points: Point) -> None:
        self._pen.line(self._at(points), fill=colour, width=round(width * self.width), joint="curve")

    def hill(self, colour: Colour, base: float, height: float, waves: float, shift: float) -> None:
        """A ridge across the whole sheet; `base` is where it would lie flat."""
        ridge = [
            (
                step / 60,
                base - height * (0.6 * math.sin(waves * step / 60 + shift) + 0.4 * math.sin(2.3 * waves * step / 60)),
            )
            for step in range(61)
        ]
        self.area(colour, *ridge, (1, 1), (0, 1))

    def tree(self, x: float, y: float, size: float, colour: Colour = DARK) -> None:
        self.box(EARTH, x - size * 0.06, y - size * 0.5, x + size * 0.06, y)
        for side, rise in ((-0.28, 0.72), (0.28, 0.76), (0, 1.02)):
            self.round(colour, x + side * size, y - rise * size, size * 0.36)

    def jpeg(self) -> bytes:
        out = io.BytesIO()
        self.image.reduce(SCALE).save(out, "JPEG", quality=86)
        return out.getvalue()


def _country(overcast: bool = False) -> Sheet:
    """Sky and two ridges: what stands behind most scenes."""
    sheet = Sheet(OVERCAST_TOP, OVERCAST_LOW) if overcast else Sheet()
    if not overcast:
        sheet.round((250, 240, 206), 0.8, 0.17, 0.05)
    sheet.hill(FAR, 0.46, 0.10, 7, 0.6)
    sheet.hill(MIDDLE, 0.56, 0.07, 5, 2.4)
    return sheet


def _tea_terraces() -> Sheet:
    sheet = _country()
    for row in range(9):
        top = 0.56 + row * 0.052
        colour = NEAR if row % 2 else (84, 134, 82)
        curve = [(x / 30, top + 0.035 * math.sin(x / 30 * 4.2 + row * 0.32)) for x in range(31)]
        sheet.area(colour, *curve, (1, 1), (0, 1))
        for x, y in curve[row % 2 :: 2]:
            sheet.round(DARK, x, y + 0.012, 0.014 + row * 0.0012, 0.55)
    sheet.tree(0.12, 0.60, 0.07)
    sheet.tree(0.17, 0.62, 0.05)
    return sheet


def _rice_terraces() -> Sheet:
    sheet = _country()
    sheet.box((186, 178, 120), 0, 0.60, 1, 1)
    for row in range(6):
        top = 0.60 + row * 0.068
        sheet.area(
            (200, 188, 126) if row % 2 else (176, 172, 108), (0, top), (1, top + 0.02), (1, top + 0.08), (0, top + 0.06)
        )
        sheet.line(EARTH, 0.006, (0, top), (1, top + 0.02))
    drawn = random.Random("rice")  # noqa: S311  (cracks in a drawing)
    for _crack in range(46):
        x, y = drawn.uniform(0.03, 0.95), drawn.uniform(0.72, 0.98)
        sheet.line((140, 118, 80), 0.0025, (x, y), (x + drawn.uniform(-0.03, 0.03), y + 0.02), (x + 0.03, y + 0.025))
    return sheet


def _pump_house(pump: Colour) -> Sheet:
    sheet = _country()
    sheet.box(NEAR, 0, 0.62, 1, 1)
    sheet.area(WATER, (0, 0.82), (1, 0.76), (1, 1), (0, 1))
    for row in range(4):
        sheet.line(
            WATER_LIGHT, 0.003, (0.1 + row * 0.2, 0.90 + row % 2 * 0.05), (0.24 + row * 0.2, 0.895 + row % 2 * 0.05)
        )
    sheet.box(WALL, 0.14, 0.42, 0.46, 0.74)
    sheet.area(ROOF, (0.11, 0.43), (0.30, 0.32), (0.49, 0.43))
    sheet.box(INK, 0.20, 0.54, 0.28, 0.74)
    sheet.box(WATER_LIGHT, 0.34, 0.52, 0.42, 0.61)
    sheet.area(STONE, (0.48, 0.76), (0.86, 0.74), (0.86, 0.79), (0.48, 0.81))
    for left in (0.52, 0.68):
        sheet.box(pump, left, 0.66, left + 0.10, 0.745)
        sheet.round(pump, left + 0.10, 0.703, 0.032)
        sheet.round(STEEL, left + 0.10, 0.703, 0.015)
        sheet.line(STEEL, 0.016, (left + 0.10, 0.703), (left + 0.15, 0.72), (left + 0.17, 0.86))
    return sheet


def _pump_station() -> Sheet:
    return _pump_house(RUST)


def _pump_new() -> Sheet:
    return _pump_house(FRESH_BLUE)


def _bridge(is_broken: bool) -> Sheet:
    sheet = _country(overcast=is_broken)
    sheet.box(NEAR, 0, 0.58, 1, 1)
    sheet.area(WATER, (0.22, 0.66), (0.78, 0.66), (0.92, 1), (0.08, 1))
    sheet.area(STONE, (0, 0.58), (1, 0.58), (1, 0.66), (0, 0.66))
    sheet.area(STONE, (0.24, 0.64), (0.76, 0.64), (0.80, 0.84), (0.20, 0.84))
    sheet.round(WATER, 0.50, 0.86, 0.19, 0.75)
    sheet.area(PATH, (0, 0.555), (1, 0.555), (1, 0.60), (0, 0.60))
    for post in range(17):
        x = 0.02 + post * 0.06
        if is_broken and 0.42 < x < 0.68:
            continue
        sheet.box(WALL_SHADE, x - 0.006, 0.47, x + 0.006, 0.565)
    for left, right in ((0.02, 0.40), (0.70, 0.98)) if is_broken else ((0.02, 0.98),):
        sheet.line(WALL_SHADE, 0.009, (left, 0.485), (right, 0.485))
        sheet.line(WALL_SHADE, 0.006, (left, 0.525), (right, 0.525))
    if is_broken:
        sheet.area(INK, (0.58, 0.555), (0.70, 0.555), (0.67, 0.60), (0.66, 0.64), (0.61, 0.62), (0.60, 0.59))
        for x, y, radius in ((0.62, 0.88, 0.022), (0.68, 0.91, 0.016), (0.57, 0.92, 0.013)):
            sheet.round(STONE_DARK, x, y, radius, 0.7)
        sheet.line(YELLOW, 0.006, (0.38, 0.45), (0.56, 0.50), (0.73, 0.44))
    sheet.tree(0.07, 0.56, 0.09)
    return sheet


def _broken_bridge() -> Sheet:
    return _bridge(is_broken=True)


def _mended_bridge() -> Sheet:
    return _bridge(is_broken=False)


def _pole(sheet: Sheet, x: float, foot: float, height: float) -> None:
    sheet.box(STONE_DARK, x - 0.009, foot - height, x + 0.009, foot)
    for share in (0.96, 0.84):
        sheet.line(INK, 0.008, (x - 0.09, foot - height * share), (x + 0.09, foot - height * share))
        for side in (-0.08, -0.03, 0.03, 0.08):
            sheet.round(WALL, x + side, foot - height * share - 0.014, 0.007)


def _on_poles(tank: Colour, size: float) -> Sheet:
    sheet = _country()
    sheet.hill(NEAR, 0.78, 0.03, 4, 1)
    for left in (0.06, 0.76):
        sheet.box(WALL, left, 0.64, left + 0.16, 0.80)
        sheet.area(ROOF, (left - 0.02, 0.65), (left + 0.08, 0.57), (left + 0.18, 0.65))
        sheet.box(INK, left + 0.06, 0.70, left + 0.10, 0.80)
    for lift in (0.0, 0.085):
        for side in (-0.08, -0.03, 0.03, 0.08):
            sag = [(x / 20, 0.20 + lift + side * 0.2 + 0.10 * (x / 20 - 0.42) ** 2) for x in range(21)]
            sheet.line(INK, 0.0016, *sag)
    _pole(sheet, 0.42, 0.90, 0.72)
    _pole(sheet, 0.56, 0.90, 0.72)
    sheet.box(STEEL, 0.40, 0.56, 0.58, 0.585)
    left, top = 0.49 - size / 2, 0.56 - size
    sheet.box(tank, left, top, left + size, 0.56)
    for fin in range(7):
        x = left + size * (0.1 + fin * 0.133)
        sheet.line(INK, 0.0025, (x, top + size * 0.25), (x, 0.555))
    for cap in (0.25, 0.5, 0.75):
        sheet.round(ROOF, left + size * cap, top - 0.010, 0.009, 1.6)
    return sheet


def _transformer() -> Sheet:
    return _on_poles(RUST, 0.09)


def _transformer_new() -> Sheet:
    return _on_poles((150, 166, 172), 0.13)


def _cold_store() -> Sheet:
    """The empty plot by the orchard, pegged out, and fruit waiting in crates."""
    sheet = _country()
    sheet.box(NEAR, 0, 0.58, 1, 1)
    for row in range(3):
        for place in range(11):
            sheet.tree(0.03 + place * 0.095 + row * 0.03, 0.60 + row * 0.045, 0.055, (58, 112, 64))
            sheet.round(ORANGE, 0.02 + place * 0.095 + row * 0.03, 0.565 + row * 0.045, 0.006)
    sheet.area(EARTH, (0.16, 0.74), (0.72, 0.74), (0.82, 0.92), (0.06, 0.92))
    corners = ((0.16, 0.74), (0.72, 0.74), (0.82, 0.92), (0.06, 0.92))
    sheet.line(WALL, 0.003, *corners, corners[0])
    for x, y in corners:
        sheet.box(ROOF, x - 0.004, y - 0.06, x + 0.004, y)
    for column in range(3):
        for level in range(3 - column):
            left, bottom = 0.76 + column * 0.075, 0.96 - level * 0.075
            sheet.box((186, 146, 92), left, bottom - 0.068, left + 0.068, bottom)
            for fruit in range(4):
                sheet.round(ORANGE, left + 0.011 + fruit * 0.0155, bottom - 0.062, 0.010)
    return sheet


def _road_bay() -> Sheet:
    sheet = _country()
    sheet.box(NEAR, 0, 0.60, 1, 1)
    sheet.area(STONE, (0.47, 0.60), (0.53, 0.60), (0.74, 1), (0.26, 1))
    sheet.area((188, 184, 174), (0.562, 0.70), (0.64, 0.72), (0.84, 0.93), (0.702, 0.93))
    sheet.line(WALL, 0.004, (0.562, 0.70), (0.702, 0.93))
    for x, y, size in (
        (0.36, 0.70, 0.07),
        (0.26, 0.80, 0.10),
        (0.12, 0.94, 0.14),
        (0.80, 0.72, 0.07),
        (0.95, 0.86, 0.11),
    ):
        sheet.tree(x, y, size)
    return sheet


def _orchard() -> Sheet:
    sheet = _country()
    sheet.box((150, 164, 92), 0, 0.58, 1, 1)
    drawn = random.Random("orchard")  # noqa: S311  (leaves in a drawing)
    for row in range(4):
        size = 0.07 + row * 0.03
        for place in range(9 - row):
            x, y = (place + 0.5) / (9 - row), 0.64 + row * 0.10
            is_ill = drawn.random() < 0.3
            sheet.tree(x, y, size, (196, 178, 70) if is_ill else (72, 122, 66))
            for _fruit in range(3):
                sheet.round(YELLOW, x + drawn.uniform(-0.3, 0.3) * size, y - drawn.uniform(0.6, 1.1) * size, 0.006)
    return sheet


def _paper_slip() -> Sheet:
    """A leader's instruction: a sheet with its red head, ruled, some lines by hand; nobody's writing can be read."""
    sheet = Sheet(WOOD, WOOD_LOW)
    sheet.area(WOOD_SHADE, (0.22, 0.07), (0.83, 0.05), (0.86, 0.97), (0.23, 0.98))
    sheet.area(PAPER, (0.20, 0.05), (0.81, 0.03), (0.84, 0.95), (0.21, 0.96))
    for place in range(9):
        sheet.box(RED, 0.33 + place * 0.042, 0.105, 0.362 + place * 0.042, 0.15)
    sheet.line(RED, 0.003, (0.25, 0.19), (0.79, 0.18))
    drawn = random.Random("slip")  # noqa: S311  (strokes in a drawing)
    for row in range(5):
        left, base = 0.27, 0.28 + row * 0.095
        while left < (0.74 if row < 4 else 0.45):
            tops = [(left + step * 0.009, base + drawn.uniform(-0.024, 0.024)) for step in range(5)]
            sheet.line(INK, 0.0026, *tops)
            left += 0.05
    sheet.line(INK, 0.003, (0.62, 0.80), (0.65, 0.75), (0.68, 0.81), (0.72, 0.76), (0.75, 0.80))
    sheet.line(STEEL, 0.0015, (0.60, 0.87), (0.77, 0.865))
    return sheet


SCENES: dict[str, Callable[[], Sheet]] = {
    "broken_bridge": _broken_bridge,
    "cold_store": _cold_store,
    "mended_bridge": _mended_bridge,
    "orchard": _orchard,
    "paper_slip": _paper_slip,
    "pump_new": _pump_new,
    "pump_station": _pump_station,
    "rice_terraces": _rice_terraces,
    "road_bay": _road_bay,
    "tea_terraces": _tea_terraces,
    "transformer": _transformer,
    "transformer_new": _transformer_new,
}


def draw(name: str) -> bytes:
    """The named scene as a JPEG of `SIZE`; raises KeyError for a scene nobody drew."""
    return SCENES[name]().jpeg()
