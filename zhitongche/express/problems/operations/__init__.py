"""Every write on a problem. Each is one unit: its rows, its step in the history, its notices and its record, or nothing."""

from .closing import confirm, refuse, reopen, submit_closure, verify
from .reporting import accept, report, resubmit, return_, withdraw
from .solving import claim, report_progress
from .upkeep import load_categories, recompute_limits

__all__ = [
    "accept",
    "claim",
    "confirm",
    "load_categories",
    "recompute_limits",
    "refuse",
    "reopen",
    "report",
    "report_progress",
    "resubmit",
    "return_",
    "submit_closure",
    "verify",
    "withdraw",
]
