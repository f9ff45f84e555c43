"""Every write on a problem. Each is one unit: its rows, its step in the history, its notices and its record, or nothing."""

from .claiming import (
    acknowledge,
    assign,
    decline,
    suggest,
    support,
)
from .closing import confirm, refuse, reopen, submit_closure, verify
from .collecting import Telling, faults_in, report_all
from .configuring import (
    add_category,
    change_category,
    drop_limit,
    drop_text,
    hide_category,
    set_evidence,
    set_functions,
    set_limit,
    set_rules,
    set_text,
    show_category,
)
from .consulting import conclude, consult, give_opinion, record_silence
from .linking import link_project
from .monthly import recount_months
from .project_figures import recount as recount_projects
from .promising import promise_at_meeting
from .rectifying import (
    extend_promise,
    finish,
)
from .relating import check, gather, link, link_all, mark_relapse, merge, unlink, unmerge
from .reminding import remind
from .reporting import accept, report, resubmit, return_, withdraw
from .requesting import (
    approve,
    decide,
    disapprove,
    extend,
    hand_back,
    pause,
    resume,
    resume_paused,
    transfer,
)
from .solving import claim, report_progress
from .steering import answer_instruction, escalate, instruct, revive, send_back, shelve
from .upkeep import load_categories, recompute_limits

__all__ = [
    "Telling",
    "accept",
    "acknowledge",
    "add_category",
    "answer_instruction",
    "approve",
    "assign",
    "change_category",
    "check",
    "claim",
    "conclude",
    "confirm",
    "consult",
    "decide",
    "decline",
    "disapprove",
    "drop_limit",
    "drop_text",
    "escalate",
    "extend",
    "extend_promise",
    "faults_in",
    "finish",
    "gather",
    "give_opinion",
    "hand_back",
    "hide_category",
    "instruct",
    "link",
    "link_all",
    "link_project",
    "load_categories",
    "mark_relapse",
    "merge",
    "pause",
    "promise_at_meeting",
    "recompute_limits",
    "record_silence",
    "recount_months",
    "recount_projects",
    "refuse",
    "remind",
    "reopen",
    "report",
    "report_all",
    "report_progress",
    "resubmit",
    "resume",
    "resume_paused",
    "return_",
    "revive",
    "send_back",
    "set_evidence",
    "set_functions",
    "set_limit",
    "set_rules",
    "set_text",
    "shelve",
    "show_category",
    "submit_closure",
    "suggest",
    "support",
    "transfer",
    "unlink",
    "unmerge",
    "verify",
    "withdraw",
]
