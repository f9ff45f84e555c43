"""Reads of the project library; `visible_to` is the only way to its rows."""

from .figures import Figures, roll_up, state_counts, total
from .funding import lines_of
from .gating import facts_of, milestones_of, missing_at, steps_of, waived_at
from .instructing import instructions_of, oldest_instruction
from .listing import Filters, listed, order_of, page_of
from .reporting import told_of_month
from .seeing import (
    LEVEL_COLUMNS,
    afresh,
    file_of,
    files_of,
    found,
    history,
    industries,
    place_of,
    visible_to,
    within,
)
from .waiting import (
    waiting_for_accept_work,
    waiting_for_admit,
    waiting_for_answer_instruction,
    waiting_for_hand_over,
    waiting_for_report_progress,
    waiting_for_start,
    waiting_for_submit,
)

__all__ = [
    "LEVEL_COLUMNS",
    "Figures",
    "Filters",
    "afresh",
    "facts_of",
    "file_of",
    "files_of",
    "found",
    "history",
    "industries",
    "instructions_of",
    "lines_of",
    "listed",
    "milestones_of",
    "missing_at",
    "oldest_instruction",
    "order_of",
    "page_of",
    "place_of",
    "roll_up",
    "state_counts",
    "steps_of",
    "told_of_month",
    "total",
    "visible_to",
    "waiting_for_accept_work",
    "waiting_for_admit",
    "waiting_for_answer_instruction",
    "waiting_for_hand_over",
    "waiting_for_report_progress",
    "waiting_for_start",
    "waiting_for_submit",
    "waived_at",
    "within",
]
