"""The measures of GB/T 9704-2012, in millimetres and points; both writers take them from here."""

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, RIGHT, BOTTOM, LEFT = 37, 26, 35, 28
# 版心 156 × 225 mm: 22 lines of 28 characters.
TEXT_WIDTH, TEXT_HEIGHT = 156, 225
LINES, CHARACTERS = 22, 28
POINTS = 72 / 25.4
# 三号, 二号, 四号, and what tables and small print are set in.
BODY, TITLE, FOOT, CELL, SMALL = 16, 22, 14, 11, 9
LINE = 28.95
TITLE_LINE = 36
CELL_LINE = 15
# What is left between two characters of the grid: 442.2 pt for 28 of 16 pt.
TRACKING = TEXT_WIDTH * POINTS / CHARACTERS - BODY
# A title of more characters than these goes on on the next line.
TITLE_CHARACTERS = 18
RED = "E60012"
# Half a millimetre is a rule of 1.5 pt; the rule under a red head is a little heavier.
RULE = 2.25
# The red letters of a head are as large as the line allows, and no larger than this.
HEAD = 48
# What is no longer than this stands in the middle of its cell, longer texts begin at its left.
SHORT = 8


def head_size(name: str, most: float = HEAD) -> float:
    """How large the red letters of a head may be, so that the name stands on one line."""
    return min(most, int(TEXT_WIDTH * POINTS / max(len(name), 1) * 0.94))


def landscape() -> tuple[int, int, int, int]:
    """Top, right, bottom, left of a page that lies: the portrait page turned, its left edge above."""
    return LEFT, TOP, RIGHT, BOTTOM
