"""Every verb of a project as people meet it: the page's buttons and the API's list are drawn from this one table."""

from zhitongche.foundation.flow import Action

from . import approving, funding, library, works
from .configuring import POLICY
from .library import PLAN
from .sources import OPEN_SOURCE, SOURCES

__all__ = ["ACTIONS", "OPEN_SOURCE", "PLAN", "POLICY", "SOURCES"]

ACTIONS: dict[str, Action] = {**library.ACTIONS, **works.ACTIONS, **funding.ACTIONS, **approving.ACTIONS}
