"""The pages of judging, by who reads them."""

from .card import card
from .hall import desk_version, hall, screen, step, version
from .judge import calibration, compare, desk, entry, photo
from .watching import calibrate, panel, paper, print_sheets, read_paper, results, score_sheets
from .watching import card as give_card

__all__ = [
    "calibrate",
    "calibration",
    "card",
    "compare",
    "desk",
    "desk_version",
    "entry",
    "give_card",
    "hall",
    "panel",
    "paper",
    "photo",
    "print_sheets",
    "read_paper",
    "results",
    "score_sheets",
    "screen",
    "step",
    "version",
]
