"""The sentences of a contest's life from all its rooms: for its own page (STEPS), and for notices (NOTICES)."""

from typing import Any

from zhitongche.arena.contests import presenters as contests
from zhitongche.arena.judging import presenters as judging
from zhitongche.arena.titles import presenters as titles

STEPS: dict[str, Any] = {**contests.STEPS, **judging.STEPS, **titles.STEPS}
NOTICES: dict[str, Any] = {**contests.NOTICES, **judging.NOTICES, **titles.NOTICES}
