"""Every write of judging, by what it is about."""

from .assigning import assign_judges, draw_order
from .closing import close_scores
from .giving import adjust, calibrate, exclude, give_points, try_calibration
from .hall import call_up, open_scoring, show_marks
from .handing import take_out_sheets
from .recusing import decide_recusal, propose_left, propose_recusals, recuse
from .scoring import read_paper, score, submit_scores
from .seating import declare, empanel, give_card, unseat, use_card

__all__ = [
    "adjust",
    "assign_judges",
    "calibrate",
    "call_up",
    "close_scores",
    "decide_recusal",
    "declare",
    "draw_order",
    "empanel",
    "exclude",
    "give_card",
    "give_points",
    "open_scoring",
    "propose_left",
    "propose_recusals",
    "read_paper",
    "recuse",
    "score",
    "show_marks",
    "submit_scores",
    "take_out_sheets",
    "try_calibration",
    "unseat",
    "use_card",
]
