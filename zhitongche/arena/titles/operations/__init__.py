"""Every write on what came of a contest: each verb is one operation with its rule, its record, its notice."""

from .answering import accept_objection, appeal, decide_appeal, decide_objection, object_
from .awarding import finalise, revoke
from .correcting import correct
from .handing import hand_out, take_out
from .settling import publish, review, settle

__all__ = [
    "accept_objection",
    "appeal",
    "correct",
    "decide_appeal",
    "decide_objection",
    "finalise",
    "hand_out",
    "object_",
    "publish",
    "review",
    "revoke",
    "settle",
    "take_out",
]
