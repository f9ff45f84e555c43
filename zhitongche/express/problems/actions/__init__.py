"""Every verb of a problem as people meet it: the page's buttons and the API's list are drawn from this one table."""

from zhitongche.foundation.flow import Action

from . import closing, reporting, solving
from .reporting import REPORT

__all__ = ["ACTIONS", "REPORT"]

ACTIONS: dict[str, Action] = {
    **reporting.ACTIONS,
    **solving.ACTIONS,
    **closing.ACTIONS,
}
