"""Who may do what with a project, and when: None, or the refusal with its sentence."""

from .configuring import why_not_drop_gate, why_not_set_gate
from .funding import (
    why_not_add_funding,
    why_not_confirm_overlap,
    why_not_dismiss_overlap,
    why_not_update_funding,
    why_not_write,
)
from .library import (
    why_not_adjust,
    why_not_admit,
    why_not_answer_instruction,
    why_not_hand_over,
    why_not_instruct,
    why_not_relocate,
    why_not_resume,
    why_not_return,
    why_not_revise,
    why_not_submit,
    why_not_suspend,
)
from .planning import why_not_plan
from .works import (
    why_not_accept_work,
    why_not_add_photos,
    why_not_report_progress,
    why_not_set_milestones,
    why_not_start,
)

__all__ = [
    "why_not_accept_work",
    "why_not_add_funding",
    "why_not_add_photos",
    "why_not_adjust",
    "why_not_admit",
    "why_not_answer_instruction",
    "why_not_confirm_overlap",
    "why_not_dismiss_overlap",
    "why_not_drop_gate",
    "why_not_hand_over",
    "why_not_instruct",
    "why_not_plan",
    "why_not_relocate",
    "why_not_report_progress",
    "why_not_resume",
    "why_not_return",
    "why_not_revise",
    "why_not_set_gate",
    "why_not_set_milestones",
    "why_not_start",
    "why_not_submit",
    "why_not_suspend",
    "why_not_update_funding",
    "why_not_write",
]
