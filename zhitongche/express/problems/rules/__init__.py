"""Who may do what with a problem, and when: None, or the refusal with its sentence.

The table is the contract's (shared by page, API and command); a refusal greys the button, explains why, and refuses the
forged request in the same words.
"""

from .closing import (
    why_not_confirm,
    why_not_refuse,
    why_not_reopen,
    why_not_submit_closure,
    why_not_verify,
)
from .reporting import why_not_accept, why_not_report, why_not_resubmit, why_not_return, why_not_withdraw
from .solving import why_not_claim, why_not_report_progress

__all__ = [
    "why_not_accept",
    "why_not_claim",
    "why_not_confirm",
    "why_not_refuse",
    "why_not_reopen",
    "why_not_report",
    "why_not_report_progress",
    "why_not_resubmit",
    "why_not_return",
    "why_not_submit_closure",
    "why_not_verify",
    "why_not_withdraw",
]
