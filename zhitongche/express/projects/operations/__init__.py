"""Every write of the project library: each verb is one operation with its rule, its record, its notice."""

from .configuring import drop_gate, set_gate
from .funding import add_funding, update_funding
from .keeping import recount
from .library import (
    adjust,
    admit,
    answer_instruction,
    hand_over,
    instruct,
    relocate,
    resume,
    return_,
    revise,
    submit,
    suspend,
)
from .milestones import set_milestones
from .overlapping import confirm_overlap, dismiss_overlap, propose, propose_all
from .planning import load_industries, plan, plan_all
from .settling import settle
from .sources import open_source, revise_source, withdraw_source
from .steps import keep_step, step
from .works import accept_work, add_photos, report_progress, start

__all__ = [
    "accept_work",
    "add_funding",
    "add_photos",
    "adjust",
    "admit",
    "answer_instruction",
    "confirm_overlap",
    "dismiss_overlap",
    "drop_gate",
    "hand_over",
    "instruct",
    "keep_step",
    "load_industries",
    "open_source",
    "plan",
    "plan_all",
    "propose",
    "propose_all",
    "recount",
    "relocate",
    "report_progress",
    "resume",
    "return_",
    "revise",
    "revise_source",
    "set_gate",
    "set_milestones",
    "settle",
    "start",
    "step",
    "submit",
    "suspend",
    "update_funding",
    "withdraw_source",
]
