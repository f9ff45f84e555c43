"""Every verb of a problem as people meet it: the page's buttons and the API's list are drawn from this one table."""

from zhitongche.foundation.flow import Action

from . import claiming, closing, consulting, relating, reporting, requesting, solving, steering
from .configuring import POLICY
from .rectifying import RECTIFICATIONS
from .relating import GATHER
from .reporting import REPORT

__all__ = ["ACTIONS", "GATHER", "POLICY", "RECTIFICATIONS", "REPORT"]

ACTIONS: dict[str, Action] = {
    **reporting.ACTIONS,
    **relating.ACTIONS,
    **consulting.ACTIONS,
    **claiming.ACTIONS,
    **solving.ACTIONS,
    **requesting.ACTIONS,
    **closing.ACTIONS,
    **steering.ACTIONS,
}
