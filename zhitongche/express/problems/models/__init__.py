"""Every table of the problem loop, each beside those it belongs with."""

from .closing import Closure
from .consultation import Consultation, Opinion
from .policy import Category, EvidenceRule, Limit, ReplyTemplate, Rulebook
from .problem import Involvement, Problem, ProblemEvent, ProblemFile, Reminder, Tally
from .promises import Claim, Instruction, Rectification, RectificationEvent, RectificationFile, Request
from .tallies import MonthTally

__all__ = [
    "Category",
    "Claim",
    "Closure",
    "Consultation",
    "EvidenceRule",
    "Instruction",
    "Involvement",
    "Limit",
    "MonthTally",
    "Opinion",
    "Problem",
    "ProblemEvent",
    "ProblemFile",
    "Rectification",
    "RectificationEvent",
    "RectificationFile",
    "Reminder",
    "ReplyTemplate",
    "Request",
    "Rulebook",
    "Tally",
]
