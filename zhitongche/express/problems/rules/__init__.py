"""Who may do what with a problem, and when: None, or the refusal with its sentence.

The table is the contract's (shared by page, API and command); a refusal greys the button, explains why, and refuses the
forged request in the same words.
"""

from .claiming import (
    why_not_acknowledge,
    why_not_assign,
    why_not_decline,
    why_not_suggest,
    why_not_support,
)
from .closing import (
    why_not_confirm,
    why_not_refuse,
    why_not_reopen,
    why_not_submit_closure,
    why_not_verify,
)
from .configuring import why_not_configure
from .consulting import why_not_conclude, why_not_consult, why_not_give_opinion
from .rectifying import (
    why_not_extend_promise,
    why_not_finish,
)
from .relating import (
    why_not_check,
    why_not_gather,
    why_not_link,
    why_not_link_project,
    why_not_mark_relapse,
    why_not_merge,
    why_not_unlink,
    why_not_unmerge,
    wrong_project,
)
from .reporting import why_not_accept, why_not_report, why_not_resubmit, why_not_return, why_not_withdraw
from .requesting import (
    why_not_approve,
    why_not_decide,
    why_not_disapprove,
    why_not_extend,
    why_not_hand_back,
    why_not_pause,
    why_not_resume,
    why_not_transfer,
)
from .solving import why_not_claim, why_not_report_progress
from .steering import (
    why_not_answer_instruction,
    why_not_escalate,
    why_not_instruct,
    why_not_promise,
    why_not_revive,
    why_not_send_back,
    why_not_shelve,
)

__all__ = [
    "why_not_accept",
    "why_not_acknowledge",
    "why_not_answer_instruction",
    "why_not_approve",
    "why_not_assign",
    "why_not_check",
    "why_not_claim",
    "why_not_conclude",
    "why_not_configure",
    "why_not_confirm",
    "why_not_consult",
    "why_not_decide",
    "why_not_decline",
    "why_not_disapprove",
    "why_not_escalate",
    "why_not_extend",
    "why_not_extend_promise",
    "why_not_finish",
    "why_not_gather",
    "why_not_give_opinion",
    "why_not_hand_back",
    "why_not_instruct",
    "why_not_link",
    "why_not_link_project",
    "why_not_mark_relapse",
    "why_not_merge",
    "why_not_pause",
    "why_not_promise",
    "why_not_refuse",
    "why_not_reopen",
    "why_not_report",
    "why_not_report_progress",
    "why_not_resubmit",
    "why_not_resume",
    "why_not_return",
    "why_not_revive",
    "why_not_send_back",
    "why_not_shelve",
    "why_not_submit_closure",
    "why_not_suggest",
    "why_not_support",
    "why_not_transfer",
    "why_not_unlink",
    "why_not_unmerge",
    "why_not_verify",
    "why_not_withdraw",
    "wrong_project",
]
