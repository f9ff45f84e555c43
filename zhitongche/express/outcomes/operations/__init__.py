"""Every write on outcomes."""

from .checking import check, correct, withdraw
from .keeping import counted, recount
from .recording import AlreadyRecorded, Entry, faults_in, record, record_all
from .targeting import set_target

__all__ = [
    "AlreadyRecorded",
    "Entry",
    "check",
    "correct",
    "counted",
    "faults_in",
    "record",
    "record_all",
    "recount",
    "set_target",
    "withdraw",
]
