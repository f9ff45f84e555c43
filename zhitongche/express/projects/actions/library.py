"""The verbs of this part as people meet them."""

from zhitongche.foundation.flow import Action

ACTIONS: dict[str, Action] = {}
