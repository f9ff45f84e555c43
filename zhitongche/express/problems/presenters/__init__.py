"""The sentences of a problem's life: for its own page (STEPS), for the operation log (SENTENCES), for notices (NOTICES)."""

from typing import Any

from . import beginnings, claiming, configuring, consulting, relating, steering
from .claiming import PROMISE_NOTICES, PROMISE_STEPS
from .wording import Wording

__all__ = ["NOTICES", "PROMISE_NOTICES", "PROMISE_STEPS", "SENTENCES", "STEPS", "Wording"]

STEPS: dict[str, Wording] = {
    **beginnings.STEPS,
    **relating.STEPS,
    **claiming.STEPS,
    **consulting.STEPS,
    **steering.STEPS,
}
SENTENCES: dict[str, Any] = {
    **configuring.SENTENCES,
    **beginnings.SENTENCES,
    **relating.SENTENCES,
    **claiming.SENTENCES,
    **consulting.SENTENCES,
    **steering.SENTENCES,
}
NOTICES: dict[str, Any] = {
    **beginnings.NOTICES,
    **relating.NOTICES,
    **claiming.NOTICES,
    **consulting.NOTICES,
    **steering.NOTICES,
}
