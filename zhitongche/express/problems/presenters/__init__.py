"""The sentences of a problem's life: for its own page (STEPS), for the operation log (SENTENCES), for notices (NOTICES)."""

from typing import Any

from . import beginnings
from .wording import Wording

__all__ = ["NOTICES", "SENTENCES", "STEPS", "Wording"]

STEPS: dict[str, Wording] = {**beginnings.STEPS}
SENTENCES: dict[str, Any] = {**beginnings.SENTENCES}
NOTICES: dict[str, Any] = {**beginnings.NOTICES}
